import math

import numpy as np
import pytest

from core.errors import PhotoError
from core.evaluation.metrics import luma, psnr_y, ssim_y


def noisy_pair(channels=3, height=40, width=48):
    rng = np.random.default_rng(5)
    original = rng.integers(0, 256, (height, width, channels), dtype=np.uint8)
    noise = rng.integers(-20, 21, original.shape)
    return np.clip(original + noise, 0, 255).astype(np.uint8), original


def test_luma_of_black_and_white_is_16_and_235():
    pixels = np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8)
    assert luma(pixels).tolist() == [[pytest.approx(16), pytest.approx(235)]]


def test_green_counts_most_and_blue_least():
    red, green, blue = (luma(np.eye(3, dtype=np.uint8)[i].reshape(1, 1, 3) * 255)[0, 0] for i in range(3))
    assert green > red > blue


def test_psnr_of_a_constant_difference_follows_the_definition():
    original = np.full((32, 32, 3), 100, np.uint8)
    difference = 10 * 219 / 255  # ten full-range grey levels in studio swing
    expected = 20 * math.log10(255 / difference)
    assert psnr_y(original + np.uint8(10), original) == pytest.approx(expected)


def test_equal_images_score_infinite_psnr_and_ssim_one():
    _, original = noisy_pair()
    assert psnr_y(original, original) == math.inf
    assert ssim_y(original, original) == pytest.approx(1)


def test_border_is_not_measured():
    _, original = noisy_pair()
    framed = original.copy()
    framed[:4] = framed[-4:] = 0
    framed[:, :4] = framed[:, -4:] = 0
    assert psnr_y(framed, original) == math.inf
    assert psnr_y(framed, original, crop_px=3) < 40


def test_ssim_agrees_with_a_direct_sum_over_every_window():
    restored, original = noisy_pair(height=24, width=22)
    offset = np.arange(11) - 5
    weights = np.exp(-(offset[:, None] ** 2 + offset[None] ** 2) / (2 * 1.5**2))
    weights /= weights.sum()
    x, y = luma(restored)[4:-4, 4:-4], luma(original)[4:-4, 4:-4]
    scores = []
    for top in range(x.shape[0] - 10):
        for left in range(x.shape[1] - 10):
            a, b = x[top : top + 11, left : left + 11], y[top : top + 11, left : left + 11]
            mean_a, mean_b = (weights * a).sum(), (weights * b).sum()
            var_a, var_b = (weights * (a - mean_a) ** 2).sum(), (weights * (b - mean_b) ** 2).sum()
            covariance = (weights * (a - mean_a) * (b - mean_b)).sum()
            c1, c2 = 2.55**2, 7.65**2
            numerator = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
            scores.append(numerator / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2)))
    assert ssim_y(restored, original) == pytest.approx(np.mean(scores), abs=1e-9)


def test_grey_image_scores_like_its_three_equal_channels():
    restored, original = noisy_pair(channels=1)
    in_colour = restored.repeat(3, axis=2), original.repeat(3, axis=2)
    assert psnr_y(restored, original) == pytest.approx(psnr_y(*in_colour))
    assert ssim_y(restored, original) == pytest.approx(ssim_y(*in_colour))


def test_different_sizes_are_refused_with_both_sizes_named():
    restored, original = noisy_pair()
    with pytest.raises(PhotoError, match=r"48 x 39 px.*48 x 40 px"):
        psnr_y(restored[:-1], original)


def test_image_smaller_than_one_window_is_refused():
    restored, original = noisy_pair(height=18)
    with pytest.raises(PhotoError, match="at least 19 px"):
        ssim_y(restored, original)
