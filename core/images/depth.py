"""Conversion between samples of 8 bits, of 16 bits, and floats from 0 to 1."""

import numpy as np
from numpy.typing import NDArray

from core.images.photo import Pixels


def to_8_bit(samples: Pixels) -> Pixels:
    """Round uint16 samples, of any shape, to uint8 (65535 becomes 255); uint8 is returned as it is."""
    if samples.dtype == np.uint8:
        return samples
    rounded = ((np.arange(65536, dtype=np.uint32) + 128) // 257).astype(np.uint8)
    return rounded[samples]  # a table needs no wide copy of a large photo


def to_16_bit(samples: Pixels) -> Pixels:
    """Widen uint8 samples, of any shape, to uint16 (255 becomes 65535); uint16 is returned as it is."""
    return samples if samples.dtype == np.uint16 else samples.astype(np.uint16) * np.uint16(257)


def full_range(samples: Pixels, bits: int) -> Pixels:
    """Spread uint16 samples whose upper `bits` (8..16) alone are used over 0..65535."""
    return samples | (samples >> np.uint16(bits)) if bits < 16 else samples


def to_unit(levels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """0..255 -> 0..1, of any shape."""
    return np.multiply(levels, 1 / 255, dtype=np.float32)


def to_levels(shares: NDArray[np.float32]) -> NDArray[np.uint8]:
    """0..1 -> 0..255, of any shape, rounded; what is beyond is clipped."""
    return np.rint(np.clip(shares, 0, 1) * 255).astype(np.uint8)
