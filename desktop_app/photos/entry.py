"""A photo in the list, its state and its result."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path

from PySide6.QtGui import QImage

from core.config import OutputOptions, RestoreOptions
from desktop_app.error_text import Explanation

Stamp = tuple[int, int]
"""A file's size and time of change, by which it is seen whether it is still the same."""


class State(Enum):
    """How far a photo is."""

    READY = auto()
    WAITING = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()


@dataclass(frozen=True)
class WrittenResult:
    """The file that restoring a photo wrote, and what it was made of.

    Attributes:
        path: the file.
        stamp: of the file as it was written; None where it must not be replaced.
        size: (width, height) in px.
        photo_stamp: of the photo's file as it was then.
        options: the settings it was made with.
        model: name of the model it was made with.
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
        """The model to name in files made from the result; None where the photo was only enlarged."""
        return self.model if self.options.strength else None


@dataclass(eq=False)
class PhotoEntry:
    """A photo, the settings it is restored with, and what became of it.

    Attributes:
        options: the settings chosen for it.
        size: (width, height) in px, as soon as it is known.
        thumbnail_stamp: of the photo's file when `thumbnail` was made.
        share_done: 0..1, while running.
        failure: why it failed.
        failed_at_opening: whether it failed when it was opened, not when it was restored.
        notes: remarks of the reader about the photo, in English.
        job_options: the settings of the job that runs, or ran last.
        job_stamp: of the photo's file when that job began.
        result: what the last job that succeeded wrote.
        seen_stamp: of the photo's file when it was last read.
        seen_digest: of the pixels that were read then.
        times_restored: how often a result was written.
        is_pasted: whether it came from the clipboard, and lies in a temporary folder.
    """

    path: Path
    options: RestoreOptions
    state: State = State.READY
    size: tuple[int, int] | None = None
    thumbnail: QImage = field(default_factory=QImage)
    thumbnail_stamp: Stamp | None = None
    share_done: float = 0.0
    failure: Explanation | None = None
    failed_at_opening: bool = False
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
        """Why it failed, in the current language; "" where it did not."""
        return str(self.failure) if self.failure else ""

    @property
    def is_result_current(self) -> bool:
        """Whether the result was made with the current settings, from the photo as it was last read."""
        return self.result is not None and self.result.options == self.options and not self.has_changed

    @property
    def is_being_restored(self) -> bool:
        """Whether a result with the current settings is on its way."""
        return self.state is State.RUNNING and self.job_options == self.options

    @property
    def has_changed(self) -> bool:
        """Whether the photo had changed since the result was made, when it was last read."""
        made_of = self._made_of
        return made_of is not None and self.seen_stamp not in (None, made_of)

    @property
    def is_as_restored(self) -> bool:
        """Whether the photo's file on disk is still the one that the result was made of, or is gone."""
        return file_stamp(self.path) in (None, self._made_of)

    @property
    def replaceable_result(self) -> Path | None:
        """The result that a new one may replace; None where it, or the photo, was changed since."""
        if self.result is None or self.result.stamp is None or not self.is_as_restored:
            return None
        return self.result.path if file_stamp(self.result.path) == self.result.stamp else None

    @property
    def file_to_give(self) -> Path:
        """The file for other programs: the result where there is one, else the photo."""
        return self.result.path if self.result else self.path

    @property
    def _made_of(self) -> Stamp | None:
        return self.result.photo_stamp if self.result else None

    def take_opened(self, stamp: Stamp | None, digest: bytes) -> None:
        """Note how the photo was when it was read: one that has changed counts as not restored.

        A file with a new time but the same pixels has not changed.
        """
        if self.result and self._made_of == self.seen_stamp and self.seen_digest == digest:
            self.result = replace(self.result, photo_stamp=stamp)
        self.seen_stamp, self.seen_digest = stamp, digest
        if self.has_changed and self.state is State.DONE:
            self.state = State.READY

    def take_restored(self, result: WrittenResult) -> None:
        """Note the result of the job that has ended."""
        if self.seen_stamp != result.photo_stamp:
            self.seen_digest = None
        self.result, self.seen_stamp = result, result.photo_stamp
        self.times_restored += 1

    def forget_result(self) -> None:
        """Note that the result's file is gone: the photo counts as not restored."""
        self.result = None
        if self.state is State.DONE:
            self.state = State.READY


def file_stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
