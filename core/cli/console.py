"""What the commands share at the terminal: lines, JSON, a progress bar, Ctrl+C."""

import argparse
import json
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from core.config import DEVICES, RestoreOptions
from core.images.endings import READ_ENDINGS
from core.progress import Cancelled

DONE, INCOMPLETE, WRONG_USE, CANCELLED = 0, 1, 2, 130
EXIT_CODES = "Exit codes: 0 all done, 1 something failed, 2 wrong use, 130 cancelled."
COMPLAINT = "heirloom: "
"""How a line for the user begins, to tell it from what libraries write."""
DELAY_S = 0.3
"""Work that takes less shows no bar."""

REFRESH_S = 0.1
SAME_PRESS_S = 0.5
"""Interrupts so close together are one key press: the terminal and a launcher may each send one."""


class ProgressBar:
    """A Progress with the time left, on standard error where that is a terminal, else unseen.

    Ctrl+C makes the next call raise Cancelled, so that work stops where it can clean up; a second
    Ctrl+C interrupts at once.
    """

    def __init__(self, open_bar: "Callable[..., tqdm[Any]]") -> None:
        self._open = open_bar
        self._bar: tqdm[Any] | None = None
        self._interrupted_at: float | None = None

    def __call__(self, done: float, total: float) -> None:
        if self._interrupted_at is not None:
            raise Cancelled
        if self._bar is None or total != self._bar.total:  # other work, whose pace is another
            self.close()
            self._bar = self._open(total=total, initial=done)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()

    def interrupt(self) -> None:
        """Make the next call raise Cancelled; raise KeyboardInterrupt where that was asked for before."""
        now = time.monotonic()
        if self._interrupted_at is None:
            self._interrupted_at = now
        elif now - self._interrupted_at > SAME_PRESS_S:
            raise KeyboardInterrupt


@contextmanager
def progress_bar(label: str, unit: str = "") -> Iterator[ProgressBar]:
    """A progress bar for the block, which also takes over Ctrl+C. Needs the main thread.

    Without a `unit` it shows no count, for work that is measured in more than one.
    """
    count = "{n:.1f} of {total:g} {unit}, " if unit else ""
    progress = ProgressBar(
        partial(
            tqdm,
            desc=label,
            delay=DELAY_S,
            mininterval=REFRESH_S,
            miniters=0,  # or many quick steps would silence slow ones after them
            unit=unit,
            file=sys.stderr,
            disable=None,  # where standard error is no terminal
            leave=False,
            bar_format="{desc}: {percentage:3.0f}% |{bar}| " + count + "{remaining} left",
        )
    )
    previous = signal.signal(signal.SIGINT, lambda *_: progress.interrupt())
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, previous)
        progress.close()


def a_path(text: str) -> Path:
    """The path in an argument. It must not be empty, which would mean the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("received an empty name, expected that of a file or folder")
    return Path(text)


def a_folder(text: str) -> Path:
    """The folder in an argument. It need not exist, but may not have the name of a picture."""
    path = a_path(text)
    if path.suffix.lower() in READ_ENDINGS and not os.path.isdir(path):  # noqa: PTH112 (raises nothing)
        raise argparse.ArgumentTypeError(
            f"received {text}, expected a folder: what is written is named after the photo"
        )
    return path


def add_device(parser: Any) -> None:
    """Add `--device` to a parser, or to a group of one."""
    parser.add_argument(
        "--device",
        choices=DEVICES,
        default=RestoreOptions.device,
        help="where the network runs (default auto: an NVIDIA GPU, else the CPU)",
    )


def say(line: str) -> None:
    """Print a line of the result on standard output, above a bar that may be there."""
    tqdm.write(line, file=sys.stdout)


def complain(line: str) -> None:
    """Print a line for the user on standard error."""
    tqdm.write(COMPLAINT + line, file=sys.stderr)


def say_json(value: Any) -> None:
    """Print `value` as JSON on standard output; infinite numbers, which JSON lacks, become null."""
    say(json.dumps(_finite(value), indent=2, default=str))


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value
