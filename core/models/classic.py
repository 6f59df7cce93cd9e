"""The networks of the classic Keras SRGAN article: reproducible, and slower than ours.

Source: Ledig et al., Photo-Realistic Single Image Super-Resolution Using a GAN, 2017, figure 4,
with nearest-neighbour enlarging before each widening convolution in place of sub-pixel ones, and a
fully convolutional discriminator, as the widely used Keras implementations have it.
"""

from collections.abc import Callable

import keras
from keras import layers

from core.models.classic_start import Kernel, join_carriers, smooth_carriers, split_photo

Initializer = Callable[..., Kernel]

BATCH_MOMENTUM = 0.8


def build_classic_generator(*, filters: int = 64, blocks: int = 16) -> keras.Model:
    """Build the article's generator for scale 4.

    Maps float32 RGB (batch, height, width, 3), 0..1, to four times the height and width. Inside,
    values are -1..1 and the last layer is a tanh, so that results stay in range.

    Untrained, with 6 filters or more, it doubles the photo bilinearly, twice, but for the tanh's bend: see
    core.models.classic_start; the residual blocks start at zero (Goyal et al. 2017).
    """
    photo = keras.Input((None, None, 3), name="photo")
    x = layers.Rescaling(2.0, -1.0, name="to_symmetric")(photo)
    x = _conv(x, filters, 9, "head", split_photo, activation="relu")
    head = x
    for index in range(blocks):
        x = _residual_block(x, filters, f"block{index}")
    x = layers.Conv2D(filters, 3, padding="same", name="trunk")(x)
    x = _residual_norm(x, "trunk_norm")
    x = layers.Add(name="trunk_add")([x, head])
    for stage in range(2):
        x = layers.UpSampling2D(2, name=f"up{stage}")(x)
        x = _conv(x, 4 * filters, 3, f"up{stage}_conv", smooth_carriers, activation="relu")
    x = _conv(x, 3, 9, "tail", join_carriers, activation="tanh", dtype="float32")
    restored = layers.Rescaling(0.5, 0.5, dtype="float32", name="to_unit")(x)
    return keras.Model(photo, restored, name="classic_generator_x4")


def build_classic_discriminator(*, filters: int = 64) -> keras.Model:
    """Build the article's discriminator: nine convolution blocks that end in a map of answers.

    Maps float32 RGB (batch, height, width, 3), 0..1, to probabilities of being an original,
    (batch, height / 16, width / 16, 1): 14 x 14 answers for 224 px.
    """
    photo = keras.Input((None, None, 3), name="photo")
    x = layers.Rescaling(2.0, -1.0, name="to_symmetric")(photo)
    widths = (1, 1, 2, 2, 4, 4, 8, 8)
    for index, width in enumerate(widths):
        x = layers.Conv2D(filters * width, 3, strides=1 + index % 2, padding="same", name=f"conv{index}")(x)
        x = layers.LeakyReLU(0.2, name=f"leaky{index}")(x)
        if index:
            x = layers.BatchNormalization(momentum=BATCH_MOMENTUM, name=f"norm{index}")(x)
    x = layers.Conv2D(filters * 16, 1, name="conv8")(x)
    x = layers.LeakyReLU(0.2, name="leaky8")(x)
    answers = layers.Conv2D(1, 1, activation="sigmoid", dtype="float32", name="answers")(x)
    return keras.Model(photo, answers, name="classic_discriminator")


def _residual_block(x: keras.KerasTensor, filters: int, name: str) -> keras.KerasTensor:
    y = layers.Conv2D(filters, 3, padding="same", name=f"{name}_conv1")(x)
    y = layers.ReLU(name=f"{name}_relu")(y)
    y = layers.BatchNormalization(momentum=BATCH_MOMENTUM, name=f"{name}_norm1")(y)
    y = layers.Conv2D(filters, 3, padding="same", name=f"{name}_conv2")(y)
    y = _residual_norm(y, f"{name}_norm2")
    return layers.Add(name=f"{name}_add")([y, x])


def _residual_norm(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    """The last layer of what is added to its own input."""
    return layers.BatchNormalization(momentum=BATCH_MOMENTUM, gamma_initializer="zeros", name=name)(x)


def _conv(
    x: keras.KerasTensor, filters: int, side: int, name: str, start: Initializer, **options: object
) -> keras.KerasTensor:
    return layers.Conv2D(filters, side, padding="same", kernel_initializer=start, name=name, **options)(x)
