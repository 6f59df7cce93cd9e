"""The same training on both of Keras' backends, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.models.store import StoredModel, load_model

BACKENDS = ("tensorflow", "torch")
ONE_STEP = """
import keras, numpy as np
from core.models.generator import build_generator
network = build_generator(2, filters=4, blocks=1)
network.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mae")
photo = np.random.default_rng(0).random((2, 8, 8, 3), np.float32)
before = network.get_weights()[-2].copy()
loss = network.train_on_batch(photo, np.zeros((2, 16, 16, 3), np.float32))
assert np.isfinite(loss) and np.abs(network.get_weights()[-2] - before).max() > 0
print(keras.backend.backend())
"""
THREE_PLAYS = """
import json, keras, numpy as np
from core.models.discriminator import build_discriminator
from core.models.features import build_features
from core.models.generator import build_generator
from core.training.games import AdversarialGame
from core.training.losses import feature_distance
from core.training.presets import LossWeights, Preset

rng = np.random.default_rng(0)
networks = (
    build_generator(4, filters=4, blocks=1),
    build_discriminator(filters=4),
    build_features(["block1_conv2", "block2_conv2"], weights=None),
)
for network in networks:  # each backend would draw its own
    for variable in network.variables:
        size = 0.3 if len(variable.shape) > 1 else 0.01
        variable.assign(rng.normal(0, size, variable.shape).astype(np.float32))
settings = Preset(learning_rate=1e-3, loss=LossWeights(direction=1.0, distribution=1.0))
game = AdversarialGame(*networks, settings, feature_loss=feature_distance, from_logits=True)
batch = rng.random((2, 16, 16, 3), np.float32), rng.random((2, 64, 64, 3), np.float32)
plays = [game.play(batch, 1e-3) for _ in range(3)]
print(keras.backend.backend(), json.dumps(plays))
"""


def on_backend(backend: str, *arguments: str, home: Path) -> str:
    """What this Python prints, with Keras on `backend`."""
    environment = {
        "KERAS_BACKEND": backend,
        "HEIRLOOM_HOME": str(home),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PATH": "",
        "PYTHONPATH": ":".join(sys.path),
    }
    finished = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    return finished.stdout


@pytest.mark.parametrize("backend", BACKENDS)
def test_generator_learns_on_both_backends(backend: str, own_home: Path) -> None:
    assert on_backend(backend, "-c", ONE_STEP, home=own_home).split()[-1:] == [backend]


def test_both_players_learn_the_same_on_both_backends(own_home: Path) -> None:
    answers = [on_backend(backend, "-c", THREE_PLAYS, home=own_home).strip() for backend in BACKENDS]
    names, plays = zip(*(answer.splitlines()[-1].split(maxsplit=1) for answer in answers), strict=True)
    assert names == BACKENDS
    on_tensorflow, on_torch = map(json.loads, plays)
    assert len(on_tensorflow) == 3
    assert on_tensorflow[2]["adversarial"] != pytest.approx(on_tensorflow[0]["adversarial"], rel=1e-3)
    for ours, theirs in zip(on_tensorflow, on_torch, strict=True):
        assert ours == pytest.approx(theirs, rel=1e-3)


def test_a_run_from_a_base_goes_the_same_way_on_both_backends(
    own_home: Path,
    tmp_path: Path,
    save_photo: Callable[..., Path],
    save_tiny_model: Callable[..., StoredModel],
) -> None:
    for index in range(4):
        save_photo(f"album/{index}.png", width=120, height=120, seed=index)
    start = save_tiny_model("base").weights()
    run = ("-m", "desktop_app", "train", str(tmp_path / "album"), "--from", "base", "--steps", "3")
    sizes = ("--batch", "2", "--patch", "48", "--learning-rate", "0.01", "--features", "none")
    ways = []
    for backend in BACKENDS:
        assert f"({backend})" in on_backend(backend, *run, *sizes, "--name", backend, home=own_home)
        weights = load_model(own_home / "models" / backend).weights()
        ways.append(np.concatenate([(weights[name] - start[name]).ravel() for name in start]))
    lengths = [np.linalg.norm(way) for way in ways]
    assert min(lengths) > 0.01
    assert ways[0] @ ways[1] > 0.99 * np.prod(lengths)  # bfloat16, where it is used, rounds
