"""Draws recipes: which damage a photo gets, how much of it, and in which order.

The order is random, as in BSRGAN (Zhang et al. 2021); most kinds and their ranges are those of
Real-ESRGAN (Wang et al. 2021), with what film, prints and scanners add.
"""

from collections.abc import Callable

import numpy as np

from core.training.damage.chance import draw_colour, draw_filter, draw_jpeg, draw_seed
from core.training.damage.options import DamageOptions, Dose
from core.training.damage.recipe import DamageRecipe, Operation

CLEAN = DamageRecipe()
LEAST_SEVERITY = 0.25
"""Least size of each kind of damage, as a share of the photo's severity."""
BLURS = ("gaussian_blur", "slanted_blur", "motion_blur")


def draw_recipe(rng: np.random.Generator, options: DamageOptions) -> DamageRecipe:
    """Draw how a photo is aged. The same generator state and options give the same recipe."""
    severity = rng.uniform(options.least_strength, options.strength)
    if severity == 0:
        return CLEAN
    dice = _Dice(rng, severity, rng.uniform(options.least_share, 1))
    tone = _tones(dice, options)
    if rng.random() < options.clean:
        return DamageRecipe(tone=tone)
    if rng.random() < options.single:
        dice, options = _Dice(rng, severity, 1), options.of_one_kind(rng)
    middle = [operation for draw in _MIDDLE for operation in draw(dice, options)]
    before = [operation for operation in middle if operation.name in BLURS and rng.random() < 0.5]
    after = [operation for operation in middle if operation not in before]
    rng.shuffle(after)
    return DamageRecipe(
        tone=tone,
        optics=tuple(before),
        filter=draw_filter(rng),
        structure=(*after, *_jpeg(dice, options.jpeg)),
    )


class _Dice:
    """Draws for a photo of a given severity, on which all chances are multiplied by `share`, 0..1."""

    def __init__(self, rng: np.random.Generator, severity: float, share: float) -> None:
        self.rng, self._severity, self._share = rng, severity, share

    def happens(self, dose: Dose) -> bool:
        return bool(self.rng.random() < dose.chance * self._share)

    def size(self, dose: Dose) -> float:
        share = self._severity * self.rng.uniform(LEAST_SEVERITY, 1)
        return float(dose.mild + (dose.strong - dose.mild) * share)

    def between(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def one_of(self, *choices: str) -> str:
        return choices[self.rng.integers(len(choices))]


def _blur(dice: _Dice, dose: Dose, kind: str) -> list[Operation]:
    if not dice.happens(dose):
        return []
    sigma, degrees = dice.size(dose), dice.between(0, 180)
    match dice.one_of("even", "even", "slanted", "motion"):
        case "slanted":
            across = sigma * dice.between(0.3, 1)
            shape = {"sigma_px": sigma, "across_px": across, "degrees": degrees}
            return [Operation("slanted_blur", shape, kind)]
        case "motion":  # a straight line is as wide as a Gaussian of its length / sqrt(12)
            return [Operation("motion_blur", {"length_px": sigma * 12**0.5, "degrees": degrees}, kind)]
        case _:
            return [Operation("gaussian_blur", {"sigma_px": sigma}, kind)]


def _ringing(dice: _Dice, options: DamageOptions) -> list[Operation]:
    if not dice.happens(options.ringing):
        return []
    return [Operation("ring", {"cutoff": 1 - dice.size(options.ringing)}, "ringing")]


def _resampling(dice: _Dice, options: DamageOptions) -> list[Operation]:
    if not dice.happens(options.resample):
        return []
    parameters = {
        "factor": 1 - dice.size(options.resample),
        "down": dice.one_of("area", "linear", "cubic", "lanczos"),
        "up": dice.one_of("linear", "cubic", "lanczos", "nearest"),
    }
    return [Operation("resample", parameters)]


def _noise(dice: _Dice, options: DamageOptions) -> list[Operation]:
    operations = []
    if dice.happens(options.grain):
        parameters = {
            "amount": dice.size(options.grain),
            "size_px": dice.between(options.grain_size.mild, options.grain_size.strong),
            "colour": draw_colour(dice.rng),
            "seed": draw_seed(dice.rng),
        }
        operations.append(Operation("grain", parameters))
    if dice.happens(options.sensor):
        amount, share = dice.size(options.sensor), dice.between(0, 1)
        parameters = {
            "read": amount * (1 - share),
            "shot": amount * share,
            "colour": draw_colour(dice.rng),
            "seed": draw_seed(dice.rng),
        }
        operations.append(Operation("sensor_noise", parameters, "sensor"))
    if dice.happens(options.lines):
        streaks = {
            "amount": dice.size(options.lines),
            "vertical": bool(dice.rng.random() < 0.5),
            "seed": draw_seed(dice.rng),
        }
        operations.append(Operation("scanner_lines", streaks, "lines"))
    return operations


def _texture(dice: _Dice, options: DamageOptions) -> list[Operation]:
    operations = []
    if dice.happens(options.paper):
        parameters = {
            "amount": dice.size(options.paper),
            "size_px": dice.between(1.5, 6),
            "degrees": dice.between(0, 360),
            "seed": draw_seed(dice.rng),
        }
        operations.append(Operation("paper", parameters))
    for name, dose in (("weave", options.weave), ("halftone", options.halftone)):
        if dice.happens(dose):
            screen = {
                "amount": dice.size(dose),
                "pitch_px": dice.between(2.5, 8),
                "degrees": dice.between(0, 90),
                "phase": dice.between(0, 2 * np.pi),
            }
            operations.append(Operation(name, screen))
    return operations


def _jpeg(dice: _Dice, dose: Dose, kind: str | None = None) -> list[Operation]:
    return [draw_jpeg(dice.rng, dice.size(dose), kind)] if dice.happens(dose) else []


def _tones(dice: _Dice, options: DamageOptions) -> tuple[Operation, ...]:
    kinds = (
        ("grey", options.grey, None),
        ("tone_sepia", options.sepia, "sepia"),
        ("fade", options.fading, "fading"),
        ("yellow", options.yellowing, "yellowing"),
        ("vignette", options.vignette, None),
    )
    return tuple(
        Operation(name, {"amount": dice.size(dose)}, kind) for name, dose, kind in kinds if dice.happens(dose)
    )


_MIDDLE: tuple[Callable[[_Dice, DamageOptions], list[Operation]], ...] = (
    lambda dice, options: _blur(dice, options.blur, "blur"),
    lambda dice, options: _blur(dice, options.soft, "soft"),
    _ringing,
    _resampling,
    _noise,
    _texture,
    lambda dice, options: _jpeg(dice, options.second_jpeg, "second_jpeg"),
)
