"""No-reference quality: a photo's blur, noise and JPEG blocks, measured without an original."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.cropping import middle
from core.images.noise import block_means, coarseness_px, noise_in_blocks

SAMPLE_PX = 1024
EDGE_SHARE = 0.005
"""Of the pixels, those with the steepest slopes are taken for edges."""
SHARPEST_SHARE = 0.25
"""A photo is as sharp as its sharpest edges: the others may be soft things, or out of focus."""
PREBLUR_PX, REBLUR_PX = 0.7, 2.0
BLOCK_PX = 8
CALMEST_SHARE = 0.05
"""Of a photo's blocks, those with the least contrast are taken for bare noise."""
CALMEST_BIAS = 1.2
"""Deviation of white noise over that of its calmest blocks."""
UNCLIPPED = (20, 235)
"""Grey levels between which noise is whole: beyond, black and white cut it off."""
BLURRED_PX = 0.95
NOISY = 0.01
"""Above these a photo counts as blurred or noisy."""


@dataclass(frozen=True)
class Quality:
    """What was measured in a photo's middle.

    Attributes:
        blur_px: sigma of the Gaussian that its sharpest edges look blurred by; sharp photos have 0.7 to 0.9.
        noise: standard deviation of its noise or grain where it is calmest, in shares of full range.
        grain_px: coarseness of that noise, as the sigma of a Gaussian blur of white noise; 0 is white.
        blockiness: how much steeper slopes are across JPEG blocks than inside them; 0: no blocks.
    """

    blur_px: float
    noise: float
    grain_px: float
    blockiness: float

    @property
    def is_clean(self) -> bool:
        """Whether it is neither blurred nor noisy."""
        return self.blur_px <= BLURRED_PX and self.noise <= NOISY


def measure_quality(pixels: NDArray[np.uint8]) -> Quality:
    """Measure uint8 `pixels` (height, width, 1 or 3) in their middle 1024 pixels."""
    sample = middle(pixels, SAMPLE_PX)
    grey = sample[..., 0] if sample.shape[2] == 1 else cv2.cvtColor(sample, cv2.COLOR_RGB2GRAY)
    luma = grey.astype(np.float32)
    noise, grain_px = _noise(luma)
    return Quality(
        blur_px=_blur(luma),
        noise=noise,
        grain_px=grain_px,
        blockiness=max(0.0, (_blockiness(luma) + _blockiness(luma.T)) / 2),
    )


def _blur(luma: NDArray[np.float32]) -> float:
    """How slopes flatten under a known blur tells the blur before it (Zhuo and Sim 2011, equation 5).

    A little blur first, taken off again, and edges that are still steep under the known one, keep noise out.
    """
    smooth = cv2.GaussianBlur(luma, (0, 0), PREBLUR_PX)
    before = _gradient_magnitude(smooth)
    after = _gradient_magnitude(cv2.GaussianBlur(smooth, (0, 0), REBLUR_PX))
    edges = after >= max(float(np.quantile(after, 1 - EDGE_SHARE)), 0.5)
    if not edges.any():
        return 0.0
    ratio = np.quantile(before[edges] / after[edges], 1 - SHARPEST_SHARE)
    squared = REBLUR_PX**2 / max(float(ratio) ** 2 - 1, 1e-3)
    return float(np.sqrt(max(squared - PREBLUR_PX**2, 0)))


def _noise(luma: NDArray[np.float32]) -> tuple[float, float]:
    """Deviation and coarseness of the calmest blocks: all others hold texture as well."""
    (variances, products), tones = noise_in_blocks(luma), block_means(luma)
    whole = (tones >= UNCLIPPED[0]) & (tones <= UNCLIPPED[1])
    if not whole.any():
        return 0.0, 0.0
    calmest = whole & (variances <= np.quantile(variances[whole], CALMEST_SHARE))
    variance = float(variances[calmest].mean())
    correlation = float(products[calmest].mean()) / max(variance, 1e-9)
    return CALMEST_BIAS * math.sqrt(variance) / 255, coarseness_px(correlation)


def _gradient_magnitude(luma: NDArray[np.float32]) -> NDArray[np.float32]:
    magnitude: NDArray[np.float32] = np.hypot(*np.gradient(luma))
    return magnitude


def _blockiness(luma: NDArray[np.float32]) -> float:
    """Wang, Bovik and Evan (2000): steps across block borders against steps beside them, less one."""
    steps = np.abs(np.diff(luma, axis=1)).mean(axis=0)
    steps = steps[: len(steps) // BLOCK_PX * BLOCK_PX].reshape(-1, BLOCK_PX)
    if not len(steps):
        return 0.0
    by_phase = np.median(steps, axis=0)  # of many blocks, so that one straight edge counts little
    return float(by_phase.max() / max(np.median(by_phase), 0.1)) - 1
