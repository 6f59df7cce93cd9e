"""Enables the actions that are possible now, and shows how many photos they act on."""

from PySide6.QtCore import QObject

from desktop_app.photos.entry import PhotoEntry, State
from desktop_app.photos.list_model import PhotoListModel
from desktop_app.photos.photo_list import PhotoList
from desktop_app.restore.panel import RestorePanel
from desktop_app.window.actions import Actions

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


class PossibleActions(QObject):
    """Follows the list of photos."""

    def __init__(
        self, actions: Actions, model: PhotoListModel, photos: PhotoList, panel: RestorePanel
    ) -> None:
        super().__init__(photos)
        self._actions, self._model, self._photos, self._panel = actions, model, photos, panel
        photos.current_entry_changed.connect(self.refresh)
        photos.selectionModel().selectionChanged.connect(self.refresh)
        model.rowsInserted.connect(self.refresh)
        model.rowsRemoved.connect(self.refresh)
        model.entries_changed.connect(self._take_changes)
        self.refresh()

    def refresh(self) -> None:
        """Show the current state."""
        count, current = len(self._model.entries), self._photos.current_entry
        self._panel.show_counts(len(self._photos.selected_entries), count)
        has_result = current is not None and current.result is not None
        self._actions.set_enabled(count > 0, *_NEED_PHOTO)
        self._actions.set_enabled(count > 1, "restore_all", "copy_settings")
        self._actions.set_enabled(has_result, "save_as")
        self._actions.set_enabled(has_result and not current.has_changed, "export_comparison")
        self._actions.set_enabled(bool(self._model.failed), "retry_failed")
        self._actions.set_enabled(bool(self._model.with_result), "contact_sheet")

    def _take_changes(self, entries: list[PhotoEntry]) -> None:
        if any(entry.result or entry.state is not State.RUNNING for entry in entries):
            self.refresh()
