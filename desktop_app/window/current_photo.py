"""Shows the photo that is current in the list, with its size, settings and failure."""

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
    """Follows the list's current photo and its changes."""

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
        self._photos, self._presenter = photos, presenter
        self._area, self._panel, self._status = area, panel, status
        self._shown_failure: Explanation | None = None
        photos.current_entry_changed.connect(self._show)
        session.photos_added.connect(self._show_added)
        session.model.entries_changed.connect(self._take_changes)
        area.view.place_changed.connect(self._show_zoom)
        presenter.failed.connect(session.note_unreadable)
        presenter.photo_changed.connect(session.read_thumbnail)
        self._show(None)

    def _show_added(self, entries: list[PhotoEntry]) -> None:
        self._photos.choose(entries[0])

    def _show(self, entry: PhotoEntry | None) -> None:
        self._area.show_comparison(entry is not None)
        self._hide_failure()
        self._presenter.show_entry(entry)
        self._show_facts(entry)

    def _take_changes(self, entries: list[PhotoEntry]) -> None:
        current = self._photos.current_entry
        if current is not None and current in entries:
            self._presenter.update_entry(current)
            self._show_facts(current)

    def _show_facts(self, entry: PhotoEntry | None) -> None:
        size = entry.size if entry else None
        result = entry.result if entry else None
        self._panel.settings.set_photo(size, entry.notes if entry else ())
        self._status.show_sizes(size, result.size if result else None)
        self.title_changed.emit(f"{entry.path.name} \N{EN DASH} Heirloom" if entry else "Heirloom")
        self._show_zoom()
        if entry is not None:
            if entry.options != self._panel.settings.options:
                self._panel.settings.set_options(entry.options)
            self._show_failure(entry)

    def _show_failure(self, entry: PhotoEntry) -> None:
        if entry.state is not State.FAILED:
            self._hide_failure()
        elif entry.failure != self._shown_failure:
            self._shown_failure = entry.failure
            self._area.notice.tell(entry.failure, "error")

    def _hide_failure(self) -> None:
        """Hide the failure of a photo that is no longer shown or is tried again; any other message stays."""
        if self._shown_failure is not None and self._area.notice.message == self._shown_failure:
            self._area.notice.hide()
        self._shown_failure = None

    def _show_zoom(self) -> None:
        self._status.show_zoom(self._area.view.zoom if self._area.view.has_photo else None)
