"""The discriminator: it tells originals from generated photos, patch by patch."""

import keras
from keras import layers


def build_discriminator(*, filters: int = 32) -> keras.Model:
    """Build a patch discriminator with spectral normalisation.

    Maps float32 RGB (batch, height, width, 3), 0..1, to logits (batch, height / 4, width / 4, 1),
    positive for "an original". The first two layers see every pixel alike (no stride), so that a
    pattern which repeats with the generator's sub-pixel tail cannot hide from them.

    Source: PatchGAN (Isola et al. 2017) with spectral normalisation (Miyato et al. 2018).
    """
    photo = keras.Input((None, None, 3), name="photo")
    x = layers.Rescaling(2.0, -1.0, name="to_symmetric")(photo)
    plan = ((1, 1), (1, 1), (2, 2), (2, 1), (4, 2), (4, 1))
    for index, (width, stride) in enumerate(plan):
        x = _normalised_conv(x, filters * width, stride, f"conv{index}")
        x = layers.LeakyReLU(0.2, name=f"leaky{index}")(x)
    answers = layers.Conv2D(1, 3, padding="same", dtype="float32", name="answers")(x)
    return keras.Model(photo, answers, name="discriminator")


def _normalised_conv(x: keras.KerasTensor, filters: int, stride: int, name: str) -> keras.KerasTensor:
    conv = layers.Conv2D(filters, 3, strides=stride, padding="same", name=name)
    return layers.SpectralNormalization(conv, name=f"{name}_normalised")(x)
