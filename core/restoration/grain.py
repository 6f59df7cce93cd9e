"""Measures the grain that restoring takes out of a photo, and adds it to the restored photo again."""

import math
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.colour import LUMA
from core.images.noise import block_means, coarseness_px, noise_in_blocks
from core.images.photo import Pixels

_LUMA_STEPS = 8
_FEWEST_BLOCKS = 8
_TEXTURE_PX = 1024
_STRIP_PX = 256


@dataclass(frozen=True)
class Grain:
    """Noise that restoring takes out of a photo.

    Attributes:
        levels: (8,) standard deviation in shares of full range, for 8 even steps of luma from dark to bright.
        radius_px: its coarseness, as the sigma of a Gaussian blur of white noise; 0 is white.
        seed: made of the photo's content, so that a photo always gets the same grain.
    """

    levels: NDArray[np.float32]
    radius_px: float
    seed: int


def measure_grain(pixels: Pixels, restored: Pixels) -> Grain:
    """Measure the grain that restoring took out of `pixels`.

    Each luma step's level is the median of its blocks, since some blocks lose detail as well; a step that
    has hardly any blocks gets that of its neighbours. The correlation of adjacent pixels gives the radius.

    Args:
        pixels: uint8 or uint16, (height, width, 1 or 3).
        restored: the same at 1, 2 or 4 times the size.
    """
    height, width, _ = pixels.shape
    luma = _luma(pixels)
    taken = luma - cv2.resize(_luma(restored), (width, height), interpolation=cv2.INTER_AREA)
    variance, products = noise_in_blocks(taken)
    steps = np.minimum(block_means(luma) * _LUMA_STEPS, _LUMA_STEPS - 1).astype(int)
    levels: dict[int, float] = {}
    for step in range(_LUMA_STEPS):
        blocks = steps == step
        if blocks.sum() >= _FEWEST_BLOCKS:
            levels[step] = math.sqrt(np.median(variance[blocks]))
    if not levels:
        return Grain(np.zeros(_LUMA_STEPS, np.float32), 0, 0)
    every_step = np.interp(np.arange(_LUMA_STEPS), list(levels), list(levels.values())).astype(np.float32)
    correlation = float(np.median(products)) / max(float(np.median(variance)), 1e-12)
    return Grain(every_step, coarseness_px(correlation), zlib.crc32(pixels.tobytes()))


def add_grain(
    pixels: Pixels, grain: Grain, *, share: float, scale: int, place: tuple[int, int] = (0, 0)
) -> None:
    """Add `share` (0..1) of `grain` to `pixels` in place, `scale` times as coarse as it was measured.

    `pixels` are uint8 or uint16, (height, width, 1 or 3).

    `place` is where in the whole result the pixels are (row, column), for a part to look as it does there.
    """
    # An enlarged pixel is itself about as coarse as a blur of a third of it.
    radius_px = grain.radius_px if scale == 1 else scale * math.hypot(grain.radius_px, 0.35)
    top, left = place
    texture = np.float32(share) * np.roll(_texture(radius_px, grain.seed), (-top, -left), (0, 1))
    height, width, _ = pixels.shape
    texture = np.tile(texture, (1, -(-width // _TEXTURE_PX)))[:, :width]
    largest = np.float32(np.iinfo(pixels.dtype).max)
    centres = (np.arange(_LUMA_STEPS) + 0.5) / _LUMA_STEPS
    for row in range(0, height, _STRIP_PX):  # strips keep the memory small, and divide the texture evenly
        strip = pixels[row : row + _STRIP_PX]
        strength = np.interp(_luma(strip), centres, grain.levels).astype(np.float32)
        start = row % _TEXTURE_PX
        noise = strength * texture[start : start + strip.shape[0]] * largest
        strip[:] = np.clip(np.rint(strip + noise[..., np.newaxis]), 0, largest)


def _texture(radius_px: float, seed: int) -> NDArray[np.float32]:
    """Gaussian noise of deviation 1, (1024, 1024), that continues seamlessly from edge to edge."""
    white = np.random.default_rng(seed).standard_normal((_TEXTURE_PX, _TEXTURE_PX), dtype=np.float32)
    decay = np.exp(-2 * (np.pi * radius_px * np.fft.fftfreq(_TEXTURE_PX)) ** 2).astype(np.float32)
    spectrum = np.fft.rfft2(white) * decay[:, np.newaxis] * decay[: _TEXTURE_PX // 2 + 1]
    noise: NDArray[np.float32] = np.fft.irfft2(spectrum, white.shape).astype(np.float32)
    noise /= noise.std()
    return noise


def _luma(pixels: Pixels) -> NDArray[np.float32]:
    colours: NDArray[np.float32] = pixels.astype(np.float32)
    luma = colours[..., 0] if pixels.shape[2] == 1 else colours @ LUMA
    luma /= np.float32(np.iinfo(pixels.dtype).max)
    return luma
