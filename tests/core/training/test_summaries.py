from pathlib import Path

import numpy as np

from core.models.discriminator import build_discriminator
from core.models.features import build_features
from core.models.generator import build_generator
from core.training.summaries import networks_of_run, save_summaries


def test_an_adversarial_run_shows_its_players_its_features_and_the_whole(tmp_path: Path) -> None:
    generator, discriminator = build_generator(4, filters=4, blocks=2), build_discriminator(filters=2)
    features = build_features(["block1_conv2"], weights=None)
    networks = networks_of_run({"generator": generator, "discriminator": discriminator}, features)
    save_summaries(networks, tmp_path / "summaries")
    names = ("discriminator", "features", "generator", "whole")
    files = sorted(path.name for path in (tmp_path / "summaries").iterdir())
    assert files == sorted(f"{name}.{ending}" for name in names for ending in ("png", "txt"))
    text = (tmp_path / "summaries" / "generator.txt").read_text(encoding="utf-8")
    assert "block1_prelu" in text
    assert f"Total params: {generator.count_params():,}" in text


def test_the_whole_judges_what_the_generator_makes_and_the_original() -> None:
    generator, discriminator = build_generator(4, filters=4, blocks=1), build_discriminator(filters=2)
    whole = networks_of_run({"generator": generator, "discriminator": discriminator}, None)["whole"]
    photo, original = np.zeros((1, 8, 8, 3), np.float32), np.ones((1, 32, 32, 3), np.float32)
    of_generated, of_original = (np.asarray(answer) for answer in whole([photo, original]))
    assert np.allclose(of_original, discriminator(original))
    assert np.allclose(of_generated, discriminator(generator(photo)))


def test_a_run_without_an_opponent_has_no_whole() -> None:
    assert list(networks_of_run({"generator": build_generator(4, filters=4, blocks=1)}, None)) == [
        "generator"
    ]


def test_a_place_that_cannot_be_written_costs_no_run(tmp_path: Path) -> None:
    (tmp_path / "summaries").write_text("in the way")
    save_summaries({"generator": build_generator(4, filters=4, blocks=1)}, tmp_path / "summaries")
    assert (tmp_path / "summaries").read_text() == "in the way"
