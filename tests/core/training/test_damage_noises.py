import cv2
import numpy as np
import pytest

from core.training.damage import noises


def flat(level: float, side: int = 256) -> np.ndarray:
    return np.full((side, side, 3), level, np.float32)


def width_of_autocorrelation(noise: np.ndarray) -> float:
    """Full width at half height along x, in pixels."""
    power = np.abs(np.fft.rfft(noise - noise.mean(), axis=1)) ** 2
    correlation = np.fft.irfft(power, axis=1).mean(axis=0)[:10]
    correlation /= correlation[0]
    return 2 * float(np.interp(-0.5, -correlation, np.arange(10)))


@pytest.mark.parametrize("size_px", [2, 2.5, 3])
def test_clumps_of_grain_are_as_wide_as_asked(size_px):
    grainy = noises.grain(flat(0.5), amount=0.05, size_px=size_px, colour=0, seed=1)
    assert width_of_autocorrelation(grainy[..., 0]) == pytest.approx(size_px, rel=0.15)


@pytest.mark.parametrize("size_px", [1, 2, 3])
def test_grain_has_its_amount_in_the_midtones_whatever_its_size(size_px):
    grainy = noises.grain(flat(0.5), amount=0.05, size_px=size_px, colour=0, seed=1)
    assert grainy.std() == pytest.approx(0.05, rel=0.06)


def test_grain_is_weak_in_white_and_black():
    midtones, shadows, lights = (
        noises.grain(flat(level), amount=0.04, size_px=2, colour=0, seed=1).std()
        for level in (0.5, 0.05, 0.95)
    )
    assert shadows < 0.5 * midtones
    assert lights < 0.5 * midtones


def test_grain_of_silver_is_grey_and_that_of_dyes_is_not():
    silver = noises.grain(flat(0.5), amount=0.05, size_px=2, colour=0.0, seed=1)
    dyes = noises.grain(flat(0.5), amount=0.05, size_px=2, colour=1.0, seed=1)
    np.testing.assert_allclose(silver[..., 0], silver[..., 2], atol=1e-6)
    assert abs(np.corrcoef(dyes[..., 0].ravel(), dyes[..., 2].ravel())[0, 1]) < 0.05
    assert dyes.std() == pytest.approx(silver.std(), rel=0.05)


@pytest.mark.parametrize("level", [0.2, 0.8])
def test_sensor_noise_grows_as_the_root_of_light_from_its_read_noise(level):
    noisy = noises.sensor_noise(flat(level), read=0.02, shot=0.05, colour=1, seed=1)
    assert noisy.std() == pytest.approx(np.sqrt(0.02**2 + 0.05**2 * level), rel=0.03)


def test_sensor_noise_has_no_clumps():
    noisy = noises.sensor_noise(flat(0.5), read=0.05, shot=0, colour=0, seed=1)
    assert abs(np.corrcoef(noisy[:, :-1, 0].ravel(), noisy[:, 1:, 0].ravel())[0, 1]) < 0.02


@pytest.mark.parametrize("vertical", [False, True])
def test_scanner_lines_run_along_one_direction(vertical):
    lined = noises.scanner_lines(flat(0.5), amount=0.04, vertical=vertical, seed=1)
    along, across = (0, 1) if vertical else (1, 0)
    assert lined.std(axis=along).max() == pytest.approx(0, abs=1e-5)
    assert lined[..., 0].mean(axis=along).std() == pytest.approx(0.02, rel=0.2)
    assert cv2.meanStdDev(lined.mean(axis=across))[1].max() < 0.001
