"""Brings the current photo, its result and its preview into the comparison."""

from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Signal

from core.config import RestoreOptions
from desktop_app.error_text import explained
from desktop_app.photos.entry import PhotoEntry, State, WrittenResult
from desktop_app.photos.list_model import PhotoListModel
from desktop_app.photos.pyramid import Pyramid
from desktop_app.photos.reading import OpenedPhoto, open_photo, open_pyramid
from desktop_app.restore.preview_runner import PreviewRunner
from desktop_app.system.background import Background
from desktop_app.viewer.comparison import ComparisonView


class Presenter(QObject):
    """Reads in the background; what arrives for an entry that is no longer current is dropped."""

    failed = Signal(object, object)
    """PhotoEntry that cannot be shown, and the Exception."""
    photo_changed = Signal(object)
    """PhotoEntry whose file has changed since its thumbnail was made, or is back."""
    preview_failed = Signal(object)
    """Explanation."""

    def __init__(
        self,
        model: PhotoListModel,
        view: ComparisonView,
        preview: PreviewRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._preview = model, view, preview
        self._background = Background(1, self)
        self._entry: PhotoEntry | None = None
        self._opened: OpenedPhoto | None = None
        self._is_unreadable = False
        self._shown_result = 0
        """The entry's `times_restored` at the result that is shown, or being read; 0: none."""
        self._requested: tuple[QRectF, RestoreOptions] | None = None
        """The preview that is shown, or being made."""
        self._view.place_changed.connect(self._preview_if_wanted)
        self._preview.previewed.connect(view.show_preview)
        self._preview.failed.connect(self._tell_preview_failed)

    @property
    def entry(self) -> PhotoEntry | None:
        return self._entry

    @property
    def photo(self) -> OpenedPhoto | None:
        """The current photo, once it is read."""
        return self._opened

    @property
    def result(self) -> Pyramid | None:
        """What is shown as the current photo's finished result."""
        return self._view.result

    def show_entry(self, entry: PhotoEntry | None) -> None:
        """Show another photo, or none: its thumbnail at once, and the photo itself when it is read."""
        self._preview.cancel()
        self._background.drop_waiting()
        self._entry, self._opened, self._shown_result, self._requested = entry, None, 0, None
        self._is_unreadable = False
        if entry is not None and entry.size is not None and not entry.thumbnail.isNull():
            self._view.show_photo(Pyramid.of_image(entry.thumbnail), QSize(*entry.size))
        else:
            self._view.show_photo(None, QSize())
        if entry is not None:
            self._background.run(
                lambda: open_photo(entry.path),
                lambda opened: self._take_photo(entry, opened),
                lambda error: self._take_unreadable(entry, error),
            )

    def update_entry(self, entry: PhotoEntry) -> None:
        """Show an entry's new result, or preview its new settings."""
        if entry is self._entry and self._is_unreadable and entry.state is State.DONE:
            self.show_entry(entry)  # its file is back, since it was restored
        if entry is not self._entry or self._opened is None:
            return
        if entry.result is not None and entry.times_restored != self._shown_result:
            self._load_result(entry, entry.result)
        elif entry.is_result_current and self._view.has_preview:
            self._view.show_preview(None, QRectF())
        self._preview_if_wanted()

    def stop(self) -> None:
        """End for good."""
        self._background.stop()

    def _take_photo(self, entry: PhotoEntry, opened: OpenedPhoto) -> None:
        if entry is not self._entry:
            return
        is_back = entry.state is State.FAILED or entry.failed_at_opening
        if is_back or entry.thumbnail_stamp not in (None, opened.stamp):
            self.photo_changed.emit(entry)
        self._model.set_opened(entry, opened)
        self._opened = opened
        if self._view.photo_size == opened.pyramid.size:
            self._view.replace_photo(opened.pyramid)
        else:
            self._view.show_photo(opened.pyramid, opened.pyramid.size)
        if entry.has_changed:
            self._shown_result = entry.times_restored  # an outdated result, not to be shown
        self.update_entry(entry)

    def _take_unreadable(self, entry: PhotoEntry, error: Exception) -> None:
        self._is_unreadable |= entry is self._entry
        self.failed.emit(entry, error)

    def _load_result(self, entry: PhotoEntry, result: WrittenResult) -> None:
        self._shown_result = entry.times_restored
        self._background.run(
            lambda: open_pyramid(result.path),
            lambda pyramid: self._take_result(entry, pyramid),
            lambda error: self._take_unreadable_result(entry, result.path, error),
        )

    def _take_result(self, entry: PhotoEntry, pyramid: Pyramid) -> None:
        if entry is self._entry:
            self._view.show_result(pyramid)
            self._requested = None
            self._preview_if_wanted()

    def _take_unreadable_result(self, entry: PhotoEntry, path: Path, error: Exception) -> None:
        self.failed.emit(entry, error)
        if entry.result and entry.result.path == path and not path.exists():
            entry.forget_result()
            self._model.touch(entry)

    def _preview_if_wanted(self) -> None:
        """A preview is wanted wherever the view does not show the result of the current settings."""
        entry, opened, visible = self._entry, self._opened, self._view.visible_rect
        if entry is None or opened is None or visible.isEmpty():
            return
        if entry.is_result_current or entry.is_being_restored:
            self._preview.cancel()
            self._requested = None
        elif self._requested != (visible, entry.options):
            self._requested = (visible, entry.options)
            self._preview.request(opened.photo, visible, entry.options)

    def _tell_preview_failed(self, error: Exception) -> None:
        self.preview_failed.emit(explained(error))
