"""Connects the actions of the View menu with the comparison."""

from functools import partial

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar

from desktop_app.settings import Settings
from desktop_app.viewer.comparison import ComparisonView
from desktop_app.window.actions import Actions


class ViewActions(QObject):
    """Modes, zoom and full screen."""

    def __init__(
        self, actions: Actions, view: ComparisonView, settings: Settings, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._actions, self._view, self._settings, self._window = actions, view, settings, window
        self._layout = QByteArray()
        self.show_settings()
        actions.groups["view_mode"].triggered.connect(self._choose_mode)
        actions["zoom_in"].triggered.connect(partial(view.zoom_by_steps, 1))
        actions["zoom_out"].triggered.connect(partial(view.zoom_by_steps, -1))
        actions["fit"].triggered.connect(view.fit)
        actions["actual_size"].triggered.connect(partial(view.zoom_to, 1.0))
        actions["toggle_zoom"].triggered.connect(view.toggle_fit)
        actions["full_screen"].toggled.connect(self._show_full_screen)

    def show_settings(self) -> None:
        """Show the remembered view mode."""
        self._actions[self._settings.view_mode].setChecked(True)
        self._view.set_mode(self._settings.view_mode)

    def leave_full_screen(self) -> bool:
        """Back to the normal window; returns whether it was full screen."""
        was_full = self._window.isFullScreen()
        self._actions["full_screen"].setChecked(False)
        return was_full

    def _choose_mode(self, action: QAction) -> None:
        self._settings.view_mode = action.data()
        self._view.set_mode(action.data())

    def _show_full_screen(self, full: bool) -> None:
        """Hide all but the photo, or bring bars and docks back as they were."""
        window, flag = self._window, Qt.WindowState.WindowFullScreen
        if full:
            self._layout = window.saveState()
            for part in (*window.findChildren(QDockWidget), *window.findChildren(QToolBar)):
                part.hide()
        else:
            window.restoreState(self._layout)
        window.menuBar().setVisible(not full)
        window.statusBar().setVisible(not full)
        window.setWindowState(window.windowState() | flag if full else window.windowState() & ~flag)
