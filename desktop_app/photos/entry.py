"""A photo in the list, and how far it is."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path

from PySide6.QtGui import QImage

from core.config import OutputOptions, RestoreOptions
from desktop_app.error_text import Explanation

Stamp = tuple[int, int]
"""Size and time of a file."""


class State(Enum):
    """How far a photo is."""

    READY = auto()
    WAITING = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()


@dataclass(frozen=True)
class WrittenResult:
    """What a restoring wrote, and of what.

    Attributes:
        path: its file.
        stamp: tells the file from what others make of it. None: it is not to be replaced.
        size: (width, height) in px.
        photo_stamp: of the photo that it was made of.
        options: the settings that made it. model: the name of its model.
        output: where and how it was to be written.
    """

    path: Path
    stamp: Stamp | None
    size: tuple[int, int]
    photo_stamp: Stamp | None
    options: RestoreOptions
    model: str
    output: OutputOptions

    @property
    def credited_model(self) -> str | None:
        """None: the photo was only enlarged."""
        return self.model if self.options.strength else None


@dataclass(eq=False)
class PhotoEntry:
    """A photo, the settings it is restored with, and what became of it.

    Attributes:
        size: (width, height) in px, as soon as it is known.
        thumbnail_stamp: of the photo that `thumbnail` was made of.
        share_done: 0..1, while running.
        failure: why it failed.
        notes: what the person should know of the photo.
        job_options: the settings of the restoring that runs, or ran last.
        job_stamp: of the photo, as that began.
        result: what the last restoring wrote.
        seen_stamp: of the photo as it was last read. seen_digest: of its pixels.
        times_restored: how often a result was written.
        is_pasted: whether the photo lies where nobody looks for it again.
    """

    path: Path
    options: RestoreOptions
    state: State = State.READY
    size: tuple[int, int] | None = None
    thumbnail: QImage = field(default_factory=QImage)
    thumbnail_stamp: Stamp | None = None
    share_done: float = 0.0
    failure: Explanation | None = None
    notes: tuple[str, ...] = ()
    job_options: RestoreOptions | None = None
    job_stamp: Stamp | None = None
    result: WrittenResult | None = None
    seen_stamp: Stamp | None = None
    seen_digest: bytes | None = None
    times_restored: int = 0
    is_pasted: bool = False

    @property
    def reason(self) -> str:
        """Why it failed, in the language of the moment."""
        return str(self.failure) if self.failure else ""

    @property
    def is_result_current(self) -> bool:
        """Whether the result was made with the current settings, of the photo as it is."""
        return self.result is not None and self.result.options == self.options and not self.has_changed

    @property
    def has_changed(self) -> bool:
        """Whether the photo, as it was last read, is another than the one that the result was made of."""
        made_of = self._made_of
        return made_of is not None and self.seen_stamp not in (None, made_of)

    @property
    def is_as_restored(self) -> bool:
        """Whether the photo's file is the one that the result was made of, or gone; this asks the disk."""
        return file_stamp(self.path) in (None, self._made_of)

    def take_opened(self, stamp: Stamp | None, digest: bytes) -> None:
        """Take in the photo as it is read: one that is another by now is not restored yet.

        One whose file was merely touched is no other.
        """
        if self.result and self._made_of == self.seen_stamp and self.seen_digest == digest:
            self.result = replace(self.result, photo_stamp=stamp)
        self.seen_stamp, self.seen_digest = stamp, digest
        if self.has_changed and self.state is State.DONE:
            self.state = State.READY

    def take_restored(self, result: WrittenResult) -> None:
        """Take in what was made of the photo, as the job found it."""
        if self.seen_stamp != result.photo_stamp:
            self.seen_digest = None
        self.result, self.seen_stamp = result, result.photo_stamp
        self.times_restored += 1

    def forget_result(self) -> None:
        """Take in that the result's file is gone: the photo is not restored any more."""
        self.result = None
        if self.state is State.DONE:
            self.state = State.READY

    @property
    def replaceable_result(self) -> Path | None:
        """The result, where it is as it was written, of the photo as it is, and no photo of the list."""
        if self.result is None or self.result.stamp is None or not self.is_as_restored:
            return None
        return self.result.path if file_stamp(self.result.path) == self.result.stamp else None

    @property
    def file_to_give(self) -> Path:
        """What other programs get: the result where there is one, else the photo."""
        return self.result.path if self.result else self.path

    @property
    def _made_of(self) -> Stamp | None:
        return self.result.photo_stamp if self.result else None

    @property
    def is_being_restored(self) -> bool:
        """Whether a result with the current settings is on its way."""
        return self.state is State.RUNNING and self.job_options == self.options


def file_stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
