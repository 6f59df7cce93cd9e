import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli.main import main
from core.images.reading import read_photo


def test_damage_saves_an_aged_copy_and_says_what_it_did(save_photo, capsys):
    photo = save_photo("good.png", width=64, height=48)
    assert main(["damage", str(photo), "--strength", "1", "--seed", "3"]) == 0
    aged = photo.with_name("good_damaged.png")
    with Image.open(photo) as before, Image.open(aged) as after:
        assert before.size == after.size
        assert np.abs(np.asarray(before, float) - np.asarray(after, float)).mean() > 1
    assert len(capsys.readouterr().out.splitlines()) > 1


def test_the_kinds_that_damage_names_are_those_that_training_takes(save_photo, tmp_path, capsys):
    assert main(["damage", str(save_photo("good.png")), "--strength", "1", "--seed", "3"]) == 0
    _, *done = capsys.readouterr().out.splitlines()
    kinds = ",".join(re.match(r"\w+", line)[0] for line in done)
    nowhere = tmp_path / "nowhere"
    assert main(["train", str(nowhere), "--steps", "1", "--damage", "1", "--damage-kinds", kinds]) == 1
    assert "Choose a folder that exists" in capsys.readouterr().err  # so the kinds were accepted


def test_damage_is_the_same_for_the_same_seed(save_photo, tmp_path):
    photo = save_photo("good.png", width=64, height=48)
    for folder in ("a", "b"):
        assert main(["damage", str(photo), "-o", str(tmp_path / folder), "--seed", "5"]) == 0
    files = [tmp_path / folder / "good_damaged.png" for folder in ("a", "b")]
    assert np.array_equal(*(np.asarray(Image.open(file)) for file in files))


def test_another_damage_gets_another_name(save_photo):
    photo = save_photo("good.png")
    for seed in ("0", "1"):
        assert main(["damage", str(photo), "--scratches", "--seed", seed]) == 0
    names = {path.name for path in photo.parent.iterdir()}
    assert names >= {f"good_damaged{mark}{number}.png" for mark in ("", "_mask") for number in ("", "_2")}


def test_damage_names_a_missing_photo(tmp_path: Path, capsys):
    assert main(["damage", str(tmp_path / "none.jpg")]) == 1
    assert "none.jpg" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [("--strength", "2", "strengths from 0 to 1"), ("--seed", "-1", "seed -1")],
)
def test_damage_refuses_what_is_out_of_range(save_photo, capsys, option, value, complaint):
    assert main(["damage", str(save_photo("a.png")), option, value]) == 2
    assert complaint in capsys.readouterr().err


def test_an_aged_copy_does_not_say_that_a_model_made_it(save_photo):
    photo = save_photo("good.png")
    assert main(["damage", str(photo)]) == 0
    assert b"rained" not in (read_photo(photo.with_name("good_damaged.png")).metadata.xmp or b"rained")


def test_scratches_hide_the_picture_where_the_mask_says_and_nowhere_else(save_photo, tmp_path, capsys):
    photo = save_photo("good.jpg", width=300, height=200)
    for folder, extra in (("plain", []), ("scratched", ["--scratches"])):
        assert main(["damage", str(photo), "-o", str(tmp_path / folder), "--seed", "4", *extra]) == 0
    assert "good_damaged_mask.png" in capsys.readouterr().out
    plain, scratched = (
        read_photo(tmp_path / folder / "good_damaged.jpg").pixels.astype(float)
        for folder in ("plain", "scratched")
    )
    mask = read_photo(tmp_path / "scratched" / "good_damaged_mask.png").pixels[..., 0]
    assert set(np.unique(mask)) == {0, 255}
    difference = np.abs(plain - scratched).mean(axis=2)
    assert difference[mask == 255].mean() > 5 * difference[mask == 0].mean()
    assert not (tmp_path / "plain" / "good_damaged_mask.png").exists()
