import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.errors import DeviceError, ModelError
from core.models.card import Architecture, ModelCard
from core.models.store import StoredModel, save_model
from core.models.tensor_file import Weights
from core.restoration.opening import open_engine

RESTORE_WITHOUT_KERAS = """
import sys
from pathlib import Path
from core.models.store import load_model
from core.restoration.opening import open_engine
open_engine(load_model(Path(sys.argv[1])), device="cpu")
sys.exit(any(name in sys.modules for name in ("keras", "tensorflow", "torch")))
"""

RESTORE_ON_A_GPU = """
import sys
from contextlib import suppress
from pathlib import Path
from core.errors import DeviceError
from core.models.store import load_model
from core.restoration.opening import open_engine
with suppress(DeviceError):  # where there is none
    open_engine(load_model(Path(sys.argv[1])), device="gpu")
"""


@pytest.fixture
def model(tmp_path: Path, random_weights: Callable[..., Weights]) -> StoredModel:
    """A model of two ends: the faithful one repeats pixels, the detailed one does not."""
    architecture = Architecture(filters=2, blocks=1)
    card = ModelCard(name="tiny", version="1", architecture=architecture, kind="restore", detail=0.5)
    return save_model(tmp_path / "tiny", card, random_weights(architecture, 0), random_weights(architecture))


def test_detail_chooses_between_the_models_ends(model: StoredModel) -> None:
    tile = np.full((8, 8, 3), 0.5, np.float32)
    changes = {
        detail: np.abs(open_engine(model, detail=detail, device="cpu")(tile) - 0.5).max()
        for detail in (0, None, 1)
    }
    assert changes[0] == 0
    assert 0 < changes[None] < changes[1]


def test_restoring_on_the_cpu_imports_no_training_framework(model: StoredModel) -> None:
    subprocess.run([sys.executable, "-c", RESTORE_WITHOUT_KERAS, model.folder], check=True)


def test_gpu_that_is_not_there_is_an_error(model: StoredModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.restoration.opening.keras_sees_gpu", lambda: False)
    monkeypatch.setattr("core.restoration.openvino_engine.openvino_sees_gpu", lambda: False)
    with pytest.raises(DeviceError, match="'gpu'"):
        open_engine(model, device="gpu")


def test_looking_for_a_gpu_says_nothing_of_its_own(model: StoredModel) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TF_CPP_MIN_LOG_LEVEL"}
    command = [sys.executable, "-c", RESTORE_ON_A_GPU, model.folder]
    child = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert child.stdout + child.stderr == ""


def test_nvidia_device_that_keras_cannot_use_falls_back_to_the_cpu(
    model: StoredModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.restoration.opening.has_nvidia_device", lambda: True)
    monkeypatch.setattr("core.restoration.opening.keras_sees_gpu", lambda: False)
    monkeypatch.setattr("core.restoration.openvino_engine.openvino_sees_gpu", lambda: False)
    assert open_engine(model).device.startswith("CPU (OpenVINO")


def test_damaged_weights_are_refused(model: StoredModel) -> None:
    path = model.folder / "weights.safetensors"
    path.write_bytes(path.read_bytes()[:-1] + b"\x7f")
    with pytest.raises(ModelError, match="another content"):
        open_engine(model, detail=0, device="cpu")


def test_the_classic_network_runs_on_the_device_that_was_chosen(
    save_tiny_model: Callable[..., StoredModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    classic = save_tiny_model("article", network="classic")
    monkeypatch.setattr("core.restoration.opening.keras_sees_gpu", lambda: True)
    assert open_engine(classic, device="cpu").device.startswith("CPU (Keras")
    assert open_engine(classic, device="auto").device.startswith("GPU (Keras")
    monkeypatch.setattr("core.restoration.opening.keras_sees_gpu", lambda: False)
    assert open_engine(classic, device="auto").device.startswith("CPU (Keras")
    with pytest.raises(DeviceError, match="'gpu'"):
        open_engine(classic, device="gpu")
