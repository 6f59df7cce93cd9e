"""Keeps the window in step with the list: what is current, its facts, and what can be done now."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from desktop_app.error_text import Explanation
from desktop_app.photos.entry import PhotoEntry, State
from desktop_app.photos.photo_list import PhotoList
from desktop_app.restore.panel import RestorePanel
from desktop_app.session import Session
from desktop_app.viewer.comparison import ComparisonView
from desktop_app.viewer.presenter import Presenter
from desktop_app.widgets.notice import Notice
from desktop_app.window.actions import Actions
from desktop_app.window.empty_state import EmptyState
from desktop_app.window.status_line import StatusLine

_NEED_PHOTO = (
    "restore",
    "remove",
    "side_by_side",
    "split",
    "single",
    "zoom_in",
    "zoom_out",
    "fit",
    "actual_size",
    "toggle_zoom",
    "previous",
    "next",
    "copy",
    "show_in_folder",
)


class PhotoPages(QStackedWidget):
    """The invitation, or the comparison."""

    def __init__(self, empty: EmptyState, view: ComparisonView) -> None:
        super().__init__()
        self.empty, self.view = empty, view
        self.addWidget(empty)
        self.addWidget(view)


class CurrentPhoto(QObject):
    """Follows the list's current and selected photos, and every change of them."""

    title_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        photos: PhotoList,
        presenter: Presenter,
        pages: PhotoPages,
        panel: RestorePanel,
        status: StatusLine,
        notice: Notice,
        actions: Actions,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._session, self._photos, self._presenter, self._pages = session, photos, presenter, pages
        self._panel, self._status, self._notice, self._actions = panel, status, notice, actions
        self._told: Explanation | None = None
        photos.current_entry_changed.connect(self._show)
        photos.selected_entries_changed.connect(self.refresh_counts)
        session.photos_added.connect(self._show_added)
        session.model.entries_changed.connect(self._take_changes)
        session.model.rowsRemoved.connect(self.refresh_counts)
        pages.view.place_changed.connect(self._show_zoom)
        presenter.failed.connect(session.note_unreadable)
        presenter.resized.connect(session.read_thumbnail)
        self._show(None)

    def refresh_counts(self) -> None:
        """Enable what is possible, and name numbers of photos."""
        model = self._session.model
        count = len(model.entries)
        self._panel.show_counts(len(self._photos.selected_entries), count)
        self._actions.set_enabled(count > 0, *_NEED_PHOTO)
        self._actions.set_enabled(count > 1, "restore_all", "copy_settings")
        self._actions.set_enabled(bool(model.in_state(State.FAILED)), "retry_failed")
        self._actions.set_enabled(bool(model.with_result), "contact_sheet")

    def _show_added(self, entries: list[PhotoEntry]) -> None:
        self._photos.choose(entries[0])
        self.refresh_counts()

    def _show(self, entry: PhotoEntry | None) -> None:
        self._pages.setCurrentWidget(self._pages.empty if entry is None else self._pages.view)
        self._take_back()
        self._presenter.show_entry(entry)
        self._show_facts(entry)
        self.refresh_counts()

    def _take_changes(self, entries: list[PhotoEntry]) -> None:
        current = self._photos.current_entry
        if current is not None and current in entries:
            self._presenter.update_entry(current)
            self._show_facts(current)
        if any(entry.state in (State.DONE, State.FAILED) for entry in entries):
            self.refresh_counts()

    def _show_facts(self, entry: PhotoEntry | None) -> None:
        settings = self._panel.settings
        settings.set_photo_size(entry.size if entry else None)
        if entry is not None and entry.options != settings.options:
            settings.set_options(entry.options)
        if entry is not None:
            self._show_failure(entry)
        self._status.show_sizes(entry.size if entry else None, entry.result_size if entry else None)
        has_result = entry is not None and entry.result is not None
        self._actions.set_enabled(has_result, "save_as", "export_comparison")
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
        self._status.show_zoom(self._pages.view.zoom if self._pages.view.has_photo else None)
