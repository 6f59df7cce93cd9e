"""The generator: a residual network that works at a part of the result's width and height."""

from typing import Any

import keras
from keras import layers, ops

from core.config import SCALES
from core.models.card import output_factor


class FastPReLU(layers.PReLU):
    """PReLU as max(x, alpha x), which is the same as long as alpha is at most 1.

    With Keras' own form a training step in bfloat16 took a quarter longer on a processor.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(alpha_constraint=_AtMostOne(), **options)

    def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
        """The activation of `inputs`."""
        return ops.maximum(inputs, self.alpha * inputs)


class _AtMostOne(keras.constraints.Constraint):
    def __call__(self, w: Any) -> Any:
        return ops.minimum(w, 1.0)


def build_generator(scale: int = 4, *, filters: int = 64, blocks: int = 16) -> keras.Model:
    """Build the generator for one scale.

    Maps float32 RGB (batch, height, width, 3), 0..1, to (batch, scale * height, scale * width, 3),
    not clipped. The trunk works at a quarter of the result's width and height, at scale 1 at half of
    them: it sees the inputs of scales 1 and 2 as 2 x 2 blocks, and their height and width must be even.

    Residual blocks without batch normalisation (EDSR, Lim et al. 2017), a sub-pixel tail without
    full-size convolutions (SRVGGNet, Wang et al. 2021) and a nearest-neighbour skip. The last
    convolution starts at zero, so an untrained generator is the nearest-neighbour enlargement.

    Raises:
        ValueError: `scale` is not 1, 2 or 4.
    """
    if scale not in SCALES:
        raise ValueError(f"Received scale={scale}; expected one of {SCALES}.")
    photo = keras.Input((None, None, 3), name="photo")
    factor = output_factor(scale)
    squeeze = factor // scale
    trunk = photo if squeeze == 1 else ops.space_to_depth(photo, squeeze)
    head = _conv(trunk, filters, "head")
    x = head
    for index in range(blocks):
        x = _residual_block(x, filters, f"block{index}")
    x = layers.Add(name="trunk_add")([_conv(x, filters, "trunk"), head])
    x = _conv(x, 3 * factor**2, "tail", kernel_initializer="zeros")
    # Residual and skip are summed in float32: bfloat16 would round the photo itself.
    detail = layers.Activation("linear", dtype="float32", name="detail")(x)
    detail = ops.depth_to_space(detail, factor)
    enlarged = photo if scale == 1 else layers.UpSampling2D(scale, name="enlarged", dtype="float32")(photo)
    restored = layers.Add(name="restored", dtype="float32")([detail, enlarged])
    return keras.Model(photo, restored, name=f"generator_x{scale}")


def _conv(x: keras.KerasTensor, filters: int, name: str, **options: object) -> keras.KerasTensor:
    return layers.Conv2D(filters, 3, padding="same", name=name, **options)(x)


def _residual_block(x: keras.KerasTensor, filters: int, name: str) -> keras.KerasTensor:
    y = _conv(x, filters, f"{name}_conv1")
    y = FastPReLU(shared_axes=(1, 2), name=f"{name}_prelu")(y)
    y = _conv(y, filters, f"{name}_conv2")
    return layers.Add(name=f"{name}_add")([x, y])
