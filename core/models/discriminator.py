"""The discriminator: it tells originals from generated photos, patch by patch."""

import keras
from keras import layers


def build_discriminator(*, filters: int = 32) -> keras.Model:
    """Build a patch discriminator with spectral normalisation.

    Maps float32 RGB (batch, height, width, 3), 0..1, to logits (batch, height / 4, width / 4, 1),
    positive for "an original". The first two layers see every pixel alike (no stride), so that a
    pattern which repeats with the generator's sub-pixel tail cannot hide from them.

    Source: PatchGAN (Isola et al. 2017) with spectral normalisation (Miyato et al. 2018) of all but the
    first and the last convolution (Wang et al., Real-ESRGAN, 2021).
    """
    photo = keras.Input((None, None, 3), name="photo")
    x = layers.Rescaling(2.0, -1.0, name="to_symmetric")(photo)
    plan = ((1, 1), (1, 1), (2, 2), (2, 1), (4, 2), (4, 1))
    for index, (width, stride) in enumerate(plan):
        conv = layers.Conv2D(filters * width, 3, strides=stride, padding="same", name=f"conv{index}")
        x = (layers.SpectralNormalization(conv, name=f"{conv.name}_normalised") if index else conv)(x)
        x = layers.LeakyReLU(0.2, name=f"leaky{index}")(x)
    answers = layers.Conv2D(1, 3, padding="same", dtype="float32", name="answers")(x)
    return keras.Model(photo, answers, name="discriminator")
