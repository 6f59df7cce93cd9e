from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.errors import TrainingError
from core.training.saved_tensors import read_metadata, read_safetensors, write_safetensors


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "best.safetensors"
    write_safetensors(path, {"head/kernel": np.arange(6, dtype=np.float32)}, {"step": "7"})
    return path


def test_tensors_and_what_was_noted_beside_them_are_read_back(file: Path) -> None:
    assert np.array_equal(read_safetensors(file)["head/kernel"], np.arange(6))
    assert read_metadata(file) == {"step": "7"}


@pytest.mark.parametrize("read", [read_safetensors, read_metadata])
def test_a_damaged_file_is_named_and_not_called_a_checkpoint(
    file: Path, read: Callable[[Path], object]
) -> None:
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(TrainingError, match=r"best\.safetensors cannot be read") as refusal:
        read(file)
    assert "checkpoint" not in str(refusal.value)
