import cv2
import numpy as np
import pytest

from core.restoration.grain import Grain, add_grain, measure_grain


def grainy_photo(radius_px: float, level: float, dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """A ramp from dark to bright with grain of `level` in shares of full range, and without."""
    noise = np.random.default_rng(0).standard_normal((256, 640)).astype(np.float32)
    if radius_px:
        noise = cv2.GaussianBlur(noise, (0, 0), radius_px)
    ramp = np.tile(np.linspace(0.2, 0.8, 640), (256, 1))
    levels = (np.rint(values * np.iinfo(dtype).max) for values in (ramp + level * noise / noise.std(), ramp))
    grainy, clean = (values.astype(dtype)[..., np.newaxis] for values in levels)
    return grainy, clean


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("radius_px", [0, 0.7, 1.2])
@pytest.mark.parametrize("scale", [1, 2, 4])
def test_level_and_coarseness_of_what_was_taken_are_measured(
    scale: int, radius_px: float, dtype: type
) -> None:
    grainy, clean = grainy_photo(radius_px, 0.03, dtype)
    grain = measure_grain(grainy, clean.repeat(scale, 0).repeat(scale, 1))
    assert grain.levels.mean() == pytest.approx(0.03, rel=0.2)
    assert grain.radius_px == pytest.approx(radius_px, rel=0.25)


def test_what_was_left_is_no_grain_to_give_back() -> None:
    grainy, clean = grainy_photo(0, 0.03, np.uint8)
    half_clean = np.rint((grainy.astype(float) + clean) / 2).astype(np.uint8)
    assert measure_grain(grainy, half_clean).levels.mean() == pytest.approx(0.015, rel=0.2)
    assert measure_grain(grainy, grainy).levels.max() == 0


def test_detail_that_was_lost_in_a_quarter_of_the_photo_is_not_taken_for_grain() -> None:
    grainy, clean = grainy_photo(0, 0.01, np.uint8)
    grainy[:64, ::8] -= 40
    grainy[:64, 4::8] += 40
    assert measure_grain(grainy, clean).levels[1:7] == pytest.approx(0.01, rel=0.3)


def test_grain_follows_luma() -> None:
    clean = np.full((200, 400, 3), 60, np.uint8)
    clean[:, 200:] = 190
    noise = np.random.default_rng(0).normal(0, 1, clean.shape)
    noise[:, :200] *= 8
    noise[:, 200:] *= 2
    grain = measure_grain(np.rint(clean + noise).astype(np.uint8), clean)
    assert grain.levels[1] > 3 * grain.levels[6]


@pytest.mark.parametrize("size", [(1, 1), (5, 300), (64, 64)])
def test_what_stays_as_it_was_or_is_tiny_has_no_grain(size: tuple[int, int]) -> None:
    flat = np.full((*size, 3), 99, np.uint8)
    assert measure_grain(flat, flat.repeat(2, 0).repeat(2, 1)).levels.max() == 0


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
