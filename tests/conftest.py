"""What many tests need: a home of their own, tiny models, small photos."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from PIL import Image

from core.models.card import Architecture, ModelCard, Network
from core.models.shapes import expected_shapes
from core.models.store import StoredModel, save_model
from core.training.events import RunStarted
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from core.training.run_list import run_path


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Models and runs go here, never to the data folder of who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HEIRLOOM_HOME", str(home))
    return home


@pytest.fixture
def save_tiny_model(own_home: Path) -> Callable[..., StoredModel]:
    """Install a network of two filters with small random weights: save_tiny_model("name", scale=4)."""

    def save(
        name: str = "tiny", *, scale: int = 4, network: Network = "generator", **card_fields: object
    ) -> StoredModel:
        architecture = Architecture(scale=scale, filters=2, blocks=1, network=network)
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
def no_space() -> Callable[..., NoReturn]:
    """Stands in for what would write, on a disk that is full."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return refuse


@pytest.fixture
def interrupt_run(tmp_path: Path) -> Callable[..., RunFolder]:
    """Leave a run as a terminal that was interrupted does: interrupt_run("summer", base="album")."""

    def interrupt(name: str, **options: object) -> RunFolder:
        run = RunFolder(run_path(name))
        run.create(TrainingOptions(**{"folder": tmp_path, "name": name, "minutes": 20, **options}))
        run.checkpoint.touch()
        return run

    return interrupt


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
