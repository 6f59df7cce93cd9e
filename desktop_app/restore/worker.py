"""What runs in the restoring thread: one photo at a time, which can be paused and cancelled."""

import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.config import OutputOptions, RestoreOptions
from core.outcomes import Failed
from core.progress import Cancelled
from desktop_app.photos.entry import PhotoEntry
from desktop_app.restore.scale_choice import with_scale

if TYPE_CHECKING:
    from core.restoration.engine_cache import EngineCache

_TELL_EVERY_S = 0.05


@dataclass(frozen=True)
class RestoreJob:
    """One photo to restore; `options` are those that the photo has when its turn comes."""

    entry: PhotoEntry
    options: RestoreOptions
    output: OutputOptions


class Flags:
    """Whether the running work is to pause or to stop; set in the GUI thread, checked in the worker's."""

    def __init__(self) -> None:
        self._cancelled, self._going = threading.Event(), threading.Event()
        self._going.set()

    @property
    def is_paused(self) -> bool:
        return not self._going.is_set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def pause(self) -> None:
        self._going.clear()

    def resume(self) -> None:
        self._going.set()

    def cancel(self) -> None:
        self._cancelled.set()
        self._going.set()

    def begin(self) -> None:
        """Clear the cancelling of the job before; a pause goes on."""
        self._cancelled.clear()

    def check(self) -> None:
        """Wait until a pause ends; raises Cancelled when the work is to stop."""
        self._going.wait()
        if self._cancelled.is_set():
            raise Cancelled


class RestoreWorker(QObject):
    """Lives in the restoring thread."""

    progressed = Signal(object, float)
    restored = Signal(object, object)
    failed = Signal(object, object)
    cancelled = Signal(object)

    def __init__(self, flags: Flags) -> None:
        super().__init__()
        self._flags = flags
        self._told_at = 0.0
        self._engines: EngineCache | None = None

    @Slot(object)
    def restore(self, job: RestoreJob) -> None:
        from core import service
        from core.images.reading import stored_size

        def progress(done: float, total: float) -> None:
            self._flags.check()
            if time.monotonic() - self._told_at > _TELL_EVERY_S:
                self._told_at = time.monotonic()
                self.progressed.emit(job, done / total if total else 0.0)

        try:
            self._flags.check()
            self._engines = self._engines or service.open_engines()
            path = job.entry.path
            options = with_scale(job.options, stored_size(path))
            report = service.restore_photos(
                [path],
                options,
                replace(job.output, if_exists="number"),
                replaceable=filter(None, [job.entry.replaceable_result]),
                engines=self._engines,
                progress=progress,
            )
        except Cancelled:
            self.cancelled.emit(job)
        except Exception as error:
            self.failed.emit(job, error)
        else:
            outcome = report.outcomes[0]
            (self.failed if isinstance(outcome, Failed) else self.restored).emit(job, outcome)
