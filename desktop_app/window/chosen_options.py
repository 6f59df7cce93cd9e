"""Passes options on between the Restore tab, the photos and the settings file."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from core.config import Device, RestoreOptions
from desktop_app.photos.photo_list import PhotoList
from desktop_app.restore.panel import RestorePanel
from desktop_app.session import Session
from desktop_app.settings import Settings


class ChosenOptions(QObject):
    """What is chosen is set for the selected photos and for photos to come."""

    def __init__(
        self, panel: RestorePanel, photos: PhotoList, session: Session, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panel, self._photos, self._session, self._settings = panel, photos, session, settings
        self.show_settings()
        session.models_listed.connect(panel.settings.set_models)
        panel.settings.options_changed.connect(self._set_options)
        panel.settings.own_presets.presets_changed.connect(self._set_presets)
        panel.output.options_changed.connect(session.set_output)

    def show_settings(self) -> None:
        """Show the remembered options."""
        self._panel.settings.set_options(self._settings.restore_options)
        self._panel.settings.own_presets.set_presets(self._settings.own_presets)
        self._panel.output.set_options(self._settings.output_options)

    def reset(self) -> None:
        """Go back to the defaults, after the settings were reset, for every photo."""
        self.show_settings()
        self._session.set_output(self._settings.output_options)
        self.copy_to_all()

    def copy_to_all(self) -> None:
        """Use the options that are shown for every photo."""
        self._session.set_options(self._session.model.entries, self._panel.settings.options)

    def choose_device(self, device: Device) -> None:
        """Restore all photos on `device`; existing results stay valid."""
        self._change_all(lambda options: replace(options, device=device), keep_results=True)

    def use_model(self, name: str) -> None:
        """Restore all photos with a model."""
        self._change_all(lambda options: replace(options, model=name), keep_results=False)

    def rename_model(self, old: str, new: str) -> None:
        """Follow a model to its new name; existing results stay valid."""
        self._change_all(partial(_with_model_for, old, new), keep_results=True)

    def replace_model(self, gone: str, successor: str | None) -> None:
        """Use `successor` (None: the program chooses) wherever the model `gone` was chosen."""
        self._change_all(partial(_with_model_for, gone, successor), keep_results=False)

    def _change_all(self, change: Callable[[RestoreOptions], RestoreOptions], *, keep_results: bool) -> None:
        self._panel.settings.set_options(change(self._panel.settings.options))
        self._session.change_options(change, keep_results=keep_results)

    def _set_options(self, options: RestoreOptions, chosen: dict[str, Any]) -> None:
        self._session.set_options(self._photos.selected_entries, options, chosen)

    def _set_presets(self, presets: dict[str, RestoreOptions]) -> None:
        self._settings.own_presets = presets


def _with_model_for(old: str, new: str | None, options: RestoreOptions) -> RestoreOptions:
    return replace(options, model=new) if options.model == old else options
