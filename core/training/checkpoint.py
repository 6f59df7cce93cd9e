"""A run's whole state in one file, replaced at once, so that it is never half-written."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from core.errors import TrainingError
from core.training.player import Player
from core.training.weights import Tensors, all_finite, assign_tensors, tensors_of
from core.whole_file import write_whole_file

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


def write_safetensors(path: Path, tensors: Tensors, metadata: dict[str, str] | None = None) -> None:
    """Write a safetensors file as a whole.

    Raises:
        TrainingError: the file cannot be written; what was there stays.
    """
    try:
        write_whole_file(path, save(tensors, metadata), replace=True)
    except OSError as error:
        raise TrainingError(
            f"{path} cannot be written ({error.strerror})",
            "a folder that can be written, with some free space",
            "Free some space, then resume the run.",
        ) from error


def read_safetensors(path: Path) -> Tensors:
    """What write_safetensors wrote; TrainingError if the file is damaged or gone."""
    try:
        with safe_open(path, "numpy") as file:
            return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 not a mapping
    except (SafetensorError, OSError) as error:
        raise _unreadable(path, error) from error


def read_metadata(path: Path) -> dict[str, str]:
    """What write_safetensors noted beside the tensors; TrainingError if the file is damaged or gone."""
    try:
        with safe_open(path, "numpy") as file:
            return dict(file.metadata() or {})
    except (SafetensorError, OSError) as error:
        raise _unreadable(path, error) from error


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
        )
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, error) from error
    tensors = read_safetensors(path)
    for name, player in players.items():
        assign_tensors(player.network.variables, tensors, f"{name}/")
        assign_tensors(player.optimizer.variables, tensors, f"{name}.optimizer/")
    return state


def _unreadable(path: Path, error: Exception) -> TrainingError:
    return TrainingError(
        f"The checkpoint {path} cannot be read ({error})",
        f"a checkpoint of format {FORMAT}",
        "Start a new run under another name.",
    )
