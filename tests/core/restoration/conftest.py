from collections.abc import Callable

import numpy as np
import pytest

from core.models.card import Architecture
from core.models.shapes import expected_shapes
from core.models.tensor_file import Weights
from core.restoration.openvino_engine import OpenVinoEngine


@pytest.fixture
def random_weights() -> Callable[..., Weights]:
    """Normally distributed tensors of deviation `gain`."""

    def make(architecture: Architecture, gain: float = 0.15) -> Weights:
        rng = np.random.default_rng(3)
        shapes = expected_shapes(architecture)
        return {name: gain * rng.standard_normal(shape, dtype=np.float32) for name, shape in shapes.items()}

    return make


@pytest.fixture
def tiny_engine(random_weights: Callable[..., Weights]) -> Callable[..., OpenVinoEngine]:
    """A float32 engine of 4 filters and 2 blocks; with `gain` 0 it enlarges by repeating pixels."""

    def make(scale: int = 4, gain: float = 0.15) -> OpenVinoEngine:
        architecture = Architecture(scale=scale, filters=4, blocks=2)
        return OpenVinoEngine(architecture, random_weights(architecture, gain), precision="f32")

    return make
