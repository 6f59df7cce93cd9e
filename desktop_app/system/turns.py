"""How long a thread may keep the interpreter while the window's thread waits for it."""

import sys

_TURN_S = 0.0005


def shorten_turns() -> None:
    """Let the threads take turns ten times as often as Python does by itself.

    Painting gives the interpreter up and takes it back many times, and each time waits for the turn of
    every other thread. While they load libraries, at the start, Python's 5 ms add up to a stall one sees.
    """
    sys.setswitchinterval(_TURN_S)
