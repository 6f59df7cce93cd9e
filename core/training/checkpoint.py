"""A run's whole state in one file, replaced at once, so that it is never half-written."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.errors import TrainingError
from core.training.player import Player
from core.training.saved_tensors import read_metadata, read_safetensors, write_safetensors
from core.training.tally import Tally
from core.training.weights import Tensors, all_finite, assign_tensors, tensors_of

FORMAT = 1


@dataclass(frozen=True)
class RunState:
    """Where a run is; with the seed it determines every batch to come."""

    step: int
    used_s: float
    rate_factor: float
    """Lowered by every roll-back."""
    discriminator_factor: float = 1.0
    """Lowered, on top, whenever the discriminator saturates."""
    watched: Tally = field(default_factory=Tally)
    """See SaturationWatch.seen."""
    next_score: float = 0.0
    """Share of the budget at which a score is due; an earlier version's run is scored at once."""
    unreported: Tally = field(default_factory=Tally)
    """The steps since the last report."""


def save_checkpoint(path: Path, players: Mapping[str, Player], state: RunState) -> bool:
    """Write networks, optimizers and `state`; returns False, writing nothing, if a weight is not finite.

    Raises:
        TrainingError: the file cannot be written.
    """
    tensors: Tensors = {}
    for name, player in players.items():
        tensors |= tensors_of(player.network.variables, f"{name}/")
        tensors |= tensors_of(player.optimizer.variables, f"{name}.optimizer/")
    if not all_finite(tensors):
        return False
    about = {"format": FORMAT, **asdict(state)}
    write_safetensors(path, tensors, {"progress": json.dumps(about)})
    return True


def load_checkpoint(path: Path, players: Mapping[str, Player]) -> RunState:
    """Restore what save_checkpoint wrote.

    Raises:
        TrainingError: the file is damaged, of another version or of another network.
    """
    try:
        about = json.loads(read_metadata(path)["progress"])
        if about["format"] != FORMAT:
            raise ValueError(f"format {about['format']}")
        state = RunState(
            int(about["step"]),
            float(about["used_s"]),
            float(about["rate_factor"]),
            float(about.get("discriminator_factor", 1.0)),
            Tally(**about.get("watched", {})),
            float(about.get("next_score", 0.0)),
            Tally(**about.get("unreported", {})),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            f"The checkpoint {path} cannot be read ({error})",
            f"a checkpoint of format {FORMAT}",
            "Start a new run under another name.",
        ) from error
    tensors = read_safetensors(path)
    for name, player in players.items():
        assign_tensors(player.network.variables, tensors, f"{name}/")
        assign_tensors(player.optimizer.variables, tensors, f"{name}.optimizer/")
    return state
