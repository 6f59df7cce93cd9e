"""The user's own presets: choose, save, delete."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton

from core.config import RestoreOptions
from desktop_app.widgets.labels import literal
from desktop_app.widgets.retranslated import Retranslated


class PresetMenuButton(Retranslated, QToolButton):
    """A button with a menu of own presets."""

    chosen = Signal(object)
    """RestoreOptions of the preset the user chose."""
    presets_changed = Signal(object)
    """dict of name to RestoreOptions, after saving or deleting."""

    def __init__(self) -> None:
        super().__init__()
        self._presets: dict[str, RestoreOptions] = {}
        self._current = RestoreOptions()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setObjectName("own_presets")
        self._retranslate()

    @property
    def presets(self) -> dict[str, RestoreOptions]:
        return dict(self._presets)

    def set_presets(self, presets: dict[str, RestoreOptions]) -> None:
        """Offer `presets`."""
        self._presets = dict(presets)

    def set_current(self, options: RestoreOptions) -> None:
        """Set the options that would be saved as a preset."""
        self._current = options

    def save_current_as(self, name: str) -> None:
        """Save the current settings under `name`, replacing what was there."""
        self._presets[name] = self._current
        self.presets_changed.emit(self.presets)

    def delete(self, name: str) -> None:
        """Forget a preset."""
        del self._presets[name]
        self.presets_changed.emit(self.presets)

    def _fill(self) -> None:
        self._menu.clear()
        for name, preset in sorted(self._presets.items()):
            self._menu.addAction(literal(name)).triggered.connect(partial(self.chosen.emit, preset))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Save current settings…")).triggered.connect(self._ask_name)
        if self._presets:
            deletion = self._menu.addMenu(self.tr("Delete"))
            for name in sorted(self._presets):
                deletion.addAction(literal(name)).triggered.connect(partial(self.delete, name))

    def _ask_name(self) -> None:
        name, accepted = QInputDialog.getText(self, self.tr("Save preset"), self.tr("Name of the preset"))
        if accepted and name.strip():
            self.save_current_as(name.strip())

    def _retranslate(self) -> None:
        self.setText(self.tr("My presets"))
        self.setToolTip(self.tr("Choose, save or delete your own presets"))
