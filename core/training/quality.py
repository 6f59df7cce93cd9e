"""How good a photo is, in figures: its blur, noise and JPEG blocks, measured without an original."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.cropping import middle
from core.restoration.grain import measure_grain

SAMPLE_PX = 1024
EDGE_SHARE = 0.02
"""Of the pixels, those with the steepest slopes are taken for edges."""
SHARPEST_SHARE = 0.25
"""A photo is as sharp as its sharpest edges: the others may be soft things, or out of focus."""
REBLUR_PX = 1.0
BLOCK_PX = 8
BLURRED_PX = 0.7
NOISY = 0.01
BLOCKY = 0.1
"""Above these a photo counts as blurred, noisy or blocky."""


@dataclass(frozen=True)
class Quality:
    """What was measured in a photo's middle.

    Attributes:
        blur_px: sigma of the Gaussian that its sharpest edges look blurred by; sharp photos have 0.4 to 0.8.
        noise: standard deviation of its noise or grain, in shares of full range.
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
    grain = measure_grain(sample)
    grey = sample[..., 0] if sample.shape[2] == 1 else cv2.cvtColor(sample, cv2.COLOR_RGB2GRAY)
    luma = grey.astype(np.float32)
    return Quality(
        blur_px=_blur(luma),
        noise=float(np.quantile(grain.levels, 0.25)),  # where texture hardly counts
        grain_px=grain.radius_px,
        blockiness=max(0.0, (_blockiness(luma) + _blockiness(luma.T)) / 2),
    )


def _blur(luma: NDArray[np.float32]) -> float:
    """How slopes flatten under a known blur tells the blur before it (Zhuo and Sim 2011, equation 5)."""
    smooth = cv2.GaussianBlur(luma, (0, 0), 0.5)  # a little, against noise; taken off again below
    before, after = _slopes(smooth), _slopes(cv2.GaussianBlur(smooth, (0, 0), REBLUR_PX))
    edges = before >= max(float(np.quantile(before, 1 - EDGE_SHARE)), 1.0)
    if not edges.any():
        return 0.0
    ratio = np.quantile(before[edges] / np.maximum(after[edges], 1e-3), 1 - SHARPEST_SHARE)
    squared = REBLUR_PX**2 / max(float(ratio) ** 2 - 1, 1e-3)
    return float(np.sqrt(max(squared - 0.5**2, 0)))


def _slopes(luma: NDArray[np.float32]) -> NDArray[np.float32]:
    across, down = np.gradient(luma)
    slopes: NDArray[np.float32] = np.hypot(across, down)
    return slopes


def _blockiness(luma: NDArray[np.float32]) -> float:
    """Wang, Bovik and Evan (2000): steps across block borders against steps beside them, less one."""
    steps = np.abs(np.diff(luma, axis=1)).mean(axis=0)
    steps = steps[: len(steps) // BLOCK_PX * BLOCK_PX].reshape(-1, BLOCK_PX)
    if not len(steps):
        return 0.0
    by_phase = np.median(steps, axis=0)  # of many blocks, so that one straight edge counts little
    return float(by_phase.max() / max(np.median(by_phase), 0.1)) - 1
