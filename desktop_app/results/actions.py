"""What can be done with a finished result: copy, save, export, drag out, find its file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QPixmap
from PySide6.QtWidgets import QWidget

from core.images.endings import WRITTEN_ENDINGS
from desktop_app.error_text import explained
from desktop_app.photos.entry import WrittenResult
from desktop_app.photos.list_model import PhotoListModel
from desktop_app.photos.mime_data import file_data
from desktop_app.results.files import (
    ComparisonKind,
    save_comparison,
    save_contact_sheet,
    save_result_as,
)
from desktop_app.settings import Settings
from desktop_app.system.background import Background
from desktop_app.system.other_programs import open_with_system
from desktop_app.viewer.comparison import ComparisonView
from desktop_app.viewer.presenter import Presenter
from desktop_app.widgets.save_dialog import SaveDialog

_ENDINGS = f" ({' '.join(f'*{ending}' for ending in WRITTEN_ENDINGS)})"


class ResultActions(QObject):
    """Asks where to write, and writes in the background."""

    told = Signal(str)
    """A message for the user: what was done, or why there was nothing to do."""
    failed = Signal(object)
    """Explanation of what went wrong and what to do."""

    def __init__(
        self,
        model: PhotoListModel,
        presenter: Presenter,
        view: ComparisonView,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._model, self._presenter, self._view = model, presenter, view
        self._settings, self._window = settings, window
        self._background = Background(1, self)

    def copy(self) -> None:
        """Put the result, or the photo where there is none, on the clipboard."""
        opened, result = self._presenter.photo, self._presenter.result
        if opened is not None:
            QGuiApplication.clipboard().setImage((result or opened.pyramid).full)
            self.told.emit(self.tr("Copied.") if result else self.tr("Copied the photo, not yet restored."))
        else:
            self.told.emit(self.tr("The photo is not open."))

    def save_as(self) -> None:
        """Save the result under another name, in another place or format."""
        entry = self._presenter.entry
        if entry is None or entry.result is None:
            return
        pictures = self.tr("Pictures") + _ENDINGS
        if answer := self._ask_target(self.tr("Save result"), entry.result.path.name, pictures):
            self.save_result_to(entry.result, answer[0])

    def save_result_to(self, result: WrittenResult, target: Path) -> None:
        """Save `result` as `target`."""
        self._write(partial(save_result_as, result, target, self._settings.output_options))

    def export_comparison(self) -> None:
        """Write photo and result as one picture, or as an animation."""
        entry = self._presenter.entry
        if entry is None or self._presenter.photo is None or self._presenter.result is None:
            self.told.emit(self.tr("The photo and its result are not open."))
            return
        kinds: dict[str, ComparisonKind] = {
            self.tr("Side by side") + _ENDINGS: "side_by_side",
            self.tr("Split") + _ENDINGS: "split",
            self.tr("Animation") + " (*.gif)": "animated",
        }
        name = f"{entry.path.stem}_comparison.jpg"
        if answer := self._ask_target(self.tr("Export comparison"), name, *kinds):
            target, kind = answer
            self.export_comparison_to(target, kinds[kind])

    def export_comparison_to(self, target: Path, kind: ComparisonKind) -> None:
        """Write the comparison of the current photo as `target`."""
        opened, result, entry = self._presenter.photo, self._presenter.result, self._presenter.entry
        if opened is None or result is None or entry is None or entry.result is None:
            return
        before, after, position = opened.pyramid.full, result.full, self._view.split_position
        model = entry.result.credited_model
        self._write(partial(save_comparison, before, after, kind, position, target, model))

    def make_contact_sheet(self) -> None:
        """Write all finished pairs on one page."""
        if self._finished():
            pictures = self.tr("Pictures") + _ENDINGS
            if answer := self._ask_target(self.tr("Save contact sheet"), "contact_sheet.jpg", pictures):
                self.make_contact_sheet_at(answer[0])

    def make_contact_sheet_at(self, target: Path) -> None:
        """Write all finished pairs as `target`."""
        if finished := self._finished():
            self._write(partial(save_contact_sheet, finished, target))

    def _finished(self) -> list[tuple[Path, WrittenResult]]:
        """Photos with results for the contact sheet; emits `told` where there are none."""
        finished = [
            (entry.path, entry.result)
            for entry in self._model.with_result
            if entry.result and entry.result.path.exists() and entry.path.exists()
        ]
        if not finished:
            self.told.emit(self.tr("There is no photo whose file and result are both still there."))
        return finished

    def show_in_folder(self) -> None:
        """Open the folder of the result, or of the photo, with the system's file manager."""
        entry = self._presenter.entry
        if entry is not None:
            folder = entry.file_to_give.parent
            if not open_with_system(folder):
                self.told.emit(str(folder))

    def drag_out(self) -> None:
        """Let the user drop the result, or the photo, on another program."""
        entry = self._presenter.entry
        if entry is not None:
            drag = QDrag(self._view)
            drag.setMimeData(file_data([entry.file_to_give]))
            drag.setPixmap(QPixmap.fromImage(entry.thumbnail))
            drag.exec(Qt.DropAction.CopyAction)

    def tell_saved(self, file: Path) -> None:
        """Say where a file is now."""
        self.told.emit(self.tr("Saved {name} in {folder}.").format(name=file.name, folder=file.parent))

    def stop(self) -> None:
        """Wait for what is being written; no more is written afterwards."""
        self._background.stop()

    def _ask_target(self, title: str, name: str, *kinds: str) -> tuple[Path, str] | None:
        return SaveDialog(self._window, title, self._settings.last_folder / name, kinds).ask()

    def _write(self, work: Callable[[], Path]) -> None:
        self._background.run(work, self._take_saved, self._tell_failed)

    def _take_saved(self, target: Path) -> None:
        self._settings.last_folder = target.parent
        self.tell_saved(target)

    def _tell_failed(self, error: Exception) -> None:
        self.failed.emit(explained(error))
