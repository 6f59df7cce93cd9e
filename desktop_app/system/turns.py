"""Turns: of the threads at the interpreter, and of long work at the window's event loop."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_TURN_S = 0.0005


def shorten_turns() -> None:
    """Let the threads take turns ten times as often as Python does by itself.

    Painting gives the interpreter up and takes it back many times, and each time waits for the turn of
    every other thread. While they load libraries, at the start, Python's 5 ms add up to a stall one sees.
    """
    sys.setswitchinterval(_TURN_S)


def in_another_turn(owner: QObject, work: Callable[[], object]) -> None:
    """Call `work` when the window has answered the person and painted; not at all if `owner` is gone by then.

    A timer of 0 ms would not do: Qt calls it before both.
    """
    QTimer.singleShot(1, owner, work)
