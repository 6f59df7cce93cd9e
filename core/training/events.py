"""What a training run reports while it goes on, as values, as JSON lines and as rows of its tables."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, get_args

SHARES = {"real", "fooled"}
"""Metrics of a step that are shares of photos, see core.training.games; the others are losses."""
LOSS_PREFIX = "loss_"
"""Begins the columns of a run's metrics that hold a step's losses and shares."""
BASELINE_PREFIX = "baseline_"
"""Begins the columns of a run's scores that are those of plain enlarging."""
SCORE_NAMES = {"psnr_y": "PSNR on luma (dB)", "perceptual": "distance in features (less is better)"}

GOOD_JPEG = 95.0
"""From this quality on no one sees that a photo was saved as JPEG, so it is not reported."""


@dataclass(frozen=True, kw_only=True)
class DownloadAdvanced:
    """VGG19 is downloaded before the run begins; `done` of its `total` bytes are here."""

    done: float
    total: float


@dataclass(frozen=True, kw_only=True)
class RunStarted:
    """A run has begun.

    `folder` holds everything of it; `photos` are learnt from, `rejected` maps the paths of others to
    reasons. `faults` are those that were found in the album, see core.training.damage.matched.Faults, if
    it learns by them. `missing_features` tells why `features` stand in for better ones, if they do.
    """

    folder: str
    name: str
    photos: int
    held_out: int
    rejected: dict[str, str]
    device: str
    precision: str
    features: str
    parameters: int
    faults: dict[str, float] = field(default_factory=dict)
    resumed_at_step: int = 0
    missing_features: str = ""
    set_aside: int = 0
    """Photos that are usable, but less sharp than the others."""


@dataclass(frozen=True, kw_only=True)
class StepDone:
    """`losses` are means since the last such event; `waiting` is the share of time without data."""

    step: int
    done: float
    """Share of the budget that is used, 0..1."""
    losses: dict[str, float]
    learning_rate: float
    waiting: float
    elapsed_s: float
    remaining_s: float

    @property
    def row(self) -> dict[str, float]:
        """For the run's table of metrics."""
        return {
            "step": self.step,
            "elapsed_s": self.elapsed_s,
            "learning_rate": self.learning_rate,
            "waiting": self.waiting,
            **{LOSS_PREFIX + name: value for name, value in self.losses.items()},
        }


@dataclass(frozen=True, kw_only=True)
class Scored:
    """Held-out score; `scores` has "psnr_y" (dB) and, where measured, more; `baseline` is plain enlarging."""

    step: int
    scores: dict[str, float]
    baseline: dict[str, float]

    @property
    def row(self) -> dict[str, float]:
        """For the run's table of scores: of the baseline too, what was measured this time."""
        baseline = {BASELINE_PREFIX + name: self.baseline[name] for name in self.scores}
        return {"step": self.step, **self.scores, **baseline}


@dataclass(frozen=True, kw_only=True)
class SampleSaved:
    """A picture: interpolated at the left, then generated, and in scorings the original at the right."""

    step: int
    path: str


@dataclass(frozen=True, kw_only=True)
class RolledBack:
    """The run went back to its last good weights with a lower rate."""

    step: int
    reason: str
    learning_rate: float


@dataclass(frozen=True, kw_only=True)
class DiscriminatorSlowed:
    """The discriminator told all photos apart for long; from here it learns at `factor` of its rate."""

    step: int
    factor: float


@dataclass(frozen=True, kw_only=True)
class RunFinished:
    """`model` is the saved model folder; `kept` tells whether it won against its base (the gate)."""

    folder: str
    model: str
    kept: bool
    verdict: str
    step: int
    scores: dict[str, float]
    reference: dict[str, float] = field(default_factory=dict)
    """Scores of what the model had to beat: its base model, or plain enlarging."""
    rival: str = ""
    """Name of that base model; empty for plain enlarging."""
    stopped_early: bool = False


TrainingEvent = (
    DownloadAdvanced
    | RunStarted
    | StepDone
    | Scored
    | SampleSaved
    | RolledBack
    | DiscriminatorSlowed
    | RunFinished
)
OnEvent = Callable[[TrainingEvent], None]

_EVENTS = {cls.__name__: cls for cls in get_args(TrainingEvent)}


def to_json(event: TrainingEvent) -> str:
    """One line; from_json reads it back."""
    return json.dumps({"event": type(event).__name__, **asdict(event)}, allow_nan=True)


def from_json(line: str) -> TrainingEvent:
    """Raises ValueError when `line` is not such an event."""
    fields: dict[str, Any] = json.loads(line)
    try:
        event: TrainingEvent = _EVENTS[fields.pop("event")](**fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"Received {line[:200]!r}; expected a training event as JSON.") from error
    return event
