"""How often and how badly photos are aged, by kind of damage."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from core.errors import OptionsError

if TYPE_CHECKING:
    import numpy as np

STRUCTURE = (
    "blur",
    "soft",
    "ringing",
    "resample",
    "grain",
    "sensor",
    "lines",
    "paper",
    "weave",
    "halftone",
    "jpeg",
    "second_jpeg",
)
"""Kinds of damage that restoring undoes."""
TONES = ("fading", "yellowing", "sepia", "grey", "vignette")
"""Kinds of damage that it keeps."""
KINDS = (*STRUCTURE, *TONES)


@dataclass(frozen=True)
class Dose:
    """One kind of damage.

    Attributes:
        chance: 0..1, share of the photos that get it.
        mild: its size at the least severity, where it can hardly be seen.
        strong: its size at full severity.
    """

    chance: float
    mild: float
    strong: float


@dataclass(frozen=True, kw_only=True)
class DamageOptions:
    """How photos are aged. Lengths are in pixels of the aged photo, amounts in shares of full range.

    A photo's severity is drawn evenly between `least_strength` and `strength`; below it, each kind of
    damage draws its own size, so that photos differ in what is wrong with them.

    Attributes:
        strength, least_strength: 0..1; at 0 a photo is left as it is.
        clean: share of photos that get no structure damage, besides those that happen to draw none: a
            network that sees too few of them softens good photos.
        single: share of photos that get one kind of structure damage by itself, by the kinds' chances. Where
            JPEG marks nearly always come with noise, a network learns to take fine texture in any JPEG
            for noise, and to leave the marks.
        least_share: 0..1. All chances of any other photo are multiplied by a share drawn evenly from this to
            1, so that some have few faults and some have many.
        blur: sigma of a Gaussian, or a shape as wide. soft: the same once more, from a second lens.
        ringing: overshoot beside edges, as the share of the spectrum that a sharp cut-off takes away.
        resample: share of width and height that is lost on the way down and up again.
        grain: of film, standard deviation in the mid-tones. grain_size: of its clumps.
        sensor: noise of a scanner or camera, standard deviation at full white.
        lines: streaks of a scanner. paper, weave, halftone: textures of the print.
        jpeg: quality, 100 down to 1. second_jpeg: of an earlier save.
        fading, yellowing, sepia, grey, vignette: tonal ageing, 0 none to 1 whole.
    """

    strength: float = 1.0
    least_strength: float = 0.0
    clean: float = 0.05
    single: float = 0.4
    least_share: float = 0.1
    blur: Dose = Dose(0.7, 0.2, 2.8)
    soft: Dose = Dose(0.2, 0.2, 1.2)
    ringing: Dose = Dose(0.12, 0.1, 0.65)
    resample: Dose = Dose(0.3, 0.0, 0.6)
    grain: Dose = Dose(0.55, 0.0, 0.2)
    grain_size: Dose = Dose(1.0, 1.0, 3.0)
    sensor: Dose = Dose(0.5, 0.0, 0.18)
    lines: Dose = Dose(0.08, 0.0, 0.04)
    paper: Dose = Dose(0.15, 0.0, 0.08)
    weave: Dose = Dose(0.06, 0.0, 0.07)
    halftone: Dose = Dose(0.05, 0.0, 0.2)
    jpeg: Dose = Dose(0.65, 96.0, 25.0)
    second_jpeg: Dose = Dose(0.2, 96.0, 35.0)
    fading: Dose = Dose(0.3, 0.0, 0.6)
    yellowing: Dose = Dose(0.2, 0.0, 0.6)
    sepia: Dose = Dose(0.08, 0.3, 1.0)
    grey: Dose = Dose(0.12, 1.0, 1.0)
    vignette: Dose = Dose(0.1, 0.0, 0.7)

    def __post_init__(self) -> None:
        if not 0 <= self.least_strength <= self.strength <= 1:
            raise OptionsError(
                f"Received damage from {self.least_strength} to {self.strength}",
                "strengths from 0 to 1, the least one first",
                "Choose both in that range.",
            )
        for name, value in vars(self).items():
            chance = value.chance if isinstance(value, Dose) else value
            if not 0 <= chance <= 1:
                raise OptionsError(
                    f"Received {chance} as the chance of {name}", "a share from 0 to 1", "Choose one."
                )

    def of_one_kind(self, rng: "np.random.Generator") -> Self:
        """These options with one kind of structure damage for certain, drawn by chance, and no other."""
        chances = [self._chance(name) for name in STRUCTURE]
        if not any(chances):
            return self
        kept = rng.choice(STRUCTURE, p=[chance / sum(chances) for chance in chances])
        return self._with_chances({name: float(name == kept) for name in STRUCTURE})

    def only(self, kinds: Sequence[str]) -> Self:
        """These options with no other damage than `kinds`, of which the commonest is most likely.

        Raises:
            OptionsError: one of them is not in KINDS, or there is none.
        """
        unknown = [name for name in kinds if name not in KINDS]
        if unknown or not kinds:
            raise OptionsError(
                f"Received {', '.join(unknown) or 'none'} as kinds of damage",
                f"some of {', '.join(KINDS)}",
                "Choose among these.",
            )
        commonest = max(self._chance(name) for name in kinds) or 1.0
        return self._with_chances(
            {name: self._chance(name) / commonest if name in kinds else 0.0 for name in KINDS}
        )

    def _chance(self, kind: str) -> float:
        dose: Dose = getattr(self, kind)
        return dose.chance

    def _with_chances(self, chances: dict[str, float]) -> Self:
        doses: dict[str, Any] = {
            name: replace(getattr(self, name), chance=chance) for name, chance in chances.items()
        }
        return replace(self, **doses)
