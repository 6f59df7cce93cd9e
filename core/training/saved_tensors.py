"""Named arrays of a run in a safetensors file, with notes beside them."""

from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from core.errors import TrainingError
from core.training.weights import Tensors
from core.whole_file import write_whole_file


def write_safetensors(path: Path, tensors: Tensors, metadata: dict[str, str]) -> None:
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


def _unreadable(path: Path, error: Exception) -> TrainingError:
    return TrainingError(
        f"{path} cannot be read ({error})",
        "a whole safetensors file of this run",
        "Start a new run under another name.",
    )
