from pathlib import Path

import keras
import pytest

from core.errors import ModelError
from core.training.options import TrainingOptions
from core.training.recipe import find_features


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keras Applications without a network; what it was asked for."""
    asked: list[str] = []

    def offline(**arguments: object) -> None:
        asked.append(str(arguments["weights"]))
        raise Exception("URL fetch failure: no network")  # as Keras does

    monkeypatch.setattr(keras.applications, "VGG19", offline)
    return asked


def options(**changes: object) -> TrainingOptions:
    return TrainingOptions(**{"folder": Path("album"), "steps": 1, **changes})  # type: ignore[arg-type]


def test_a_detail_run_without_a_network_finds_the_features_at_hand(downloads: list[str]) -> None:
    features, name = find_features(options(objective="detail"))
    assert features is not None
    assert name == "vgg16 (hed)"
    assert downloads == ["imagenet"]


def test_a_fidelity_run_never_downloads_features_of_its_own_accord(downloads: list[str]) -> None:
    assert find_features(options())[1] == "vgg16 (hed)"
    assert downloads == []


def test_features_that_were_asked_for_are_missed_with_the_file_to_supply(downloads: list[str]) -> None:
    with pytest.raises(ModelError, match="Supply vgg19_weights_tf"):
        find_features(options(features="imagenet"))
    assert downloads == ["imagenet"]


def test_no_features_are_none() -> None:
    assert find_features(options(features="none")) == (None, "none")
