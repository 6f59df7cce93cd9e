"""Runs jobs one after the other, in a thread of its own."""

import time
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop_app.photos.entry import PhotoEntry
from desktop_app.restore.scale_choice import with_scale, work_per_pixel
from desktop_app.restore.worker import Flags, RestoreJob, RestoreWorker


class JobRunner(QObject):
    """Keeps the jobs that wait, and the one that runs. Its signals arrive in the thread that made it.

    Cancelling and pausing set flags, which the work checks at its next progress report: a busy thread
    receives no signals.
    """

    started = Signal(object)
    """RestoreJob that begins."""
    progressed = Signal(object, float)
    """RestoreJob, share 0..1."""
    restored = Signal(object, object)
    """RestoreJob, core.outcomes.PhotoOutcome."""
    failed = Signal(object, object)
    """RestoreJob, Exception or core.outcomes.Failed."""
    cancelled = Signal(object)
    """list of RestoreJob that were stopped or never began."""
    queue_changed = Signal()
    """Something was added, ended, paused, resumed or cancelled; ask `is_busy`, `is_paused`, `share_done`."""

    _given = Signal(object)
    """RestoreJob, on its way to the worker's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[RestoreJob] = deque()
        self._current: RestoreJob | None = None
        self._ended_units = self._current_units = self._waiting_units = 0.0
        self._current_share = 0.0
        self._worked_s, self._working_since = 0.0, 0.0
        self._flags = Flags()
        self._thread = QThread()
        self._thread.setObjectName("restoring")
        self._worker = RestoreWorker(self._flags)
        self._worker.moveToThread(self._thread)
        self._given.connect(self._worker.restore)
        self._worker.progressed.connect(self._on_progress)
        self._worker.restored.connect(self._on_restored)
        self._worker.failed.connect(self._on_failed)
        self._worker.cancelled.connect(self._on_cancelled)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        return self._current is not None

    @property
    def is_paused(self) -> bool:
        return self._flags.is_paused

    @property
    def is_cancelling(self) -> bool:
        """Whether the running job will end as cancelled, at its next progress report."""
        return self.is_busy and self._flags.is_cancelled

    @property
    def waiting_count(self) -> int:
        return len(self._waiting)

    def is_waiting(self, entry: PhotoEntry) -> bool:
        """Whether `entry` has a job that has not begun."""
        return any(job.entry is entry for job in self._waiting)

    @property
    def share_done(self) -> float:
        """Share of the whole queue, 0..1, weighted by the work in each job."""
        done = self._ended_units + self._current_share * self._current_units
        everything = self._ended_units + self._current_units + self._waiting_units
        return done / everything if everything else 0.0

    @property
    def remaining_s(self) -> float | None:
        """Estimate from the speed so far; None while it is too early to tell."""
        share, worked_s = self.share_done, self._worked_s + self._since_start_s()
        return worked_s / share * (1 - share) if share > 0.01 and worked_s > 1.0 else None

    def restore(self, jobs: list[RestoreJob]) -> None:
        """Append jobs to the queue; a job that waits there for the same photo is replaced."""
        if not self.is_busy:
            self._ended_units = self._worked_s = 0.0
            self._flags.resume()
        new = {job.entry: job for job in jobs}
        self._waiting = deque(new.pop(job.entry, job) for job in self._waiting)
        self._waiting.extend(new.values())
        self._next()

    def forget(self, entries: Collection[PhotoEntry]) -> None:
        """Take photos out of the queue; the running job goes on."""
        forgotten = [job for job in self._waiting if job.entry in entries]
        if forgotten:
            self._waiting = deque(job for job in self._waiting if job.entry not in entries)
            self._tell_cancelled(forgotten)
            self._next()

    def pause(self) -> None:
        """Hold the work where it is."""
        if self.is_busy and not self.is_paused and not self.is_cancelling:
            self._worked_s += self._since_start_s()
            self._flags.pause()
            self.queue_changed.emit()

    def resume(self) -> None:
        """Go on after a pause."""
        self._working_since = time.monotonic()
        self._flags.resume()
        self.queue_changed.emit()

    def cancel(self) -> None:
        """Stop the running job and forget the waiting ones."""
        waiting, self._waiting = self._waiting, deque()
        self._tell_cancelled(waiting)
        if self.is_busy:
            self._flags.cancel()
            self.queue_changed.emit()

    def stop(self) -> None:
        """Cancel, and wait until the thread has ended. The runner is of no use afterwards."""
        self._waiting.clear()
        self._flags.cancel()
        self._thread.quit()
        self._thread.wait()

    def _tell_cancelled(self, jobs: Iterable[RestoreJob]) -> None:
        """Leaves out jobs for the photo that is being restored: the running job tells how that ends."""
        idle = [job for job in jobs if self._current is None or job.entry is not self._current.entry]
        if idle:
            self.cancelled.emit(idle)

    def _next(self) -> None:
        # Again for each job: settings may have changed since it was queued, and sizes become known.
        self._waiting = deque(replace(job, options=job.entry.options) for job in self._waiting)
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            self._current_share = 0.0
            self._working_since = time.monotonic()
            self._flags.begin()
            self.started.emit(self._current)
            self._given.emit(self._current)
        self._current_units = _units(self._current)
        self._waiting_units = sum(map(_units, self._waiting))
        self.queue_changed.emit()

    def _end_current(self) -> None:
        self._ended_units += _units(self._current)
        self._worked_s += self._since_start_s()
        self._current, self._current_share = None, 0.0
        self._next()

    def _since_start_s(self) -> float:
        return time.monotonic() - self._working_since if self.is_busy and not self.is_paused else 0.0

    @Slot(object, float)
    def _on_progress(self, job: RestoreJob, share: float) -> None:
        self._current_share = share
        self.progressed.emit(job, share)

    @Slot(object, object)
    def _on_restored(self, job: RestoreJob, outcome: object) -> None:
        self.restored.emit(job, outcome)
        self._end_current()

    @Slot(object, object)
    def _on_failed(self, job: RestoreJob, error: object) -> None:
        self.failed.emit(job, error)
        self._end_current()

    @Slot(object)
    def _on_cancelled(self, job: RestoreJob) -> None:
        self.cancelled.emit([job])
        self._end_current()


def _units(job: RestoreJob | None) -> float:
    """The work in a job; a photo of unknown size counts as a small one."""
    if job is None:
        return 0.0
    size = job.entry.size or (1000, 1000)
    return float(size[0] * size[1] * work_per_pixel(with_scale(job.options, size)))
