"""Connects the actions that are about the program itself: appearance, language, device, help."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from core.outcomes import PhotoOutcome, Restored
from desktop_app.look.theme import Theme
from desktop_app.restore.worker import RestoreJob
from desktop_app.settings import Settings
from desktop_app.translation import Translation
from desktop_app.widgets.questions import confirms
from desktop_app.window.actions import Actions
from desktop_app.window.dialogs import AboutDialog, ShortcutsDialog
from desktop_app.window.menus import Menus


class PreferenceActions(QObject):
    """Each choice takes effect at once, and is remembered."""

    device_chosen = Signal(str)
    """The device to restore all photos on."""
    was_reset = Signal()
    """All settings are back to their defaults."""

    def __init__(
        self,
        actions: Actions,
        menus: Menus,
        settings: Settings,
        theme: Theme,
        translation: Translation,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._actions, self._settings, self._window = actions, settings, window
        self._theme, self._translation = theme, translation
        self._device_in_use = ""
        self.show_settings()
        actions.groups["theme"].triggered.connect(self._choose_theme)
        actions.groups["device"].triggered.connect(self._choose_device)
        actions["restore_at_start"].toggled.connect(self._set_restore_at_start)
        actions["reset_settings"].triggered.connect(self._ask_reset)
        actions["shortcuts"].triggered.connect(self._show_shortcuts)
        actions["about"].triggered.connect(self._show_about)
        menus.language_chosen.connect(self.choose_language)

    def note_device(self, _job: RestoreJob, outcome: PhotoOutcome) -> None:
        """Remember what restored the last photo, for the About dialog."""
        if isinstance(outcome, Restored):
            self._device_in_use = outcome.device

    def show_settings(self) -> None:
        """Check the actions by the settings."""
        self._actions[f"theme_{self._settings.theme}"].setChecked(True)
        self._actions[f"device_{self._settings.restore_options.device}"].setChecked(True)
        self._actions["restore_at_start"].setChecked(self._settings.restore_at_start)

    def choose_language(self, code: str) -> None:
        """Use the language `code`, or the system's for ""."""
        self._settings.language = code
        self._translation.choose(code)

    def reset(self) -> None:
        """Forget everything that was remembered."""
        self._settings.reset()
        self._theme.choose(self._settings.theme)
        self._translation.choose(self._settings.language)
        self.show_settings()
        self.was_reset.emit()

    def _choose_theme(self, action: QAction) -> None:
        self._settings.theme = action.data().removeprefix("theme_")
        self._theme.choose(self._settings.theme)

    def _choose_device(self, action: QAction) -> None:
        self.device_chosen.emit(action.data().removeprefix("device_"))

    def _set_restore_at_start(self, enabled: bool) -> None:
        self._settings.restore_at_start = enabled

    def _ask_reset(self) -> None:
        question = self.tr("Forget all settings and presets? Your photos and models stay.")
        if confirms(self._window, self.tr("Reset all settings"), question):
            self.reset()

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self._actions, self._window).exec()

    def _show_about(self) -> None:
        AboutDialog(self._device_in_use, self._window).exec()
