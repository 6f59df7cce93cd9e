"""Short work off the GUI thread, with its outcome back on it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

Result = TypeVar("Result")


class Background(QObject):
    """A few threads for reading, listing and saving, which begin work in the order of the calls.

    The threads are Python's own; of Qt's objects only images may be created and deleted in them.
    """

    _ended = Signal(object, object)

    def __init__(self, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_stopped = False
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._futures: set[Future[None]] = set()
        self._ended.connect(self._deliver)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Call `work` in a thread, then `done` or `failed` in this object's own thread."""
        if not self._is_stopped:
            future = self._executor.submit(self._work, work, done, failed)
            self._futures.add(future)
            future.add_done_callback(self._futures.discard)

    def drop_waiting(self) -> None:
        """Forget work that has not begun."""
        for future in tuple(self._futures):  # each leaves the set as it is cancelled
            future.cancel()

    def stop(self) -> None:
        """Drop work that has not begun, and wait for the rest; nothing is delivered or begun any more."""
        self._is_stopped = True
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _work(
        self, work: Callable[[], Result], done: Callable[[Result], Any], failed: Callable[[Exception], Any]
    ) -> None:
        try:
            outcome = work()
        except Exception as error:
            self._ended.emit(failed, error)
        else:
            self._ended.emit(done, outcome)

    def _deliver(self, callback: Callable[[Any], Any], outcome: Any) -> None:
        if not self._is_stopped:
            callback(outcome)
