"""A photo's own grain: measured where it is flat, and given back to the restored photo."""

import math
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.colour import LUMA
from core.images.cropping import middle
from core.images.noise import SMOOTH_PX, block_means, coarseness_px, noise_in_blocks
from core.images.photo import Pixels

_LUMA_STEPS = 8
_SAMPLE_PX = 2048
_UNCLIPPED = (0.01, 0.99)
"""Luma in which grain shows on both sides."""
_LEAST_VARIANCE = (0.3 / 255) ** 2
"""Of the blocks that count: what has less is a border that was drawn, or clipped in another colour space."""
_BEST_SHARE = 0.1
"""Of the blocks, by structure the flattest and by variance the calmest, with which all are compared."""
_MOST_STRUCTURE, _MOST_VARIANCE = 4, 12
"""In multiples of what the best blocks have at most; what is beyond is texture."""
_CALM_SHARE, _CALM_BIAS = 0.25, 1.15
"""The calmest of a luma step's flat blocks speak, as others may hold texture, and say a little too little."""
_FEWEST_BLOCKS = 8
_TEXTURE_PX = 1024
_STRIP_PX = 256


@dataclass(frozen=True)
class Grain:
    """Noise of a photo.

    Attributes:
        levels: (8,) standard deviation in shares of full range, for 8 even steps of luma from dark to bright.
        radius_px: its coarseness, as the sigma of a Gaussian blur of white noise; 0 is white.
        seed: made of the photo's content, so that a photo always gets the same grain.
    """

    levels: NDArray[np.float32]
    radius_px: float
    seed: int


def measure_grain(pixels: Pixels) -> Grain:
    """Measure the grain of `pixels` (uint8 or uint16, 1 or 3 channels) in its middle 2048 pixels.

    What differs from the blurred photo is grain where the photo is flat. So each luma step's level comes
    from its blocks that are about as flat as the photo's flattest, and where it has none, from the next
    steps. The correlation from pixel to pixel gives the radius.
    """
    sample = middle(pixels, _SAMPLE_PX)
    luma = _luma(sample)
    variance, products = noise_in_blocks(luma)
    tones = block_means(luma)
    whole = (tones > _UNCLIPPED[0]) & (tones < _UNCLIPPED[1]) & (variance > _LEAST_VARIANCE)
    if whole.sum() < _FEWEST_BLOCKS:
        return Grain(np.zeros(_LUMA_STEPS, np.float32), 0, 0)
    structure = block_means(cv2.Laplacian(cv2.GaussianBlur(luma, (0, 0), 2 * SMOOTH_PX), cv2.CV_32F) ** 2)
    flat = whole & (structure <= _MOST_STRUCTURE * np.quantile(structure[whole], _BEST_SHARE))
    most = _MOST_VARIANCE * np.quantile(variance[whole], _BEST_SHARE)
    steps = np.minimum(tones * _LUMA_STEPS, _LUMA_STEPS - 1).astype(int)
    levels: dict[int, float] = {}
    for step in range(_LUMA_STEPS):
        blocks = flat & (steps == step)
        if blocks.sum() >= _FEWEST_BLOCKS:
            levels[step] = _CALM_BIAS * math.sqrt(min(np.quantile(variance[blocks], _CALM_SHARE), most))
    if not levels:
        return Grain(np.zeros(_LUMA_STEPS, np.float32), 0, 0)
    every_step = np.interp(np.arange(_LUMA_STEPS), list(levels), list(levels.values())).astype(np.float32)
    correlation = float(np.median(products[flat])) / max(float(np.median(variance[flat])), 1e-12)
    return Grain(every_step, coarseness_px(correlation), zlib.crc32(sample.tobytes()))


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
