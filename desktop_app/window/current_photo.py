"""Keeps the window in step with the list: what is current, and its facts."""

from PySide6.QtCore import QObject, Signal

from desktop_app.error_text import Explanation
from desktop_app.photos.entry import PhotoEntry, State
from desktop_app.photos.photo_list import PhotoList
from desktop_app.restore.panel import RestorePanel
from desktop_app.session import Session
from desktop_app.viewer.presenter import Presenter
from desktop_app.window.photo_area import PhotoArea
from desktop_app.window.status_line import StatusLine


class CurrentPhoto(QObject):
    """Follows the list's current photo, and every change of it."""

    title_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        photos: PhotoList,
        presenter: Presenter,
        area: PhotoArea,
        panel: RestorePanel,
        status: StatusLine,
    ) -> None:
        super().__init__(area)
        self._photos, self._presenter, self._panel, self._status = photos, presenter, panel, status
        self._notice, self._area = area.notice, area
        self._told: Explanation | None = None
        photos.current_entry_changed.connect(self._show)
        session.photos_added.connect(self._show_added)
        session.model.entries_changed.connect(self._take_changes)
        area.view.place_changed.connect(self._show_zoom)
        presenter.failed.connect(session.note_unreadable)
        presenter.found_changed.connect(session.read_thumbnail)
        self._show(None)

    def _show_added(self, entries: list[PhotoEntry]) -> None:
        self._photos.choose(entries[0])

    def _show(self, entry: PhotoEntry | None) -> None:
        self._area.show_comparison(entry is not None)
        self._take_back()
        self._presenter.show_entry(entry)
        self._show_facts(entry)

    def _take_changes(self, entries: list[PhotoEntry]) -> None:
        current = self._photos.current_entry
        if current is not None and current in entries:
            self._presenter.update_entry(current)
            self._show_facts(current)

    def _show_facts(self, entry: PhotoEntry | None) -> None:
        settings = self._panel.settings
        settings.set_photo_size(entry.size if entry else None)
        if entry is not None and entry.options != settings.options:
            settings.set_options(entry.options)
        if entry is not None:
            self._show_failure(entry)
        self._status.show_sizes(
            entry.size if entry else None, entry.result.size if entry and entry.result else None
        )
        self.title_changed.emit(f"{entry.path.name} \N{EN DASH} Heirloom" if entry else "Heirloom")
        self._show_zoom()

    def _show_failure(self, entry: PhotoEntry) -> None:
        if entry.state is not State.FAILED:
            self._take_back()
        elif entry.failure != self._told:
            self._told = entry.failure
            self._notice.tell(entry.failure, "error")

    def _take_back(self) -> None:
        """Hide what was told of a photo that is another now, or is tried again; what else is told stays."""
        if self._told is not None and self._notice.message == self._told:
            self._notice.hide()
        self._told = None

    def _show_zoom(self) -> None:
        self._status.show_zoom(self._area.view.zoom if self._area.view.has_photo else None)
