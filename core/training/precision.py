"""Which number format trains faster on this machine."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import keras
import numpy as np
from keras import ops

from core.training.options import Precision

WORTH_IT = 1.2
"""bfloat16 must be at least this many times as fast to be used."""


def faster_policy() -> Precision:
    """ "mixed_bfloat16" where a convolution gains from it, else "float32"; takes about a second."""
    single, half = (_convolution_s(dtype) for dtype in ("float32", "bfloat16"))
    return "mixed_bfloat16" if single > WORTH_IT * half else "float32"


@contextmanager
def building_in(policy: str) -> Iterator[None]:
    """Networks built in the block compute in that Keras policy; afterwards as before."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def _convolution_s(dtype: str) -> float:
    values = np.random.default_rng(0).random((16, 48, 48, 64), np.float32)
    photo = ops.cast(values, dtype)
    kernel = ops.cast(np.zeros((3, 3, 64, 64), np.float32), dtype)
    times = []
    for _ in range(8):
        start = time.perf_counter()
        ops.convert_to_numpy(ops.mean(ops.cast(ops.conv(photo, kernel, padding="same"), "float32")))
        times.append(time.perf_counter() - start)
    return min(times[2:])
