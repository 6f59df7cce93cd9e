"""Short work off the GUI thread, with its outcome back on it."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

Result = TypeVar("Result")


class Background(QObject):
    """A few threads for reading, listing and saving; what was asked for first begins first.

    `stop` drops what has not begun and waits for the rest; nothing is delivered after it.
    """

    _ended = Signal(object, object)

    def __init__(self, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_stopped = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._ended.connect(self._deliver)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Call `work` in a thread, then `done` or `failed` in this object's own thread."""
        self._pool.start(_Task(self._ended, work, done, failed))

    def drop_waiting(self) -> None:
        """Forget the work that has not begun."""
        self._pool.clear()

    def stop(self) -> None:
        """End for good."""
        self._is_stopped = True
        self._pool.clear()
        self._pool.waitForDone()

    def _deliver(self, callback: Callable[[Any], Any], outcome: Any) -> None:
        if not self._is_stopped:
            callback(outcome)


class _Task(QRunnable):
    def __init__(
        self,
        ended: Any,
        work: Callable[[], Any],
        done: Callable[[Any], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        super().__init__()
        self._ended, self._work, self._done, self._failed = ended, work, done, failed

    def run(self) -> None:
        try:
            outcome = self._work()
        except Exception as error:
            self._ended.emit(self._failed, error)
        else:
            self._ended.emit(self._done, outcome)
