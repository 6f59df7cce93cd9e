"""Keeps what the person chooses in the Restore tab, the photos and the settings file in step."""

from PySide6.QtCore import QObject

from core.config import OutputOptions, RestoreOptions
from desktop_app.photos.photo_list import PhotoList
from desktop_app.restore.panel import RestorePanel
from desktop_app.session import Session
from desktop_app.settings import Settings


class ChosenOptions(QObject):
    """What is chosen counts for the selected photos, and for photos to come."""

    def __init__(
        self, panel: RestorePanel, photos: PhotoList, session: Session, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panel, self._photos, self._session, self._settings = panel, photos, session, settings
        self.show_settings()
        session.models_listed.connect(panel.settings.set_models)
        panel.settings.options_changed.connect(self._set_options)
        panel.settings.own_presets.presets_changed.connect(self._set_presets)
        panel.output.options_changed.connect(self._set_output)

    def show_settings(self) -> None:
        """Show what is remembered."""
        self._panel.settings.set_options(self._settings.restore_options)
        self._panel.settings.own_presets.set_presets(self._settings.own_presets)
        self._panel.output.set_options(self._settings.output_options)

    def reset(self) -> None:
        """Show what is left after all was forgotten; every photo is restored as it says."""
        self.show_settings()
        self._set_output(self._settings.output_options)
        self.copy_to_all()

    def copy_to_all(self) -> None:
        """Restore every photo as the current one."""
        self._session.set_options(self._session.model.entries, self._panel.settings.options)

    def _set_options(self, options: RestoreOptions) -> None:
        self._session.set_options(self._photos.selected_entries, options)

    def _set_presets(self, presets: dict[str, RestoreOptions]) -> None:
        self._settings.own_presets = presets

    def _set_output(self, options: OutputOptions) -> None:
        self._settings.output_options = self._session.queue.output = options
