"""What light and time do to tones. Photos are float32 (height, width, 3), 0..1, and so are the results."""

import numpy as np

from core.images.colour import LUMA
from core.training.damage.arrays import Floats

FADED_TONE = np.float32(0.75)
"""The tone that faded photos tend to."""
YELLOW = np.array([0.0, 0.12, 0.55], np.float32)
"""Share of red, green and blue that wholly yellowed paper swallows."""
SEPIA = np.array([1.08, 0.96, 0.76], np.float32)
"""Toned silver: multiples of the luma in red, green and blue."""


def fade(photo: Floats, *, amount: float) -> Floats:
    """Take `amount` (0..1) of the contrast away; blacks turn grey before whites do."""
    return FADED_TONE + (photo - FADED_TONE) * np.float32(1 - amount)


def yellow(photo: Floats, *, amount: float) -> Floats:
    """Yellow the paper; `amount` is 0..1."""
    return photo * (1 - np.float32(amount) * YELLOW)


def tone_sepia(photo: Floats, *, amount: float) -> Floats:
    """Replace `amount` (0..1) of the colours by brown tones of nearly the same luma."""
    return _mixed(photo, np.minimum((photo @ LUMA)[..., np.newaxis] * SEPIA, 1), amount)


def grey(photo: Floats, *, amount: float) -> Floats:
    """Take `amount` (0..1) of the colour away."""
    return _mixed(photo, (photo @ LUMA)[..., np.newaxis], amount)


def vignette(photo: Floats, *, amount: float) -> Floats:
    """Darken towards the corners, which lose `amount` (0..1) of their light."""
    height, width = photo.shape[:2]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, np.newaxis, np.newaxis]
    x = np.linspace(-1, 1, width, dtype=np.float32)[:, np.newaxis]
    return photo * (1 - np.float32(amount / 2) * (x * x + y * y))


def _mixed(photo: Floats, toned: Floats, amount: float) -> Floats:
    return photo + np.float32(amount) * (toned - photo)
