"""What many tests need: a home of their own, tiny models, small photos."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.models.card import Architecture, ModelCard
from core.models.shapes import expected_shapes
from core.models.store import StoredModel, save_model
from core.training.events import RunStarted


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Models and runs go here, never to the data folder of who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HEIRLOOM_HOME", str(home))
    return home


@pytest.fixture
def save_tiny_model(own_home: Path) -> Callable[..., StoredModel]:
    """Install a network of two filters with small random weights: save_tiny_model("name", scale=4)."""

    def save(name: str = "tiny", *, scale: int = 4, **card_fields: object) -> StoredModel:
        architecture = Architecture(scale=scale, filters=2, blocks=1)
        rng = np.random.default_rng(1)
        weights = {
            tensor: rng.normal(0, 0.05, shape).astype(np.float32)
            for tensor, shape in expected_shapes(architecture).items()
        }
        card = ModelCard(name=name, version="1", architecture=architecture, kind="restore", **card_fields)
        return save_model(own_home / "models" / name, card, weights)

    return save


@pytest.fixture
def save_photo(tmp_path: Path) -> Callable[..., Path]:
    """Write a smooth colour photo: save_photo("a.png", width=24, height=20), below `tmp_path`."""

    def save(name: str, *, width: int = 24, height: int = 20, seed: int = 0) -> Path:
        coarse = np.random.default_rng(seed).integers(0, 256, (4, 4, 3), dtype=np.uint8)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC).save(path)
        return path

    return save


@pytest.fixture
def other_process() -> Iterator[int]:
    """The number of a process that runs until the test is over."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        yield other.pid
        other.communicate(b"\n")


@pytest.fixture
def run_started() -> RunStarted:
    """What a run tells of itself when it begins."""
    return RunStarted(
        folder="run",
        name="tuned",
        photos=9,
        held_out=1,
        rejected={},
        device="CPU",
        precision="float32",
        features="vgg16 (hed)",
        parameters=100,
    )
