"""Python's garbage collector, run from the event loop only.

By itself it runs wherever Python allocates, and deletes widgets in reference cycles there. In a worker's
thread Qt would crash; while another object is being deleted, the two would wait for the same lock for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000


class GarbageCollector(QObject):
    """Collects by a timer until it is closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def close(self) -> None:
        """Collect what the window has left, and let Python collect by itself again."""
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
