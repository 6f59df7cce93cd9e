"""Which faults are found in albums whose faults are known."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from core.training.damage.matched import AlbumDamage, Faults, match_damage
from core.training.damage.recipe import apply_structure
from core.training.quality import measure_quality

Pictures = list[np.ndarray]


def picture(seed: int) -> np.ndarray:
    """Overlapping discs on a soft ground, some of them with fine stripes: uint8 (256, 256, 3)."""
    rng = np.random.default_rng(seed)
    canvas = np.full((256, 256, 3), rng.integers(60, 190, 3), np.uint8)
    for _ in range(12):
        x, y, radius = (int(value) for value in rng.integers(20, 256, 3))
        colour = tuple(int(value) for value in rng.integers(30, 225, 3))
        cv2.circle(canvas, (x, y), radius // 3, colour, -1, cv2.LINE_AA)
    top, left = (int(value) for value in rng.integers(0, 192, 2))
    canvas[top : top + 64, left : left + 64 : 4] //= 2
    return cv2.GaussianBlur(canvas, (0, 0), 0.5)


@pytest.fixture(scope="module")
def clean() -> Pictures:
    return [picture(seed) for seed in range(12)]


def aged(album: Sequence[Faults]) -> Pictures:
    """Other pictures, one with each of the faults."""
    recipes = [faults.draw(np.random.default_rng(seed)) for seed, faults in enumerate(album)]
    return [
        np.rint(255 * apply_structure(picture(100 + seed).astype(np.float32) / 255, recipe)).astype(np.uint8)
        for seed, recipe in enumerate(recipes)
    ]


def found(album: Pictures, clean: Pictures) -> AlbumDamage:
    return match_damage([measure_quality(photo) for photo in album], clean)


@pytest.mark.parametrize(
    "faults",
    [
        Faults(blur_px=0.9, noise=0.02, grain_px=0.4, jpeg=80),
        Faults(blur_px=1.4, noise=0.03, grain_px=0.9, jpeg=92),
        Faults(blur_px=0.6, noise=0.001, grain_px=0.5, jpeg=50),
    ],
    ids=["scanner", "film", "phone"],
)
def test_the_faults_of_an_album_are_found(faults: Faults, clean: Pictures) -> None:
    damage = found(aged([faults] * 12), clean)
    blur, noise, grain, loss = np.median(
        [(own.blur_px, own.noise, own.grain_px, 100 - own.jpeg) for own in damage.faults], axis=0
    )
    assert blur == pytest.approx(faults.blur_px, rel=0.2)
    assert noise == pytest.approx(faults.noise, rel=0.3, abs=0.003)
    assert loss == pytest.approx(100 - faults.jpeg, rel=0.4)
    if faults.noise > 0.01:  # of less there is too little left to tell how coarse it was
        assert grain == pytest.approx(faults.grain_px, abs=0.25)


def test_in_a_good_album_hardly_any_are_found(clean: Pictures) -> None:
    for own in found([picture(100 + seed) for seed in range(12)], clean).faults:
        assert own.blur_px < 0.4
        assert own.noise < 0.004
        assert own.jpeg > 85


def test_photos_that_differ_are_told_apart(clean: Pictures) -> None:
    good, bad = Faults(0.2, 0.002, 0.3, 95), Faults(1.5, 0.05, 0.7, 60)
    damage = found(aged([good] * 6 + [bad] * 6), clean)
    for name in ("blur_px", "noise"):
        values = [getattr(own, name) for own in damage.faults]
        assert max(values[:6]) < min(values[6:])


def test_each_photos_faults_are_drawn() -> None:
    album = AlbumDamage((Faults(0, 0.001, 0.3, 90), Faults(2, 0.001, 0.3, 40)))
    recipes = [album.draw(np.random.default_rng(seed)) for seed in range(40)]
    blurred = [recipe.structure[0].name == "gaussian_blur" for recipe in recipes]
    assert 10 < sum(blurred) < 30
    for recipe, is_blurred in zip(recipes, blurred, strict=True):
        assert recipe.structure[-1].parameters["quality"] == (40 if is_blurred else 90)


def test_noise_has_its_deviation_in_luma_however_coloured() -> None:
    grey = np.full((128, 128, 3), 0.5, np.float32)
    faults = Faults(0, 0.03, 0.5, 97)
    for seed in range(8):
        recipe = faults.draw(np.random.default_rng(seed))
        luma = apply_structure(grey, recipe) @ np.float32([0.299, 0.587, 0.114])
        assert luma.std() == pytest.approx(0.03, rel=0.12)


def test_the_same_album_always_has_the_same_damage(clean: Pictures) -> None:
    album = aged([Faults(0.9, 0.02, 0.4, 80)] * 4)
    assert found(album, clean) == found(album, clean)
