"""Chooses the model and the device that options ask for, and opens an engine."""

import shutil
from pathlib import Path

from core.config import Device, RestoreOptions
from core.errors import DeviceError
from core.keras_import import import_keras, keras_sees_gpu
from core.models.card import Architecture
from core.models.store import StoredModel, default_model, find_model
from core.models.tensor_file import Weights
from core.restoration.engine import Engine


def chosen_model(options: RestoreOptions) -> StoredModel:
    """The model that `options` name, or else the best one for their scale.

    Raises:
        ModelError: there is none, or it is broken.
    """
    return find_model(options.model) if options.model else default_model(options.scale)


def open_engine(model: StoredModel, *, detail: float | None = None, device: Device = "auto") -> Engine:
    """Load `model` for restoring.

    Args:
        model: whose network runs.
        detail: 0..1, see `StoredModel.weights`.
        device: "auto" looks for a GPU only where there is an NVIDIA device, since looking costs seconds.

    Raises:
        ModelError: the weights are damaged.
        DeviceError: "gpu" was asked for and there is none that can be used.
    """
    architecture = model.card.architecture
    weights = model.weights(detail)
    if architecture.network == "classic":
        return _open_classic(architecture, weights, device)
    if device == "gpu" or (device == "auto" and has_nvidia_device()):
        engine = _open_on_gpu(architecture, weights)
        if engine is not None:
            return engine
    if device == "gpu":
        raise _no_gpu("Keras or OpenVINO")
    from core.restoration.openvino_engine import OpenVinoEngine

    return OpenVinoEngine(architecture, weights)


def has_nvidia_device() -> bool:
    """Whether an NVIDIA driver is installed, told without importing anything."""
    return Path("/dev/nvidia0").exists() or shutil.which("nvidia-smi") is not None


def _open_classic(architecture: Architecture, weights: Weights, device: Device) -> Engine:
    """The article's network, which Keras alone runs."""
    import_keras()
    from core.restoration.keras_engine import KerasEngine

    on_gpu = device != "cpu" and keras_sees_gpu()
    if device == "gpu" and not on_gpu:
        raise _no_gpu("Keras")
    return KerasEngine(architecture, weights, on_gpu=on_gpu)


def _open_on_gpu(architecture: Architecture, weights: Weights) -> Engine | None:
    if keras_sees_gpu():
        from core.restoration.keras_engine import KerasEngine

        return KerasEngine(architecture, weights, on_gpu=True)
    from core.restoration.openvino_engine import OpenVinoEngine, openvino_sees_gpu

    return OpenVinoEngine(architecture, weights, "GPU") if openvino_sees_gpu() else None


def _no_gpu(users: str) -> DeviceError:
    return DeviceError(
        "Received the device 'gpu'",
        f"a GPU that {users} can use",
        "Choose auto or cpu, or install the GPU's driver.",
    )
