"""Measures noise block by block, as the difference between a photo and its blurred copy."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

_SMOOTH_PX = 4
"""Sigma of the blur that noise is measured against."""

_BLOCK_PX = 8


def noise_in_blocks(luma: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Variance and neighbour covariance of what differs from the blurred photo, per block of 8 x 8 pixels.

    Texture counts as noise. Takes float32 (height, width), and returns two float32
    (height // 8, width // 8), in the squared unit of `luma`.
    """
    noise = luma - cv2.GaussianBlur(luma, (0, 0), _SMOOTH_PX)
    neighbours = (np.roll(noise, 1, axis=0) + np.roll(noise, 1, axis=1)) / 2
    return block_means(noise**2), block_means(noise * neighbours)


def coarseness_px(correlation: float) -> float:
    """Sigma of the Gaussian blur that gives white noise this `correlation` (-1..1) of adjacent pixels.

    By exp(-1 / (4 sigma^2)); 0 for 0.05 or less.
    """
    return 0.5 / math.sqrt(-math.log(min(correlation, 0.95))) if correlation > 0.05 else 0.0


def block_means(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Means of the whole 8 x 8 blocks of (height, width) values: float32 (height // 8, width // 8)."""
    rows, columns = values.shape[0] // _BLOCK_PX, values.shape[1] // _BLOCK_PX
    whole = values[: rows * _BLOCK_PX, : columns * _BLOCK_PX]
    means: NDArray[np.float32] = whole.reshape(rows, _BLOCK_PX, columns, _BLOCK_PX).mean(axis=(1, 3))
    return means
