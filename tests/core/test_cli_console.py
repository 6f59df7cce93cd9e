import json
import os
import signal

import pytest

from core.cli.console import progress_bar, say_json
from core.progress import Cancelled


def test_progress_is_silent_where_standard_error_is_no_terminal(capsys):
    with progress_bar("Restoring", "photos") as progress:
        progress(0.5, 2)
        progress(2, 2)
    assert capsys.readouterr() == ("", "")


def test_interrupt_cancels_at_the_next_progress_call_and_is_given_back_after():
    before = signal.getsignal(signal.SIGINT)
    with progress_bar("Restoring", "photos") as progress:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Cancelled):
            progress(1, 2)
    assert signal.getsignal(signal.SIGINT) is before


def test_second_interrupt_stops_at_once():
    with progress_bar("Restoring", "photos"), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)


def test_json_is_valid_where_a_score_is_infinite(capsys):
    say_json({"psnr_y": float("inf"), "images": [{"ssim_y": 1.0}]})
    assert json.loads(capsys.readouterr().out) == {"psnr_y": None, "images": [{"ssim_y": 1.0}]}
