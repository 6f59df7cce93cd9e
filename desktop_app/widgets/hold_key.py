"""A key that counts for as long as it is held, wherever in the window the focus is."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class HoldKey(QObject):
    """Watches one key in one window; typing in a text field is left alone."""

    held = Signal(bool)

    def __init__(self, key: Qt.Key, window: QWidget) -> None:
        super().__init__(window)
        self._key, self._window = key, window
        self._is_held, self._scan_code = False, 0
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.WindowDeactivate and watched is self._window:
            self._set_held(False)
        is_key = kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if not is_key or not isinstance(event, QKeyEvent) or not self._is_meant(event):
            return False
        focus = QApplication.focusWidget()
        if not self._window.isActiveWindow() or isinstance(focus, QLineEdit | QPlainTextEdit):
            return False
        if not event.isAutoRepeat():
            self._scan_code = event.nativeScanCode()
            self._set_held(kind is QEvent.Type.KeyPress)
        return True

    def _is_meant(self, event: QKeyEvent) -> bool:
        """The key itself, which has another name as soon as the AltGr or Shift it came with is let go."""
        is_same_place = self._is_held and event.nativeScanCode() == self._scan_code != 0  # 0: not known
        return event.key() == self._key or is_same_place

    def _set_held(self, held: bool) -> None:
        if held != self._is_held:
            self._is_held = held
            self.held.emit(held)
