"""Progress of long work on the program's icon in the taskbar, and a notification at its end."""

import time

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from desktop_app.look.icons import app_icon

_LONG_S = 15.0
_DESKTOP_FILE = "application://heirloom.desktop"


class DesktopProgress(QObject):
    """Notifies of work that took long, unless the window is active; does neither where the desktop cannot."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self._since: float | None = None

    def show_progress(self, share: float) -> None:
        """Work is going on, `share` of it (0..1) is done."""
        if self._since is None:
            self._since = time.monotonic()
        self._update_launcher(share, visible=True)

    def end_progress(self, title: str, text: str) -> None:
        """The work ended; tell, if the user went on to something else meanwhile."""
        was_long = self._since is not None and time.monotonic() - self._since > _LONG_S
        self._since = None
        self._update_launcher(1.0, visible=False)
        if was_long and not self._window.isActiveWindow():
            QApplication.alert(self._window)
            self._notify(title, text)

    def _notify(self, title: str, text: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(app_icon(), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        self._tray.showMessage(title, text, app_icon())

    def _update_launcher(self, share: float, *, visible: bool) -> None:
        """The launcher protocol that KDE's and Ubuntu's task bars follow."""
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        message = QDBusMessage.createSignal("/heirloom", "com.canonical.Unity.LauncherEntry", "Update")
        message.setArguments([_DESKTOP_FILE, {"progress": share, "progress-visible": visible}])
        bus.send(message)
