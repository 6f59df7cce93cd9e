"""Which tensors a network has, by name and shape, without building it."""

from core.models.card import Architecture

Shapes = dict[str, tuple[int, ...]]
"""Keras variable paths ("block0_conv1/kernel") and their shapes; kernels are (side, side, in, out)."""


def expected_shapes(architecture: Architecture) -> Shapes:
    """The tensors that weights of `architecture` consist of."""
    if architecture.network == "classic":
        return _classic_shapes(architecture)
    return _generator_shapes(architecture)


def _generator_shapes(architecture: Architecture) -> Shapes:
    filters = architecture.filters
    tail_channels = 3 * architecture.output_factor**2
    shapes = _convolution("head", tail_channels // architecture.scale**2, filters)
    for index in range(architecture.blocks):
        shapes |= _convolution(f"block{index}_conv1", filters, filters)
        shapes[f"block{index}_prelu/alpha"] = (1, 1, filters)
        shapes |= _convolution(f"block{index}_conv2", filters, filters)
    return shapes | _convolution("trunk", filters, filters) | _convolution("tail", filters, tail_channels)


def _classic_shapes(architecture: Architecture) -> Shapes:
    filters = architecture.filters
    shapes = _convolution("head", 3, filters, side=9)
    for index in range(architecture.blocks):
        for half in (1, 2):
            shapes |= _convolution(f"block{index}_conv{half}", filters, filters)
            shapes |= _normalisation(f"block{index}_norm{half}", filters)
    shapes |= _convolution("trunk", filters, filters) | _normalisation("trunk_norm", filters)
    shapes |= _convolution("up0_conv", filters, 4 * filters)
    shapes |= _convolution("up1_conv", 4 * filters, 4 * filters)
    return shapes | _convolution("tail", 4 * filters, 3, side=9)


def _convolution(name: str, inputs: int, outputs: int, *, side: int = 3) -> Shapes:
    return {f"{name}/kernel": (side, side, inputs, outputs), f"{name}/bias": (outputs,)}


def _normalisation(name: str, channels: int) -> Shapes:
    return {f"{name}/{part}": (channels,) for part in ("gamma", "beta", "moving_mean", "moving_variance")}
