"""Textures, tones and JPEG."""

import numpy as np
import pytest

from core.images.colour import LUMA
from core.training.damage import textures, tones
from core.training.damage.compression import jpeg


def flat(level: float, side: int = 128) -> np.ndarray:
    return np.full((side, side, 3), level, np.float32)


@pytest.fixture
def picture() -> np.ndarray:
    coarse = np.random.default_rng(2).random((12, 12, 3), dtype=np.float32)
    return np.kron(coarse, np.ones((8, 8, 1), np.float32))


def strongest_period(texture: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(texture - texture.mean()))
    return len(texture) / float(np.argmax(spectrum))


def block_steps(photo: np.ndarray, left: int) -> float:
    """Mean step across borders of the blocks that begin `left` px before the photo, over that elsewhere."""
    steps = np.abs(np.diff(photo[..., 1], axis=1)).mean(axis=0)
    borders = (np.arange(1, photo.shape[1]) + left) % 8 == 0
    return float(steps[borders].mean() / steps[~borders].mean())


def test_paper_lightens_and_darkens_by_its_amount():
    assert textures.paper(flat(0.5), amount=0.06, size_px=3, degrees=10, seed=1).std() == pytest.approx(
        0.03, rel=0.02
    )


def test_weave_repeats_at_its_pitch_in_both_directions():
    woven = textures.weave(flat(0.5), amount=0.06, pitch_px=4, degrees=0, phase=1)[..., 0]
    assert strongest_period(woven[5]) == pytest.approx(4)
    assert strongest_period(woven[:, 5]) == pytest.approx(4)


def test_halftone_turns_each_ink_by_its_own_angle_and_leaves_white_alone():
    printed = textures.halftone(flat(0.5), amount=0.1, pitch_px=5, degrees=0, phase=0)
    assert abs(np.corrcoef(printed[..., 0].ravel(), printed[..., 2].ravel())[0, 1]) < 0.1
    np.testing.assert_array_equal(
        textures.halftone(flat(1), amount=0.1, pitch_px=5, degrees=0, phase=0), flat(1)
    )


def test_jpeg_at_low_quality_leaves_blocks_where_they_begin():
    ramp = np.linspace(0.2, 0.8, 128, dtype=np.float32)
    photo = np.repeat(np.add.outer(ramp, ramp)[..., np.newaxis] / 2, 3, axis=2)
    noise = np.random.default_rng(1).normal(0, 0.08, photo.shape)
    saved = jpeg((photo + noise).astype(np.float32), quality=25, halved_colour=True, left=3, top=0)
    assert block_steps(saved, left=3) > 1.5
    assert block_steps(saved, left=0) < 1.1


def test_jpeg_errs_more_at_lower_quality(picture):
    errors = [np.abs(jpeg(picture, quality=q, halved_colour=False) - picture).mean() for q in (95, 60, 20)]
    assert errors == sorted(errors)
    assert errors[0] < 0.01


def test_halved_colour_smears_colour_and_keeps_grey():
    red = np.zeros((16, 16, 3), np.float32)
    red[:, 1::2, 0] = 1
    grey = np.repeat(red[..., :1], 3, axis=2)
    whole, halved = (jpeg(red, quality=98, halved_colour=half) for half in (False, True))
    assert np.abs(halved - red).mean() > 4 * np.abs(whole - red).mean()
    assert np.abs(jpeg(grey, quality=98, halved_colour=True) - grey).max() < 0.05


def test_fading_takes_its_share_of_the_contrast_and_lifts_blacks_most(picture):
    faded = tones.fade(picture, amount=0.4)
    assert faded.std() == pytest.approx(0.6 * picture.std(), rel=1e-4)
    black, white = tones.fade(flat(0), amount=0.4)[0, 0, 0], tones.fade(flat(1), amount=0.4)[0, 0, 0]
    assert (black, white) == pytest.approx((0.3, 0.9))


def test_yellowing_swallows_blue_most_and_red_not_at_all():
    red, green, blue = tones.yellow(flat(0.8), amount=0.5)[0, 0]
    assert red == pytest.approx(0.8)
    assert blue < green < red


def test_grey_removes_colour_and_keeps_luma(picture):
    grey = tones.grey(picture, amount=1)
    assert np.ptp(grey, axis=2).max() < 1e-6
    np.testing.assert_allclose(grey @ LUMA, picture @ LUMA, atol=1e-6)


def test_sepia_gives_all_colours_one_hue_and_keeps_luma(picture):
    dark = picture * np.float32(0.9)
    sepia = tones.tone_sepia(dark, amount=1)
    np.testing.assert_allclose(sepia[..., 2] / sepia[..., 0], 0.76 / 1.08, atol=1e-3)
    np.testing.assert_allclose(sepia @ LUMA, dark @ LUMA, atol=0.03)


def test_vignette_darkens_corners_by_its_amount_and_leaves_the_middle():
    dark = tones.vignette(flat(0.8, 65), amount=0.5)
    assert dark[32, 32, 0] == pytest.approx(0.8)
    assert dark[0, 0, 0] == pytest.approx(0.4)


@pytest.mark.parametrize("tone", [tones.fade, tones.yellow, tones.tone_sepia, tones.grey, tones.vignette])
def test_no_amount_of_a_tone_changes_nothing(picture, tone):
    np.testing.assert_allclose(tone(picture, amount=0), picture, atol=1e-6)
