"""The terms of the generator's loss, each a scalar.

Images are float32 (batch, height, width, 3), 0..1; feature maps are (batch, h, w, channels), one a layer.
"""

import math
from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

Tensor = Any
"""A tensor of Keras' backend; Keras ships no type for it."""

FEATURE_SCALE = 1 / 12.75
"""Ledig et al. 2017, section 3.2. Without it the article's adversarial term outweighs its content term."""
PHASES = 4
"""The sub-pixel tail makes 4 x 4 or 2 x 2 result pixels at a time, and may leave a pattern of that period."""
SORTED_SIDE = 24
"""Sorting all values of the first layers would take as long as the rest of the step."""


def pixel_loss(restored: Tensor, original: Tensor) -> Tensor:
    """Mean absolute error."""
    return ops.mean(ops.abs(restored - original))


def feature_distance(maps: Sequence[Tensor], original: Sequence[Tensor]) -> Tensor:
    """Mean absolute error of each map over the mean magnitude of the original's, averaged over the maps."""
    pairs = zip(maps, original, strict=True)
    ratios = [ops.mean(ops.abs(a - b)) / (ops.mean(ops.abs(b)) + 1e-6) for a, b in pairs]
    return sum(ratios) / len(ratios)


def direction_distance(maps: Sequence[Tensor], original: Sequence[Tensor]) -> Tensor:
    """LPIPS without its learnt weights (Zhang et al. 2018).

    The squared distance of the features after the ReLU, of unit length at each pixel, summed over maps.
    """
    pairs = zip(maps, original, strict=True)
    return sum(ops.mean(ops.sum(ops.square(_direction(a) - _direction(b)), axis=-1)) for a, b in pairs)


def distribution_distance(maps: Sequence[Tensor], original: Sequence[Tensor]) -> Tensor:
    """How far the features' values differ, wherever in the picture they are: texture may lie elsewhere.

    The 1-Wasserstein distance of each channel's values, of at most SORTED_SIDE x SORTED_SIDE in a picture,
    over the mean magnitude of the original's, averaged over the maps (Delbracio, Talebi and Milanfar,
    Projected Distribution Loss, 2021).
    """
    return feature_distance([_sorted_values(a) for a in maps], [_sorted_values(b) for b in original])


def feature_mse(maps: Sequence[Tensor], original: Sequence[Tensor]) -> Tensor:
    """SRGAN's content loss: mean squared error after the ReLU, of features scaled as in the paper."""
    pairs = zip(maps, original, strict=True)
    errors = [ops.mean(ops.square((ops.relu(a) - ops.relu(b)) * FEATURE_SCALE)) for a, b in pairs]
    return sum(errors) / len(errors)


def phase_loss(restored: Tensor, original: Tensor) -> Tensor:
    """How much the fine detail depends on a pixel's place in its 4 x 4 block.

    In a photo the mean of the fine detail, and of its size, is the same at each of the 16 places.
    Returns the spread of both over the places, relative to the size of the original's detail, averaged
    over the colours: of luma alone, patterns of colour would go unseen.
    """
    size = ops.mean(ops.abs(_fine_detail(original))) + 1e-4
    detail = _fine_detail(restored)
    means = [_phase_means(values) for values in (detail, ops.abs(detail))]
    # At a variance of 0, of an even picture, the root alone has no gradient.
    return sum(ops.mean(ops.sqrt(ops.var(places, axis=(0, 1)) + 1e-12)) for places in means) / size


def feature_maps(features: keras.Model, images: Tensor) -> list[Tensor]:
    """The features of images, one map a layer, in float32 whatever the network computes in."""
    return [ops.cast(a, "float32") for a in keras.tree.flatten(features(images))]


def _direction(features: Tensor) -> Tensor:
    """Those near 0 stay short: features of a photo's detail are some hundreds long."""
    seen = ops.relu(features)
    return seen * ops.rsqrt(ops.sum(ops.square(seen), axis=-1, keepdims=True) + 1.0)


def _sorted_values(features: Tensor) -> Tensor:
    """(batch, h, w, channels) -> (batch, channels, places), each row in ascending order."""
    stride = math.ceil(max(features.shape[1:3]) / SORTED_SIDE)
    features = features[:, ::stride, ::stride]
    batch, height, width, channels = features.shape
    rows = ops.transpose(ops.reshape(features, (batch, height * width, channels)), (0, 2, 1))
    return ops.sort(rows, axis=-1)


def _fine_detail(images: Tensor) -> Tensor:
    return images - ops.average_pool(images, 5, strides=1, padding="same")


def _phase_means(detail: Tensor) -> Tensor:
    """(batch, h, w, 3), both sides multiples of 4 -> (4, 4, 3)."""
    _, height, width, colours = detail.shape
    blocks = ops.reshape(detail, (-1, height // PHASES, PHASES, width // PHASES, PHASES, colours))
    return ops.mean(blocks, axis=(0, 1, 3))
