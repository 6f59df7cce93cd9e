"""Weights and optimizer state as named NumPy arrays, and back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from core.errors import TrainingError

Tensors = dict[str, NDArray[Any]]


def tensors_of(variables: list[keras.Variable], prefix: str = "") -> Tensors:
    """Copies of the variables' values by path, for example "block0_conv1/kernel"."""
    return {prefix + v.path: np.array(ops.convert_to_numpy(v.value)) for v in variables}


def assign_tensors(
    variables: list[keras.Variable], tensors: Mapping[str, NDArray[Any]], prefix: str = ""
) -> None:
    """Set the variables by path.

    Raises:
        TrainingError: a tensor is missing or has another shape.
    """
    for variable in variables:
        value = tensors.get(prefix + variable.path)
        if value is None or value.shape != tuple(variable.shape):
            found = "none" if value is None else str(value.shape)
            raise TrainingError(
                f"Received {found} for the weights {prefix + variable.path}",
                f"a tensor of shape {tuple(variable.shape)}",
                "These weights belong to another network; start a new run.",
            )
        variable.assign(value)


@contextmanager
def averaging(network: keras.Model, optimizer: keras.optimizers.Optimizer) -> Iterator[None]:
    """Give the network its averaged weights for the block, and its own again afterwards."""
    own = tensors_of(network.trainable_variables)
    if int(optimizer.iterations):  # before the first step Keras' averages are zeros
        optimizer.finalize_variable_values(network.trainable_variables)
    try:
        yield
    finally:
        assign_tensors(network.trainable_variables, own)


def all_finite(tensors: Mapping[str, NDArray[Any]]) -> bool:
    """Whether no value is NaN or infinite."""
    return all(bool(np.isfinite(value).all()) for value in tensors.values())
