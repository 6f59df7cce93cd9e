"""What lenses, shaking hands and resampling do to sharpness. No blur moves the picture.

Photos are float32 (height, width, 3), 0..1, and so are the results. Angles run clockwise from the horizontal.
"""

import math

import cv2
import numpy as np

from core.training.damage.arrays import Floats, bounded

RESAMPLING_FILTERS = {
    "area": cv2.INTER_AREA,
    "linear": cv2.INTER_LINEAR,
    "cubic": cv2.INTER_CUBIC,
    "lanczos": cv2.INTER_LANCZOS4,
    "nearest": cv2.INTER_NEAREST_EXACT,
}


def gaussian_blur(photo: Floats, *, sigma_px: float) -> Floats:
    """Isotropic Gaussian blur of standard deviation `sigma_px`."""
    return bounded(cv2.GaussianBlur(photo, (0, 0), sigma_px, borderType=cv2.BORDER_REFLECT_101))


def slanted_blur(photo: Floats, *, sigma_px: float, across_px: float, degrees: float) -> Floats:
    """Anisotropic Gaussian blur: sigma `sigma_px` along `degrees`, and `across_px` across them."""
    along, across = _rotated_grid(math.ceil(3 * max(sigma_px, across_px)), degrees)
    return _filtered(photo, np.exp(-0.5 * ((along / sigma_px) ** 2 + (across / across_px) ** 2)))


def motion_blur(photo: Floats, *, length_px: float, degrees: float) -> Floats:
    """A straight movement of `length_px` while the shutter was open."""
    along, across = _rotated_grid(math.ceil(length_px / 2) + 1, degrees)
    inside = np.clip((length_px + 1) / 2 - np.abs(along), 0, 1)
    return _filtered(photo, inside * np.clip(1 - np.abs(across), 0, 1))


def ring(photo: Floats, *, cutoff: float) -> Floats:
    """Cut off all frequencies above `cutoff` (0..1, of the highest) sharply, which rings beside edges.

    A separable truncated sinc, after Real-ESRGAN (Wang et al. 2021), section 3.3.
    """
    radius = 8
    kernel = np.sinc(cutoff * np.arange(-radius, radius + 1)).astype(np.float32)
    kernel /= kernel.sum()
    return bounded(cv2.sepFilter2D(photo, -1, kernel, kernel, borderType=cv2.BORDER_REFLECT_101))


def resample(photo: Floats, *, factor: float, down: str, up: str) -> Floats:
    """Shrink width and height by `factor` (0..1) and enlarge again, with filters of the given names.

    All but "area" alias on the way down, as cheap scanners do. "nearest" is for the way up only: on the
    way down it would move the picture.
    """
    height, width = photo.shape[:2]
    small = (max(2, round(width * factor)), max(2, round(height * factor)))
    shrunk = cv2.resize(photo, small, interpolation=RESAMPLING_FILTERS[down])
    return bounded(cv2.resize(shrunk, (width, height), interpolation=RESAMPLING_FILTERS[up]))


def _rotated_grid(radius: int, degrees: float) -> tuple[Floats, Floats]:
    offsets = np.arange(-radius, radius + 1, dtype=np.float32)
    x, y = np.meshgrid(offsets, offsets)
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return x * cosine + y * sine, y * cosine - x * sine


def _filtered(photo: Floats, kernel: Floats) -> Floats:
    kernel = kernel / kernel.sum()
    return bounded(cv2.filter2D(photo, -1, kernel, borderType=cv2.BORDER_REFLECT_101))
