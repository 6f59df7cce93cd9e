"""Random choices that recipes drawn from options share with those drawn from an album's faults."""

import numpy as np

from core.training.damage.pairs import SHRINKING_FILTERS
from core.training.damage.recipe import Operation


def draw_colour(rng: np.random.Generator) -> float:
    """Half of all noise is grey, 0; the rest is coloured by a random share, up to 1."""
    return max(0.0, float(rng.uniform(-1, 1)))


def draw_seed(rng: np.random.Generator) -> int:
    """The seed of a random operation."""
    return int(rng.integers(1 << 32))


def draw_filter(rng: np.random.Generator) -> str:
    """The filter that a photo is shrunk with."""
    return str(rng.choice([*SHRINKING_FILTERS]))


def draw_jpeg(rng: np.random.Generator, quality: float, kind: str | None = None) -> Operation:
    """A save as most programs do it; the photo is a piece of a larger one."""
    parameters = {
        "quality": round(quality),
        "halved_colour": bool(rng.random() < 0.7),
        "left": int(rng.integers(16)),
        "top": int(rng.integers(16)),
    }
    return Operation("jpeg", parameters, kind)
