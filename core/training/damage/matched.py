"""Damage like an album's own: clean photos that are aged by it measure like the album's photos."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.images.colour import LUMA
from core.images.depth import to_levels, to_unit
from core.images.photo import RgbImage
from core.training.damage.chance import draw_colour, draw_filter, draw_jpeg, draw_seed
from core.training.damage.noises import SIZE_PER_SIGMA
from core.training.damage.recipe import DamageRecipe, Operation, apply_structure
from core.training.quality import Quality, measure_quality

ROUNDS = 8
PACE = np.array([1.0, 0.9, 0.8, 0.8])
"""Share of the remaining difference that a round corrects, for each fault."""
DYES = float(np.sum(LUMA**2))
"""Variance that is left in luma of noise which differs from channel to channel."""


@dataclass(frozen=True)
class Faults:
    """What is wrong with a photo, as it was scanned or taken.

    Attributes:
        blur_px: sigma of a Gaussian.
        noise: standard deviation of luma, in shares of full range.
        grain_px: coarseness of the noise, as the sigma of a Gaussian blur of white noise.
        jpeg: quality it was saved with, 100 down to 1.
    """

    blur_px: float
    noise: float
    grain_px: float
    jpeg: float

    def draw(self, rng: np.random.Generator) -> DamageRecipe:
        """A recipe with these faults, in the order in which lens, sensor and file add them."""
        colour = draw_colour(rng)
        noise = {
            "read": self.noise / (1 - colour + colour * DYES) ** 0.5,
            "shot": 0.0,
            "size_px": SIZE_PER_SIGMA * self.grain_px,
            "colour": colour,
            "seed": draw_seed(rng),
        }
        saved = draw_jpeg(rng, self.jpeg)
        blur = Operation("gaussian_blur", {"sigma_px": self.blur_px}, "blur")
        added = (Operation("sensor_noise", noise, "sensor"), saved)
        return DamageRecipe(
            filter=draw_filter(rng), structure=(blur, *added) if self.blur_px > 0.1 else added
        )


LEAST, WORST = Faults(0, 0.0005, 0.1, 97), Faults(4, 0.2, 1.2, 10)
GUESS = Faults(0.5, 0.01, 0.4, 85)
"""Where the search begins; it stays between the least and the worst."""


@dataclass(frozen=True)
class AlbumDamage:
    """The faults of an album's photos, one after another."""

    faults: tuple[Faults, ...]

    @property
    def typical(self) -> Faults:
        """The median of each fault over the album."""
        return _faults(np.median([_size(faults) for faults in self.faults], axis=0))

    def draw(self, rng: np.random.Generator) -> DamageRecipe:
        """Damage of one photo, drawn by chance."""
        return self.faults[rng.integers(len(self.faults))].draw(rng)


def match_damage(photos: Sequence[Quality], clean: Sequence[RgbImage]) -> AlbumDamage:
    """Find the faults with which clean photos measure like those of an album.

    Those of its typical photo are found by trial, so that the errors of the measures, which are the same on
    both sides, cancel out. As what a photo shows sways the measures too, each photo is taken to differ from
    the typical one only by the share of its difference in measures that content does not explain.

    Args:
        photos: what was measured in the album's photos, one or more.
        clean: uint8 (height, width, 3), one or more; the more they look like the album's, the better.
    """
    album = np.array([_reading(photo) for photo in photos])
    typical = np.median(album, axis=0)
    size, least, worst = (_size(faults) for faults in (GUESS, LEAST, WORST))
    for _ in range(ROUNDS):
        trial = _readings(clean, _faults(size))
        size = np.clip(size + PACE * (typical - np.median(trial, axis=0)), least, worst)
    own = np.maximum(0, 1 - (_spread(trial) / np.maximum(_spread(album), 1e-9)) ** 2)
    sizes = np.clip(size + PACE * own * (album - typical), least, worst)
    return AlbumDamage(tuple(map(_faults, sizes)))


def _readings(clean: Sequence[RgbImage], faults: Faults) -> NDArray[np.float64]:
    """What clean photos with these faults measure; the noise is the same in each round."""
    rngs = map(np.random.default_rng, range(len(clean)))
    aged = (apply_structure(to_unit(photo), faults.draw(rng)) for photo, rng in zip(clean, rngs, strict=True))
    return np.array([_reading(measure_quality(to_levels(photo))) for photo in aged])


def _reading(quality: Quality) -> NDArray[np.float64]:
    """The measures, each on a scale on which it changes as much as its fault does on that of `_size`."""
    noise, blockiness = max(quality.noise, LEAST.noise), max(quality.blockiness, 0.02)
    return np.array([quality.blur_px**2, np.log(noise), quality.grain_px, np.log(blockiness)])


def _size(faults: Faults) -> NDArray[np.float64]:
    return np.array([faults.blur_px**2, np.log(faults.noise), faults.grain_px, np.log(100 - faults.jpeg)])


def _faults(size: NDArray[np.float64]) -> Faults:
    blur, noise, grain, jpeg = map(float, size)
    return Faults(blur**0.5, float(np.exp(noise)), grain, 100 - float(np.exp(jpeg)))


def _spread(readings: NDArray[np.float64]) -> NDArray[np.float64]:
    upper, lower = np.quantile(readings, (0.75, 0.25), axis=0)
    return np.asarray(upper - lower)
