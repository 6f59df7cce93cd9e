"""From an architecture to its network."""

import keras

from core.models.card import Architecture
from core.models.classic import build_classic_generator
from core.models.generator import build_generator


def build_network(architecture: Architecture) -> keras.Model:
    """The untrained network of `architecture`; float32 RGB 0..1 in and out, see its builder."""
    if architecture.network == "classic":
        return build_classic_generator(filters=architecture.filters, blocks=architecture.blocks)
    return build_generator(architecture.scale, filters=architecture.filters, blocks=architecture.blocks)
