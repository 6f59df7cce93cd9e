"""Recommended settings, for what the options of a run leave open."""

from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from core.errors import OptionsError
from core.models.card import Network
from core.training.options import Decay, DiscriminatorName, OptimizerName, TrainingOptions

FEATURE_LAYERS = {
    "vgg16": ("block2_conv2", "block3_conv3", "block4_conv3"),
    "vgg19": ("block2_conv2", "block3_conv4", "block4_conv4"),
}
"""What the perceptual loss compares in each trunk."""


@dataclass(frozen=True, kw_only=True)
class LossWeights:
    """How much each term of the generator's loss counts; with weight 0 it is only reported.

    Raises:
        OptionsError: all are 0.
    """

    pixel: float = 1.0
    perceptual: float = 1.0
    direction: float = 0.0
    distribution: float = 0.0
    adversarial: float = 0.05
    phase: float = 0.5

    def __post_init__(self) -> None:
        if not any(astuple(self)):
            raise OptionsError(
                "Received a loss whose weights are all 0", "one above 0", "Change it and try again."
            )


@dataclass(frozen=True, kw_only=True)
class Preset:
    """The settings of a run.

    Attributes:
        learning_rate: peak of the schedule. decay: how it falls from there.
        optimizer: the generator's. beta_1: decay rate of Adam's first moment.
        discriminator: whom our own network learns detail against.
        loss: weights of the generator's loss.
        feature_layers: what the perceptual loss compares. None: the trunk's own FEATURE_LAYERS.
        discriminator_pace: the discriminator's learning rate over the generator's.
        report_steps: steps between reports. None: reports go by time.
    """

    learning_rate: float
    decay: Decay = "cosine"
    optimizer: OptimizerName = "adam"
    beta_1: float = 0.9
    discriminator: DiscriminatorName | None = None
    loss: LossWeights
    feature_layers: tuple[str, ...] | None = None
    discriminator_pace: float = 1.0
    report_steps: int | None = None


FIDELITY = Preset(
    # From scratch, Muon gained in 150 steps what Adam gained in 600. At 4e-3 it diverged.
    learning_rate=1e-3,
    optimizer="muon",
    loss=LossWeights(perceptual=0.0, adversarial=0.0, phase=0.0),
)
TUNING = replace(FIDELITY, learning_rate=2e-4, optimizer="adam")
"""For an album's own damage: at the full rate a good model first forgets, and a mesh may stay behind."""
DETAIL = Preset(
    learning_rate=2e-4,
    loss=LossWeights(),
    discriminator="patch",
    # Spectral normalisation slows it: at the generator's own rate it had learnt nothing after 80 steps.
    discriminator_pace=5.0,
)
CLASSIC = Preset(
    learning_rate=2e-4,
    decay="none",
    beta_1=0.5,
    loss=LossWeights(pixel=0.0, perceptual=100.0, adversarial=1.0, phase=0.0),
    feature_layers=("block3_conv3",),
    report_steps=20,
)
"""The article's."""


def settings_of(options: TrainingOptions, network: Network, *, is_tuned: bool = False) -> Preset:
    """The preset for what is trained, with what `options` choose instead.

    `is_tuned` tells that it learns the album's own damage.
    """
    alone = TUNING if is_tuned else FIDELITY
    preset = CLASSIC if network == "classic" else DETAIL if options.is_adversarial else alone
    loss = replace(preset.loss, **_chosen(options, LossWeights, "_weight"))
    return replace(preset, loss=loss, **_chosen(options, Preset))


def classic_options(**changes: Any) -> TrainingOptions:
    """The article's run: 224 px originals, batches of 2; `changes` come on top."""
    return TrainingOptions(
        **{"network": "classic", "objective": "detail", "patch_px": 224, "batch": 2, **changes}
    )


def _chosen(options: TrainingOptions, kind: type, suffix: str = "") -> dict[str, Any]:
    values = {field.name: getattr(options, field.name + suffix, None) for field in fields(kind)}
    return {name: value for name, value in values.items() if value is not None}
