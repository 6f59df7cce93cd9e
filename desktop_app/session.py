"""The photos in the window and everything that happens to them; no widgets."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.config import OutputOptions, RestoreOptions
from desktop_app.error_text import Explanation, explained
from desktop_app.photos.entry import PhotoEntry, State
from desktop_app.photos.intake import Found, Intake
from desktop_app.photos.list_model import PhotoListModel
from desktop_app.photos.reading import read_thumbnail
from desktop_app.restore.job_runner import JobRunner
from desktop_app.restore.model_choice import list_choices
from desktop_app.restore.queue import RestoreQueue
from desktop_app.settings import Settings
from desktop_app.system.background import Background


class Session(QObject):
    """Owns the list of photos and the queue of work, and remembers their settings for the next start."""

    photos_added = Signal(object)
    """list of PhotoEntry that the user just brought in; some may have been in the list before."""
    models_listed = Signal(object)
    """list of ModelChoice."""
    failed = Signal(object)
    """Explanation of what went wrong and what to do."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.model = PhotoListModel()
        self.runner = JobRunner(self)
        self.queue = RestoreQueue(self.model, self.runner, self)
        self.queue.output = settings.output_options
        self._preparation, self._thumbnails = Background(1, self), Background(2, self)
        self.intake = Intake(self._preparation, self)
        self.intake.found.connect(self._add_found)
        self.intake.failed.connect(self._tell_failed)

    def prepare(self, load: Callable[[], object]) -> None:
        """Call `load`, which imports what will be needed, and look for models, in the background.

        Photos that are brought in from now on wait for that, in the same thread: each further thread that is
        busy in Python would make the window slower. Nothing of Qt is to be imported in a thread: PySide makes
        each of its classes at its first use, and crashes where two threads do that at once.
        """
        self._preparation.run(load, lambda _: None, self._tell_failed)
        self.list_models()

    def list_models(self) -> None:
        """Look for models in the background."""
        self._preparation.run(list_choices, self.models_listed.emit, self._tell_failed)

    def remove(self, entries: Iterable[PhotoEntry]) -> None:
        """Take photos off the list and out of the queue, except for the one that is being restored."""
        entries = list(entries)
        self.runner.forget(entries)
        self.model.remove([entry for entry in entries if entry.state is not State.RUNNING])

    def set_options(
        self, entries: Iterable[PhotoEntry], options: RestoreOptions, chosen: dict[str, Any] | None = None
    ) -> None:
        """Set `options` for photos to come and for `entries`, or for these only the fields in `chosen`."""
        self._settings.restore_options = options
        changed = []
        for entry in entries:
            new = options if chosen is None else replace(entry.options, **chosen)
            if new != entry.options:
                entry.options = new
                changed.append(entry)
        self.model.touch(*changed)

    def set_output(self, options: OutputOptions) -> None:
        """Set where and how results are written from now on."""
        self._settings.output_options = self.queue.output = options

    def change_options(
        self, change: Callable[[RestoreOptions], RestoreOptions], *, keep_results: bool
    ) -> None:
        """Change the settings of all photos, and of those to come.

        With `keep_results`, existing results and the running job count as made with the changed settings.
        """
        self._settings.restore_options = change(self._settings.restore_options)
        for entry in self.model.entries:
            entry.options = change(entry.options)
            if keep_results:
                entry.job_options = change(entry.job_options) if entry.job_options else None
                if result := entry.result:
                    entry.result = replace(result, options=change(result.options))
        self.model.touch(*self.model.entries)

    def read_thumbnail(self, entry: PhotoEntry) -> None:
        """Make the thumbnail of a photo, and find out its size, in the background."""
        self._thumbnails.run(
            partial(read_thumbnail, entry.path),
            partial(self.model.set_thumbnail, entry),
            partial(self.note_unreadable, entry),
        )

    def note_unreadable(self, entry: PhotoEntry, error: Exception) -> None:
        """Tell that a photo or its result cannot be read; a photo that was only opened yet has failed."""
        if entry.state is State.READY:
            self.model.set_failed(entry, Explanation.of(error), at_opening=True)
        self._tell_failed(error)

    def stop(self) -> None:
        """Cancel what runs, wait for it, and end for good."""
        for part in (self._preparation, self._thumbnails, self.runner):
            part.stop()
        self.intake.close()

    def _add_found(self, found: Found) -> None:
        if found.problems:
            self.failed.emit(Explanation.of(*found.problems))
        if found.photos:
            self._add(found)

    def _add(self, found: Found) -> None:
        before = len(self.model.entries)
        options = self._settings.restore_options
        entries = self.model.add(found.photos, options, are_pasted=found.are_pasted)
        new = self.model.entries[before:]
        if not found.are_pasted:
            self._settings.add_recent(found.photos[0])
            self._settings.last_folder = found.photos[0].parent
        self.photos_added.emit(entries)
        if found.restore:
            self.queue.restore(entries)
        for entry in new:
            self.read_thumbnail(entry)

    def _tell_failed(self, error: Exception) -> None:
        self.failed.emit(explained(error))
