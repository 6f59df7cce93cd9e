"""The Restore tab."""

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.restore.output import OutputSettings
from desktop_app.restore.settings import RestoreSettings
from desktop_app.widgets.layouts import rule, scrolled

_MARGIN_PX = 16


class RestorePanel(QWidget):
    """Settings that scroll, and buttons below that are always visible."""

    def __init__(self, restore: QAction, restore_all: QAction, copy_settings: QAction) -> None:
        super().__init__()
        self.settings, self.output = RestoreSettings(), OutputSettings()
        self.restore_button, self.restore_all_button, self.copy_button = (QPushButton() for _ in range(3))
        self.restore_button.setProperty("primary", True)
        self.copy_button.setProperty("link", True)
        self._restore, self._restore_all, self._copy_settings = restore, restore_all, copy_settings
        self._lay_out()
        for button, action in {
            self.restore_button: restore,
            self.restore_all_button: restore_all,
            self.copy_button: copy_settings,
        }.items():
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)

    def show_counts(self, selected: int, photos: int) -> None:
        """Give the buttons the texts of their actions, with the number of photos if several are selected."""
        restore = self._restore.text()
        self.restore_button.setText(f"{restore} ({selected})" if selected > 1 else restore)
        self.restore_all_button.setText(self._restore_all.text())
        self.copy_button.setText(self._copy_settings.text())
        self.restore_all_button.setVisible(photos > 1)
        self.copy_button.setVisible(photos > 1)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content, contentsMargins=QMargins(_MARGIN_PX, 12, _MARGIN_PX, 12), spacing=14)
        column.addWidget(self.settings)
        column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(rule())
        column.addWidget(self.output)
        column.addStretch()
        buttons = QHBoxLayout(contentsMargins=QMargins(_MARGIN_PX, 12, _MARGIN_PX, 14), spacing=8)
        buttons.addWidget(self.restore_all_button)
        buttons.addWidget(self.restore_button, 1)
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=0)
        layout.addWidget(scrolled(content), 1)
        layout.addWidget(rule())
        layout.addLayout(buttons)
