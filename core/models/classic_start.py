"""Initial kernels of the classic generator, with which it enlarges the photo plainly before any training.

The article draws all weights at random, and spends its first thousands of steps on finding the photo again.
Here 6 channels carry the photo through: the positive parts of its colours, and the negative ones, because
each ReLU lets only what is positive pass. A layer with fewer channels is drawn at random as a whole.

Each function is a Keras initializer for a kernel (height, width, channels in, channels out).
"""

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

Kernel = NDArray[np.float32]

COLOURS = 3
CARRIERS = 2 * COLOURS
TANH_GAIN = 1.25
"""The tanh of this many times the photo is nearest to the photo itself."""


def split_photo(shape: tuple[int, ...], dtype: str | None = None) -> Kernel:
    """For the first layer: parts the photo, -1..1, into carriers."""
    kernel = _drawn(shape, dtype)
    if shape[3] >= CARRIERS:
        kernel[..., :CARRIERS] = 0
        _centre(kernel)[:COLOURS, :CARRIERS] = np.hstack([np.eye(COLOURS), -np.eye(COLOURS)])
    return kernel


def smooth_carriers(shape: tuple[int, ...], dtype: str | None = None) -> Kernel:
    """For a 3 x 3 layer after nearest-neighbour doubling: makes it bilinear doubling of each carrier."""
    kernel = _drawn(shape, dtype)
    if min(shape[2:]) >= CARRIERS:
        kernel[..., :CARRIERS] = 0
        for carrier in range(CARRIERS):
            kernel[..., carrier, carrier] = np.outer((1, 2, 1), (1, 2, 1)) / 16
    return kernel


def join_carriers(shape: tuple[int, ...], dtype: str | None = None) -> Kernel:
    """For the last layer, before its tanh: makes the photo of the carriers, and leaves out all else."""
    kernel = _drawn(shape, dtype)
    if shape[2] >= CARRIERS:
        kernel[:] = 0
        _centre(kernel)[:CARRIERS] = TANH_GAIN * np.vstack([np.eye(COLOURS), -np.eye(COLOURS)])
    return kernel


def _drawn(shape: tuple[int, ...], dtype: str | None) -> Kernel:
    return np.array(ops.convert_to_numpy(keras.initializers.GlorotUniform()(shape, dtype)))


def _centre(kernel: Kernel) -> Kernel:
    """Its middle pixel's part, (channels in, channels out): a view."""
    centre: Kernel = kernel[kernel.shape[0] // 2, kernel.shape[1] // 2]
    return centre
