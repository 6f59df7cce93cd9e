import fcntl
import json
import os
import pty
import re
import signal
import struct
import sys
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import pytest

from core.cli.console import progress_bar, say_json
from core.progress import Cancelled


@contextmanager
def terminal_as_stderr(monkeypatch: pytest.MonkeyPatch) -> Iterator[bytearray]:
    """For the block, standard error is a terminal of 80 columns; gives what it has shown, once it ended."""
    terminal, program = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    shown = bytearray()
    reader = threading.Thread(target=read_to_the_end, args=(terminal, shown))
    reader.start()
    try:
        with os.fdopen(program, "w") as stderr, monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", stderr)
            yield shown
    finally:
        reader.join()
        os.close(terminal)


def read_to_the_end(terminal: int, shown: bytearray) -> None:
    """Append what the terminal shows to `shown` until no program has it open any more."""
    with suppress(OSError):  # how Linux says that the other end was closed
        while piece := os.read(terminal, 10_000):
            shown += piece


def show_bars_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.cli.console.DELAY_S", 0)
    monkeypatch.setattr("core.cli.console.REFRESH_S", 0)


def test_progress_is_silent_where_standard_error_is_no_terminal(capsys):
    with progress_bar("Restoring", "photos") as progress:
        progress(0.5, 2)
        progress(2, 2)
    assert capsys.readouterr() == ("", "")


def test_terminal_shows_share_count_and_time_left(monkeypatch):
    show_bars_at_once(monkeypatch)
    with terminal_as_stderr(monkeypatch) as shown, progress_bar("Restoring", "photos") as progress:
        progress(0, 6)
        progress(1.5, 6)
    assert re.search(r"Restoring:  25% \|.*\| 1\.5 of 6 photos, \d\d:\d\d left", shown.decode())


def test_interrupt_cancels_at_the_next_progress_call_and_is_given_back_after():
    before = signal.getsignal(signal.SIGINT)
    with progress_bar("Restoring", "photos") as progress:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Cancelled):
            progress(1, 2)
    assert signal.getsignal(signal.SIGINT) is before


def test_interrupts_close_together_are_one_key_press(monkeypatch):
    monkeypatch.setattr("core.cli.console.time", SimpleNamespace(monotonic=lambda: 0.0))
    with progress_bar("Restoring", "photos") as progress:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Cancelled):
            progress(1, 2)


def test_second_interrupt_stops_at_once(monkeypatch):
    monkeypatch.setattr("core.cli.console.SAME_PRESS_S", 0)
    with progress_bar("Restoring", "photos"), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)


def test_json_is_valid_where_a_score_is_infinite(capsys):
    say_json({"psnr_y": float("inf"), "images": [{"ssim_y": 1.0}]})
    assert json.loads(capsys.readouterr().out) == {"psnr_y": None, "images": [{"ssim_y": 1.0}]}


def test_other_work_begins_its_own_count_and_slow_steps_show_after_quick_ones(monkeypatch):
    show_bars_at_once(monkeypatch)
    with terminal_as_stderr(monkeypatch) as shown, progress_bar("Training") as progress:
        for done in (0, 100, 200, 206):
            progress(done, 300)
        for share in (0.5, 0.75):
            progress(share, 1)
    shares = re.findall(r"Training:  (\d\d)% \|[^|]*\| \S+ left", shown.decode())
    assert list(dict.fromkeys(shares))[-4:] == ["67", "69", "50", "75"]


def test_work_that_takes_no_time_leaves_nothing_on_the_terminal(monkeypatch):
    monkeypatch.setattr("tqdm.std.time", lambda: 0.0)
    with terminal_as_stderr(monkeypatch) as shown, progress_bar("Restoring", "photos") as progress:
        for done in range(3):
            progress(done, 2)
    assert shown == b""
