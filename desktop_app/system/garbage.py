"""Python's garbage collector, kept to the event loop.

By itself it runs wherever Python happens to allocate, and would delete widgets that are caught in
reference cycles there: from a worker's thread, which Qt does not survive, or in the middle of the deletion
of another object, which waits for ever, because Qt holds a lock that both need.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000


class GarbageCollector(QObject):
    """Collects by a timer, and lets Python collect by itself again when closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def close(self) -> None:
        """Collect what the window has left, then back to Python's own habits."""
        self._timer.stop()
        gc.collect()
        gc.enable()

    def _collect(self) -> None:
        """The young generations when they are full, as Python does; the oldest one takes longest."""
        young, middle, old = gc.get_count()
        if middle > self._thresholds[1]:
            gc.collect(2 if old > self._thresholds[2] else 1)
        elif young > self._thresholds[0]:
            gc.collect(0)
