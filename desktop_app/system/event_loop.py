"""Work that waits for a later pass of Qt's event loop."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def call_later(owner: QObject, work: Callable[[], object]) -> None:
    """Call `work` after the window has handled its events and painted, unless `owner` is gone by then.

    A timer of 0 ms would not do: Qt calls it before both.
    """
    QTimer.singleShot(1, owner, work)
