"""A discriminator that sees photos through the features of a VGG."""

import keras
from keras import layers, ops

from core.errors import ModelError

HEADS = "heads"
"""Name of the layer that holds all trained weights; its inputs are the feature maps."""


def build_projected_discriminator(features: keras.Model, *, filters: int = 64) -> keras.Model:
    """Build a discriminator out of frozen features and a small head on each of their maps from block 2 on.

    Those see structure from the first step on, where a discriminator that starts from pixels takes long to
    see more than texture; block 1 sees 5 px, and is the slowest. Maps float32 RGB (batch, height, width, 3),
    0..1, to a list of logits, positive for "an original": (batch, height / s, width / s, 1) for each such
    map, s its stride, 4 at least.

    Args:
        features: of core.models.features; its weights stay as they are.
        filters: of each head.

    Raises:
        ModelError: none of the features is deeper than block 1.

    Source: Sauer et al., Projected GANs Converge Faster, 2021, without its random mixing; spectral
    normalisation as in core.models.discriminator.
    """
    photo = keras.Input((None, None, 3), name="photo")
    maps = [keras.Input(seen.shape[1:], name=f"seen{index}") for index, seen in enumerate(features.outputs)]
    answers = [
        _answers(seen, filters, f"head{index}", stride=2 if _block(name) == 2 else 1)
        for index, (seen, name) in enumerate(zip(maps, features.output_names, strict=True))
        if _block(name) > 1
    ]
    if not answers:
        raise ModelError(
            f"Received the feature layers {', '.join(features.output_names)} for a projected discriminator",
            "a deeper one among them, such as block3_conv3",
            "Choose others, or the discriminator patch.",
        )
    heads = keras.Model(maps, answers, name=HEADS)
    seen = features(photo)
    return keras.Model(photo, heads(seen), name="projected_discriminator")


def _block(name: str) -> int:
    """The number of the block that the layer `name`, such as block3_conv3, is in."""
    return int(name.removeprefix("block").partition("_")[0])


def _answers(seen: keras.KerasTensor, filters: int, name: str, *, stride: int) -> keras.KerasTensor:
    x = layers.ReLU(name=f"{name}_relu")(seen)
    # Features are some hundreds long, and differ in that from map to map.
    x = x * ops.rsqrt(ops.mean(ops.square(x), axis=-1, keepdims=True) + 1.0)
    x = layers.Conv2D(filters, 1, name=f"{name}_conv0")(x)
    x = layers.LeakyReLU(0.2, name=f"{name}_leaky0")(x)
    conv = layers.Conv2D(filters, 3, strides=stride, padding="same", name=f"{name}_conv1")
    x = layers.SpectralNormalization(conv, name=f"{conv.name}_normalised")(x)
    x = layers.LeakyReLU(0.2, name=f"{name}_leaky1")(x)
    return layers.Conv2D(1, 3, padding="same", dtype="float32", name=f"{name}_answers")(x)
