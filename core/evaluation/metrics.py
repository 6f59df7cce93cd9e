"""How close a restored photo is to its original: PSNR and SSIM on luma, as the literature measures."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import PhotoError

PEAK = 255.0
SSIM_WINDOW_PX = 11
SSIM_SIGMA_PX = 1.5
LUMA_OFFSET = 16.0
LUMA_WEIGHTS = np.array([65.481, 128.553, 24.966]) / PEAK
"""ITU-R BT.601, studio swing: full-range red, green, blue to luma of 16..235."""

Luma = NDArray[np.float64]


def psnr_y(restored: NDArray[np.uint8], original: NDArray[np.uint8], *, crop_px: int = 4) -> float:
    """Peak signal-to-noise ratio of luma in dB, infinite for equal images.

    Both are uint8 (height, width, 1 or 3) of one size; `crop_px` are cut at each border first.

    Raises:
        PhotoError: the sizes differ, or nothing is left to measure.
    """
    x, y = _comparable(restored, original, crop_px)
    squared_error = float(np.mean(np.square(x - y)))
    return math.inf if squared_error == 0 else 10 * math.log10(PEAK**2 / squared_error)


def ssim_y(restored: NDArray[np.uint8], original: NDArray[np.uint8], *, crop_px: int = 4) -> float:
    """Structural similarity of luma, at most 1 (Wang et al. 2004: 11 x 11 Gaussian window, sigma 1.5 px).

    Takes and raises what `psnr_y` does. Only windows that lie wholly inside are averaged.
    """
    x, y = _comparable(restored, original, crop_px)
    stabiliser_mean, stabiliser_variance = (0.01 * PEAK) ** 2, (0.03 * PEAK) ** 2
    mean_x, mean_y = _window_means(x), _window_means(y)
    variance_x = _window_means(x * x) - mean_x**2
    variance_y = _window_means(y * y) - mean_y**2
    covariance = _window_means(x * y) - mean_x * mean_y
    brightness = (2 * mean_x * mean_y + stabiliser_mean) / (mean_x**2 + mean_y**2 + stabiliser_mean)
    structure = (2 * covariance + stabiliser_variance) / (variance_x + variance_y + stabiliser_variance)
    return float(np.mean(brightness * structure))


def luma(pixels: NDArray[np.uint8]) -> Luma:
    """BT.601 luma, float64 (height, width), 16..235, of uint8 (height, width, 1 or 3)."""
    rgb = np.broadcast_to(pixels, (*pixels.shape[:2], 3)).astype(np.float64)
    return np.asarray(rgb @ LUMA_WEIGHTS + LUMA_OFFSET)


def require_measurable(pixels: NDArray[np.uint8], crop_px: int) -> None:
    """Raise PhotoError when too little of (height, width, channels) `pixels` is left to measure."""
    needed = SSIM_WINDOW_PX + 2 * crop_px
    if min(pixels.shape[:2]) < needed:
        raise PhotoError(
            f"Received images of {_size(pixels)}",
            f"at least {needed} px a side when {crop_px} px are cropped at each border",
            "Choose larger images or a smaller crop.",
        )


def _window_means(image: Luma) -> Luma:
    """Gaussian-weighted mean of each whole window, (height - 10, width - 10)."""
    margin = SSIM_WINDOW_PX // 2
    blurred = cv2.GaussianBlur(image, (SSIM_WINDOW_PX, SSIM_WINDOW_PX), SSIM_SIGMA_PX)
    return np.asarray(blurred[margin:-margin, margin:-margin])


def _comparable(restored: NDArray[np.uint8], original: NDArray[np.uint8], crop_px: int) -> tuple[Luma, Luma]:
    if restored.shape[:2] != original.shape[:2]:
        raise PhotoError(
            f"Received a restored image of {_size(restored)} for an original of {_size(original)}",
            "two images of one size",
            "Restore the photo again at the original's size.",
        )
    require_measurable(original, crop_px)
    inner = slice(crop_px, -crop_px or None)
    return luma(restored[inner, inner]), luma(original[inner, inner])


def _size(pixels: NDArray[np.uint8]) -> str:
    return f"{pixels.shape[1]} x {pixels.shape[0]} px"
