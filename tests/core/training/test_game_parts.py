from pathlib import Path

import keras
import pytest

from core.errors import ModelError, OptionsError
from core.models.card import Architecture
from core.progress import Cancelled, Progress, silent
from core.training.game_parts import Features, build_game, find_features
from core.training.options import TrainingOptions
from core.training.presets import classic_options, settings_of


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keras Applications without a network; what it was asked for."""
    asked: list[str] = []

    def offline(**arguments: object) -> None:
        asked.append(str(arguments["weights"]))
        raise Exception("URL fetch failure: no network")  # as Keras does

    monkeypatch.setattr(keras.applications, "VGG19", offline)
    return asked


def found(progress: Progress = silent, **changes: object) -> Features:
    options = TrainingOptions(**{"folder": Path("album"), "steps": 1, **changes})
    return find_features(options, settings_of(options, options.network), progress)


def test_a_detail_run_without_a_network_finds_the_features_at_hand(downloads: list[str]) -> None:
    features = found(objective="detail")
    assert features.network is not None
    assert features.choice == "hed"
    assert features.name == "vgg16 (hed): block2_conv2, block3_conv3, block4_conv3"
    assert downloads == ["imagenet"]
    assert features.missing.startswith("The weights of vgg19 cannot be had from imagenet")


def test_a_download_is_counted_in_bytes_and_stops_where_it_is_cancelled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    weights = tmp_path / "weights.h5"
    weights.write_bytes(bytes(3000))
    cached = tmp_path / "cached.h5"

    def download(**_: object) -> None:
        keras.utils.get_file(cached.name, weights.as_uri(), cache_dir=tmp_path, cache_subdir="")

    counts: list[tuple[float, float]] = []

    def cancel(done: float, total: float) -> None:
        counts.append((done, total))
        raise Cancelled

    monkeypatch.setattr(keras.applications, "VGG19", download)
    with pytest.raises(Cancelled):
        found(cancel, objective="detail")
    assert counts == [(0, 3000)]
    assert not cached.exists()


def test_a_fidelity_run_never_downloads_features_of_its_own_accord(downloads: list[str]) -> None:
    assert found().name.startswith("vgg16 (hed)")
    assert found().missing == ""
    assert downloads == []


def test_features_that_were_asked_for_are_missed_with_the_file_to_supply(downloads: list[str]) -> None:
    with pytest.raises(ModelError, match="Supply vgg19_weights_tf"):
        found(features="imagenet")
    assert downloads == ["imagenet"]


def test_a_features_file_is_found_again_from_elsewhere_and_named_without_its_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("core.training.game_parts.build_features", lambda *_, **__: None)
    monkeypatch.chdir(tmp_path)
    features = found(features="vgg.h5", feature_layers=("block1_conv2",), objective="detail")
    assert features.choice == str(tmp_path / "vgg.h5")
    assert features.name == "vgg19 (vgg.h5): block1_conv2"


def test_no_features_are_none() -> None:
    assert found(features="none") == Features(None, "none", "none")


def test_the_articles_run_and_the_person_choose_other_layers(downloads: list[str]) -> None:
    assert found(network="classic").name == "vgg16 (hed): block3_conv3"
    assert found(objective="detail", feature_layers=("block1_conv2",)).name == "vgg16 (hed): block1_conv2"
    with pytest.raises(ModelError, match="block3_conv4"):
        found(objective="detail", feature_layers=("block3_conv4",))
    assert downloads


def test_without_features_there_is_nothing_for_a_projected_discriminator_to_look_through() -> None:
    options = TrainingOptions(
        folder=Path("album"), steps=1, objective="detail", discriminator="projected", features="none"
    )
    architecture = Architecture(network="generator", scale=4, filters=4, blocks=1)
    with pytest.raises(OptionsError, match="Choose features, or the discriminator patch"):
        build_game(options, settings_of(options, "generator"), architecture, None, None)


def test_without_features_a_loss_of_what_they_see_would_teach_nothing() -> None:
    options = classic_options(folder=Path("album"), steps=1, adversarial_weight=0.0, features="none")
    architecture = Architecture(network="classic", scale=4, filters=4, blocks=1)
    with pytest.raises(OptionsError, match="Choose features, or another weight"):
        build_game(options, settings_of(options, "classic"), architecture, None, None)
