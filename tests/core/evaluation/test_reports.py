from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.errors import OutputError
from core.evaluation import reports
from core.evaluation.evaluate import Evaluation, ImageScore


def evaluation(subject: str, *scores: float) -> Evaluation:
    piece = np.zeros((8, 8, 3), np.uint8)
    images = [
        ImageScore(name=f"image{index}", psnr_y=score, ssim_y=0.5, original_piece=piece, result_piece=piece)
        for index, score in enumerate(scores)
    ]
    return Evaluation(subject=subject, crop_px=4, images=tuple(images))


def test_text_has_a_line_an_image_and_the_means_of_every_subject():
    text = reports.to_text([evaluation("bicubic", 28, 30), evaluation("album", 31, 32)])
    header, first, _, mean = text.splitlines()
    assert header.split() == ["bicubic", "album"]
    assert first.split() == ["image0", "28.000", "dB", "0.5000", "31.000", "dB", "0.5000"]
    assert mean.split()[:2] == ["mean", "29.000"]


def test_json_has_means_and_images():
    (values,) = reports.to_json([evaluation("album", 31, 32)])
    assert (values["subject"], values["psnr_y"], values["crop_px"]) == ("album", 31.5, 4)
    assert values["images"][1] == {"name": "image1", "psnr_y": 32, "ssim_y": 0.5}


def test_picture_shows_original_and_every_subject_side_by_side(tmp_path):
    one, two = tmp_path / "one.png", tmp_path / "two.png"
    reports.save_picture([evaluation("album", 31)], one)
    reports.save_picture([evaluation("bicubic", 28), evaluation("album", 31)], two)
    with Image.open(one) as narrow, Image.open(two) as wide:
        assert wide.width == pytest.approx(narrow.width * 1.5, abs=2)


@pytest.mark.parametrize("name", ["scores.abc", "scores.gif", "scores"])
def test_unknown_picture_ending_is_refused_and_leaves_nothing(tmp_path, name):
    with pytest.raises(OutputError, match=r"\.png"):
        reports.save_picture([evaluation("album", 31)], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["cost $5_ or $6.png", "b\udcff.png", "$_$"])
def test_a_photo_may_be_called_anything(tmp_path, name):
    scored = evaluation("album", 31)
    strange = replace(scored, images=(replace(scored.images[0], name=name),))
    reports.save_picture([strange], tmp_path / "scores.png")
    assert (tmp_path / "scores.png").exists()
