import json
from pathlib import Path

import pytest

from core.cli.main import main


@pytest.fixture(autouse=True)
def tiny_model(save_tiny_model):
    return save_tiny_model()


@pytest.fixture
def originals(save_photo) -> Path:
    """A folder of one photo."""
    return save_photo("originals/face.png", width=48, height=48).parent


def test_scores_are_printed_and_the_worst_is_drawn(originals, tmp_path, capsys):
    arguments = ["evaluate", "bicubic", "tiny", str(originals), "--device", "cpu"]
    assert main([*arguments, "--picture", str(tmp_path / "scores.png")]) == 0
    header, face, mean = capsys.readouterr().out.splitlines()
    assert header.split() == ["bicubic", "tiny"]
    assert face.split()[1:] == mean.split()[1:]
    assert (tmp_path / "scores.png").stat().st_size > 0


def test_careful_restoring_is_scored_as_well(originals, capsys):
    scores = []
    for choice in ([], ["--careful"]):
        assert main(["evaluate", "tiny", str(originals), "--json", *choice]) == 0
        scores += json.loads(capsys.readouterr().out)
    assert scores[0]["psnr_y"] != scores[1]["psnr_y"]


def test_scores_are_told_as_json(originals, capsys):
    assert main(["evaluate", "bicubic", str(originals), "--scale", "2", "--json"]) == 0
    (evaluation,) = json.loads(capsys.readouterr().out)
    assert evaluation["images"][0]["name"] == "face.png"
    assert evaluation["psnr_y"] == evaluation["images"][0]["psnr_y"] > 20


def test_nothing_is_drawn_over_a_file(originals, capsys):
    photo = originals / "face.png"
    before = photo.read_bytes()
    assert main(["evaluate", "bicubic", str(originals), "--picture", str(photo)]) == 1
    assert "already" in capsys.readouterr().err
    assert photo.read_bytes() == before


def test_a_border_of_less_than_nothing_is_wrong_use(originals, capsys):
    assert main(["evaluate", "bicubic", str(originals), "--crop", "-1"]) == 2
    assert "crop -1" in capsys.readouterr().err


def test_an_original_that_is_too_small_is_named(save_photo, capsys):
    stamp = save_photo("originals/stamp.png", width=12, height=12)
    assert main(["evaluate", "bicubic", str(stamp.parent)]) == 1
    assert "stamp" in capsys.readouterr().err
