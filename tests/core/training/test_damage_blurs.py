import cv2
import numpy as np
import pytest

from core.training.damage import blurs, noises, textures
from core.training.damage.compression import jpeg


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    """Soft-edged blobs of all sizes, float32 (96, 96, 3)."""
    noise = np.random.default_rng(1).standard_normal((96, 96, 3), dtype=np.float32)
    layers = [cv2.GaussianBlur(noise, (0, 0), sigma) * sigma for sigma in (0.8, 2, 6)]
    return np.clip(0.5 + 0.12 * np.sum(layers, axis=0), 0, 1)


def high_frequency_energy(photo: np.ndarray) -> float:
    return float(np.var(cv2.Laplacian(photo[..., 1], cv2.CV_32F)))


def spread(blur, **parameters) -> tuple[float, float]:
    """Deviation of a blurred point across x and y, in pixels."""
    point = np.zeros((65, 65, 3), np.float32)
    point[32, 32] = 1
    weights = blur(point, **parameters)[..., 0]
    offsets = np.arange(65) - 32
    return tuple(float(np.sqrt((weights.sum(axis) * offsets**2).sum() / weights.sum())) for axis in (0, 1))


DAMAGE = {
    "gaussian": lambda photo: blurs.gaussian_blur(photo, sigma_px=1.7),
    "slanted": lambda photo: blurs.slanted_blur(photo, sigma_px=2.5, across_px=0.8, degrees=30),
    "motion": lambda photo: blurs.motion_blur(photo, length_px=7, degrees=70),
    "ring": lambda photo: blurs.ring(photo, cutoff=0.5),
    **{
        f"down by {down}, up by {up}": lambda photo, down=down, up=up: blurs.resample(
            photo, factor=0.47, down=down, up=up
        )
        for down in ("area", "linear", "cubic", "lanczos")
        for up in ("linear", "nearest")
    },
    "half size, nearest": lambda photo: blurs.resample(photo, factor=0.5, down="area", up="nearest"),
    "jpeg inside a block": lambda photo: jpeg(photo, quality=40, halved_colour=True, left=5, top=3),
    "grain": lambda photo: noises.grain(photo, amount=0.1, size_px=3, colour=0.5, seed=1),
    "paper": lambda photo: textures.paper(photo, amount=0.05, size_px=3, degrees=40, seed=1),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_does_not_move_the_picture(picture, damage):
    window = cv2.createHanningWindow((96, 96), cv2.CV_32F)
    moved, _ = cv2.phaseCorrelate(
        cv2.GaussianBlur(picture[..., 1], (0, 0), 3),
        cv2.GaussianBlur(damage(picture)[..., 1], (0, 0), 3),
        window,
    )
    assert np.hypot(*moved) < 0.1


@pytest.mark.parametrize(
    "damage",
    [DAMAGE[name] for name in ("gaussian", "slanted", "motion", "ring", "down by area, up by linear")],
)
def test_blur_lowers_high_frequencies_and_keeps_the_mean(picture, damage):
    blurred = damage(picture)
    assert high_frequency_energy(blurred) < 0.6 * high_frequency_energy(picture)
    assert blurred.mean() == pytest.approx(picture.mean(), abs=0.003)


def test_gaussian_blur_spreads_a_point_by_its_sigma():
    assert spread(blurs.gaussian_blur, sigma_px=2.0) == pytest.approx((2, 2), rel=0.02)


def test_slanted_blur_is_wide_along_its_direction_and_narrow_across():
    along, across = spread(blurs.slanted_blur, sigma_px=3.0, across_px=1.0, degrees=0)
    assert (along, across) == pytest.approx((3, 1), rel=0.05)


def test_motion_blur_spreads_along_its_direction_alone():
    along, across = spread(blurs.motion_blur, length_px=9.0, degrees=0)
    assert along == pytest.approx(9 / 12**0.5, rel=0.1)
    assert across < 0.2


def test_ringing_overshoots_beside_an_edge():
    edge = np.full((32, 64, 3), 0.3, np.float32)
    edge[:, 32:] = 0.7
    ringing = blurs.ring(edge, cutoff=0.5)
    assert ringing.max() > 0.72
    assert ringing.min() < 0.28


def test_cutoff_at_the_highest_frequency_changes_nothing(picture):
    np.testing.assert_allclose(blurs.ring(picture, cutoff=1), picture, atol=1e-5)
