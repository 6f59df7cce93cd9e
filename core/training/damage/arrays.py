"""The array type of all kinds of damage, and its range."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
"""A photo while it is aged: float32 (height, width, 3), 0..1."""


def bounded(photo: Floats) -> Floats:
    """Clip to 0..1 in place."""
    return np.clip(photo, 0, 1, out=photo)
