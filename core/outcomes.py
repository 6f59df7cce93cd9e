"""What became of each photo of a batch."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Restored:
    """The result is written. Sizes are (width, height) in px; `device` and `model` are what restored it.

    `seconds` is the time for restoring and writing; `notes` are things the user should know.
    """

    source: Path
    target: Path
    size: tuple[int, int]
    result_size: tuple[int, int]
    seconds: float
    device: str
    model: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """The photo was left alone on purpose."""

    source: Path
    target: Path
    reason: str


@dataclass(frozen=True, kw_only=True)
class Failed:
    """Nothing is written for this photo; `reason` is shown to the user."""

    source: Path
    reason: str


PhotoOutcome = Restored | Skipped | Failed


@dataclass(frozen=True)
class BatchReport:
    """The outcomes in the order of the work."""

    outcomes: tuple[PhotoOutcome, ...]

    @property
    def restored(self) -> list[Restored]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, Restored)]

    @property
    def skipped(self) -> list[Skipped]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, Skipped)]

    @property
    def failed(self) -> list[Failed]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, Failed)]
