"""Held-out photos: how well the generator does on what it has not seen."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from core.evaluation.metrics import psnr_y
from core.images.cropping import middle
from core.images.depth import to_levels, to_unit
from core.images.photo import RgbImage
from core.images.resizing import enlarge
from core.training.losses import Tensor, feature_distance, feature_maps
from core.training.patches import PairMaker
from core.training.photos import PhotoCache

Generator = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""float32 (1, h, w, 3), 0..1 -> (1, scale * h, scale * w, 3)."""

CROP_PX = 256
MAX_CROPS = 12
MAX_CROPS_OF_A_PHOTO = 3
"""Each has damage of its own, so that a few photos tell more."""
UNSEEN_DB = 50.0
"""No one sees the difference above this PSNR, which caps scores: equal images would make a mean infinite."""
SEED = 2**31
"""Of the inputs' damage: not the run's own seed, but the same for all runs, so that scores compare."""


class HeldOut:
    """Crops of photos that training never sees, with their inputs: the same ones through the run.

    Args:
        photos: the middle of each, then other places of large ones, 12 crops at most.
        pair: makes the inputs.
        scale: of the generator's result.
        features: what the perceptual score looks through; None leaves it out.
    """

    def __init__(
        self,
        photos: PhotoCache,
        pair: PairMaker,
        *,
        scale: int,
        features: keras.Model | None = None,
    ) -> None:
        self._scale, self._features = scale, features
        self.inputs: list[NDArray[np.float32]] = []
        self.originals: list[RgbImage] = []
        crops = (crop for turn in range(MAX_CROPS_OF_A_PHOTO) for crop in _crops(photos, turn))
        for index, crop in enumerate(islice(crops, MAX_CROPS)):
            height, width = (side // 4 * 4 for side in crop.shape[:2])
            whole_blocks = np.ascontiguousarray(crop[:height, :width])
            small, large = pair(whole_blocks, scale, np.random.default_rng((SEED, index)))
            self.inputs.append(small)
            self.originals.append(to_levels(large))

    def interpolated(self) -> list[RgbImage]:
        """The inputs, plainly enlarged."""
        return [enlarge(to_levels(small), self._scale) for small in self.inputs]

    def generated(self, generator: Generator, *, count: int | None = None) -> list[RgbImage]:
        """The generator's answers, to all inputs or to the first `count`."""
        return [to_levels(generator(small[None])[0]) for small in self.inputs[:count]]

    def score(self, images: Sequence[RgbImage], *, looks: bool = True) -> dict[str, float]:
        """Mean scores of `images` against the originals.

        "psnr_y" in dB, each image's at most UNSEEN_DB. Where there are features and `looks` are asked
        for, "perceptual": the perceptual loss, lower is better. It takes a second or more, where PSNR
        takes milliseconds.
        """
        decibels = [*map(psnr_y, images, self.originals)]
        scores = {"psnr_y": float(np.mean(np.minimum(decibels, UNSEEN_DB)))}
        if self._features and looks:
            maps = (feature_maps(self._features, _to_batch(image)) for image in images)
            distances = [*map(feature_distance, maps, self._original_maps)]
            scores["perceptual"] = float(np.mean([float(distance) for distance in distances]))
        return scores

    @cached_property
    def _original_maps(self) -> list[list[Tensor]]:
        return [feature_maps(self._features, _to_batch(original)) for original in self.originals]


def _crops(photos: PhotoCache, turn: int) -> Iterator[RgbImage]:
    """In turn 0 the middle of each photo; then another place of each that has room for so many crops."""
    for index in range(len(photos)):
        photo = photos[index]
        height, width = photo.shape[:2]
        if turn == 0:
            yield middle(photo, CROP_PX)
        elif (height // CROP_PX) * (width // CROP_PX) > turn:
            rng = np.random.default_rng((SEED, turn, index))
            top, left = (int(rng.integers(side - CROP_PX + 1)) for side in (height, width))
            yield photo[top : top + CROP_PX, left : left + CROP_PX]


def _to_batch(image: RgbImage) -> Tensor:
    return ops.convert_to_tensor(to_unit(image[None]))
