import cv2
import numpy as np
import pytest

from core.restoration.grain import Grain, add_grain, measure_grain


def grainy_photo(radius_px: float, level: float, dtype: type) -> np.ndarray:
    """A ramp from dark to bright with grain of `level` in shares of full range."""
    noise = np.random.default_rng(0).standard_normal((256, 640)).astype(np.float32)
    if radius_px:
        noise = cv2.GaussianBlur(noise, (0, 0), radius_px)
    ramp = np.linspace(0.2, 0.8, 640) + level * noise / noise.std()
    return np.rint(ramp * np.iinfo(dtype).max).astype(dtype)[..., np.newaxis]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("radius_px", [0, 0.7, 1.2])
def test_level_and_coarseness_are_measured(dtype: type, radius_px: float) -> None:
    grain = measure_grain(grainy_photo(radius_px, 0.03, dtype))
    assert grain.levels.mean() == pytest.approx(0.03, rel=0.2)
    assert grain.radius_px == pytest.approx(radius_px, rel=0.25)


def test_texture_in_a_quarter_of_the_photo_is_not_taken_for_grain() -> None:
    photo = grainy_photo(0, 0.01, np.uint8)
    photo[:128, ::8] = 20
    photo[:128, 4::8] = 230
    assert measure_grain(photo).levels[3:6].mean() == pytest.approx(0.01, rel=0.3)


def test_a_tone_that_is_all_texture_says_nothing_of_grain() -> None:
    photo = np.full((320, 480, 3), 90, np.uint8)
    checks = np.indices((160, 160)).sum(axis=0) // 4 % 2 * np.uint8(120) + 120
    photo[80:240, 240:400] = cv2.GaussianBlur(checks.astype(np.uint8), (0, 0), 1.5)[..., np.newaxis]
    assert measure_grain(photo).levels.max() < 0.01


@pytest.mark.parametrize("deviation", [0, 1])
def test_a_border_without_grain_hides_none(deviation: float) -> None:
    photo = grainy_photo(0.7, 0.03, np.uint8)
    bare = measure_grain(photo).levels[2:6]
    border = np.random.default_rng(0).normal(245, deviation, photo.shape).round().astype(np.uint8)
    border[16:-16, 16:-16] = photo[16:-16, 16:-16]
    np.testing.assert_allclose(measure_grain(border).levels[2:6], bare, rtol=0.2)


def test_grain_follows_luma() -> None:
    photo = np.random.default_rng(0).normal(0, 1, (200, 400, 3))
    photo[:, :200] = 60 + 8 * photo[:, :200]
    photo[:, 200:] = 190 + 2 * photo[:, 200:]
    grain = measure_grain(np.rint(photo).astype(np.uint8))
    assert grain.levels[1] > 3 * grain.levels[6]


@pytest.mark.parametrize("size", [(1, 1), (5, 300), (64, 64)])
def test_flat_or_tiny_photo_has_no_grain(size: tuple[int, int]) -> None:
    assert measure_grain(np.full((*size, 3), 99, np.uint8)).levels.max() < 1e-6


@pytest.mark.parametrize("share", [0.5, 1])
def test_added_grain_has_the_share_asked_for_in_every_channel_alike(share: float) -> None:
    pixels = np.full((600, 1100, 3), 30_000, np.uint16)
    add_grain(pixels, Grain(np.full(8, 0.02, np.float32), 0.8, seed=4), share=share, scale=2)
    assert pixels.std() / 65535 == pytest.approx(0.02 * share, rel=0.05)
    np.testing.assert_array_equal(pixels[..., 0], pixels[..., 2])


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_added_grain_is_as_coarse_as_in_the_photo_enlarged(scale: int) -> None:
    pixels = np.full((512, 512, 1), 30_000, np.uint16)
    add_grain(pixels, Grain(np.full(8, 0.02, np.float32), 0.8, seed=4), share=1, scale=scale)
    grain = pixels[..., 0].astype(float)
    likeness = np.corrcoef(grain[:, scale:].ravel(), grain[:, :-scale].ravel())[0, 1]
    blur_px = 0.8 if scale == 1 else np.hypot(0.8, 0.35)  # an enlarged pixel is a blur of a third of it
    assert likeness == pytest.approx(np.exp(-1 / (4 * blur_px**2)), abs=0.03)


def test_grain_never_wraps_around_at_white() -> None:
    pixels = np.full((64, 64, 1), 254, np.uint8)
    add_grain(pixels, Grain(np.full(8, 0.05, np.float32), 0, seed=4), share=1, scale=1)
    assert pixels.min() > 150
