"""How long work reports progress, and how it is cancelled."""

from typing import Protocol


class Cancelled(Exception):
    """The user asked to stop. Raised out of a Progress call; work in hand leaves nothing behind."""


class Progress(Protocol):
    """Called often by long work; raises Cancelled to stop it."""

    def __call__(self, done: float, total: float) -> None:
        """`done` of `total` units are finished; the unit is the caller's (result pixels, steps)."""


def silent(done: float, total: float) -> None:
    """Ignore progress."""


def part_of(progress: Progress, index: int, count: int) -> Progress:
    """A Progress for the job number `index` of `count`; `progress` then counts jobs, with parts of one."""

    def report(done: float, total: float) -> None:
        progress(index + done / total, count)

    return report
