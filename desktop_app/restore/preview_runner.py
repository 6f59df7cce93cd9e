"""Restores the visible part of the current photo, again after every change of settings or place."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSize, QThread, QTimer, Signal, Slot

from core.config import RestoreOptions
from core.images.photo import Photo
from core.progress import Cancelled
from desktop_app.photos.pyramid import Pyramid
from desktop_app.photos.reading import display_pixels
from desktop_app.restore.scale_choice import with_scale, work_per_pixel

if TYPE_CHECKING:
    from core.restoration.engine_cache import EngineCache

_DEBOUNCE_MS = 150
_STEP_PX = 32
_MOST_RESULT_PIXELS = 1_600_000
"""What two processor cores restore in less than a second, in one pass."""


@dataclass(frozen=True)
class PreviewJob:
    """A part of a photo, in photo pixels."""

    photo: Photo
    part: QRect
    options: RestoreOptions
    cancelled: threading.Event


class PreviewRunner(QObject):
    """Keeps only the newest request: an older one that waits is dropped, one that runs is cancelled."""

    previewed = Signal(Pyramid, QRectF)
    """The restored part and its place in the photo."""
    failed = Signal(object)
    """Exception."""

    _given = Signal(object)
    """PreviewJob, on its way to the worker's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: PreviewJob | None = None
        self._running: PreviewJob | None = None
        self._timer = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self._timer.timeout.connect(self._start)
        self._thread = QThread()
        self._thread.setObjectName("preview")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._given.connect(self._worker.restore)
        self._worker.ended.connect(self._on_ended)
        self._thread.start()

    def request(self, photo: Photo, visible: QRectF, options: RestoreOptions) -> None:
        """Preview `visible`, or as much of its middle as takes less than a second, once requests pause."""
        options = with_scale(options, (photo.width, photo.height))
        part = affordable_part(visible, photo, work_per_pixel(options))
        self._cancel_running()
        self._wanted = PreviewJob(photo, part, options, threading.Event())
        self._timer.start()

    def cancel(self) -> None:
        """Forget every request; nothing is delivered until the next one."""
        self._timer.stop()
        self._wanted = None
        self._cancel_running()

    def stop(self) -> None:
        """Cancel, and wait until the thread has ended. The runner is of no use afterwards."""
        self.cancel()
        self._thread.quit()
        self._thread.wait()

    def _cancel_running(self) -> None:
        if self._running is not None:
            self._running.cancelled.set()

    def _start(self) -> None:
        if self._running is None and self._wanted is not None:
            self._running, self._wanted = self._wanted, None
            self._given.emit(self._running)

    @Slot(object, object)
    def _on_ended(self, job: PreviewJob, outcome: object) -> None:
        self._running = None
        if not job.cancelled.is_set():
            if isinstance(outcome, Pyramid):
                self.previewed.emit(outcome, QRectF(job.part))
            else:
                self.failed.emit(outcome)
        if not self._timer.isActive():
            self._start()


class _Worker(QObject):
    """Lives in the preview thread."""

    ended = Signal(object, object)
    """PreviewJob, and a Pyramid or an Exception."""

    def __init__(self) -> None:
        super().__init__()
        self._engines: EngineCache | None = None

    @Slot(object)
    def restore(self, job: PreviewJob) -> None:
        from core import service

        def progress(done: float, total: float) -> None:  # noqa: ARG001 (a preview shows no share)
            if job.cancelled.is_set():
                raise Cancelled

        part = job.part
        try:
            self._engines = self._engines or service.open_engines()
            restored = service.preview_region(
                job.photo,
                (part.x(), part.y(), part.width(), part.height()),
                job.options,
                engines=self._engines,
                progress=progress,
            )
            outcome: object = Pyramid.of_pixels(display_pixels(restored))
        except Exception as error:
            outcome = error
        self.ended.emit(job, outcome)


def affordable_part(visible: QRectF, photo: Photo, work: int) -> QRect:
    """`visible` in whole photo pixels, cut down around its middle to what is restored in a second.

    `work` is that of one photo pixel, see work_per_pixel.
    """
    whole = QRect(0, 0, photo.width, photo.height)
    part = visible.toAlignedRect() & whole
    pixels = part.width() * part.height() * work
    if pixels > _MOST_RESULT_PIXELS:
        share = (_MOST_RESULT_PIXELS / pixels) ** 0.5
        middle = part.center()
        part.setSize((part.size().toSizeF() * share).toSize())
        part.moveCenter(middle)
    # Equal sizes while the view is moved: a network is compiled anew for each other size.
    part.setSize(QSize(*(-(-side // _STEP_PX) * _STEP_PX for side in part.size().toTuple())))
    part.moveTo(
        max(0, min(part.x(), whole.width() - part.width())),
        max(0, min(part.y(), whole.height() - part.height())),
    )
    return part & whole
