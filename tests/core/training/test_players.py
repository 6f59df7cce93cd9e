from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.errors import TrainingError
from core.models.classic import build_classic_generator
from core.models.discriminator import build_discriminator
from core.models.features import build_features
from core.models.generator import build_generator
from core.models.projected_discriminator import build_projected_discriminator
from core.training import checkpoint
from core.training.checkpoint import RunState, load_checkpoint, save_checkpoint
from core.training.games import MAX_SHIFT_PX, AdversarialGame, FeatureLoss, FidelityGame, Game
from core.training.losses import (
    direction_distance,
    distribution_distance,
    feature_distance,
    feature_maps,
    feature_mse,
    phase_loss,
)
from core.training.patches import PatchBatch
from core.training.precision import building_in
from core.training.presets import LossWeights, Preset
from core.training.saved_tensors import write_safetensors
from core.training.tally import Tally
from core.training.weights import averaging, tensors_of

GameBuilder = Callable[[], Game]
SETTINGS = Preset(learning_rate=1e-3, loss=LossWeights())


def fidelity_game() -> Game:
    keras.utils.set_random_seed(3)
    return FidelityGame(build_generator(4, filters=4, blocks=1), SETTINGS)


def muon_game() -> Game:
    keras.utils.set_random_seed(3)
    return FidelityGame(build_generator(4, filters=4, blocks=1), replace(SETTINGS, optimizer="muon"))


def adversarial_game(*, feature_loss: FeatureLoss = feature_distance, **changes: Any) -> AdversarialGame:
    keras.utils.set_random_seed(3)
    features = build_features(["block1_conv2"], weights=None)
    return AdversarialGame(
        build_generator(4, filters=4, blocks=1),
        build_discriminator(filters=2),
        features,
        replace(SETTINGS, **changes),
        feature_loss=feature_loss,
        from_logits=True,
    )


def projected_game() -> AdversarialGame:
    keras.utils.set_random_seed(3)
    features = build_features(["block1_conv1", "block2_conv1"], weights=None)
    return AdversarialGame(
        build_generator(4, filters=4, blocks=1),
        build_projected_discriminator(features, filters=2),
        features,
        SETTINGS,
        feature_loss=feature_distance,
        from_logits=True,
    )


@pytest.fixture
def batch() -> PatchBatch:
    rng = np.random.default_rng(0)
    return rng.random((2, 12, 12, 3), np.float32), rng.random((2, 48, 48, 3), np.float32)


def changed(game: Game, act: Callable[[], object]) -> set[str]:
    """Names of the players whose trainable weights `act` changes."""
    before = {name: tensors_of(player.network.trainable_variables) for name, player in game.players.items()}
    act()
    after = {name: tensors_of(player.network.trainable_variables) for name, player in game.players.items()}
    return {
        name for name in before if any((before[name][key] != after[name][key]).any() for key in before[name])
    }


def test_a_generator_step_changes_the_generator_alone(batch: PatchBatch) -> None:
    game = adversarial_game()
    assert changed(game, lambda: game.generator.learn(*batch, 1e-3)) == {"generator"}


def test_a_discriminator_step_changes_the_discriminator_alone(batch: PatchBatch) -> None:
    game = adversarial_game()
    judged, truth = np.concatenate([batch[1], batch[1]]), np.float32([1, 1, 0, 0])
    step = lambda: game.players["discriminator"].learn(judged, truth, 1e-3)  # noqa: E731
    assert changed(game, step) == {"discriminator"}


def test_the_traced_generator_step_sees_the_discriminators_later_weights(batch: PatchBatch) -> None:
    game = adversarial_game()
    first = game.generator.learn(*batch, 0.0)["adversarial"]
    answers = game.players["discriminator"].network.get_layer("answers")
    answers.bias.assign(answers.bias + 10.0)
    second = game.generator.learn(*batch, 0.0)["adversarial"]
    assert second < first / 10


def test_a_projected_discriminator_sees_the_generators_photos_as_it_sees_others(batch: PatchBatch) -> None:
    game = projected_game()
    small, large = batch
    generator, discriminator = (player.network for player in game.players.values())
    answers = discriminator(generator(small)[:, :-MAX_SHIFT_PX, :-MAX_SHIFT_PX])
    expected = np.mean([np.mean(np.log1p(np.exp(-keras.ops.convert_to_numpy(a)))) for a in answers])
    assert game.generator.learn(small, large, 0.0)["adversarial"] == pytest.approx(expected, rel=1e-4)


def test_of_a_projected_discriminator_a_play_leaves_the_features_as_they_are(batch: PatchBatch) -> None:
    game = projected_game()
    features = game.players["discriminator"].network.get_layer("vgg19")
    before = tensors_of(features.variables)
    players = changed(game, lambda: game.play(batch, 1e-3) and game.play(batch, 1e-3))
    assert players == {"generator", "discriminator"}
    assert all(np.array_equal(before[name], value) for name, value in tensors_of(features.variables).items())


def test_both_players_learn_from_a_play(batch: PatchBatch) -> None:
    game = adversarial_game()
    figures: dict[str, float] = {}
    assert changed(game, lambda: figures.update(game.play(batch, 1e-3)) or game.play(batch, 1e-3)) == {
        "generator",
        "discriminator",
    }
    assert set(figures) == {
        "pixel",
        "phase",
        "adversarial",
        "perceptual",
        "direction",
        "discriminator",
        "real",
        "fooled",
    }
    assert all(np.isfinite(value) for value in figures.values())


def test_the_generators_loss_is_the_weighted_sum_of_its_terms(batch: PatchBatch) -> None:
    weights = LossWeights(pixel=2, perceptual=3, direction=0.5, adversarial=0.25, phase=0.125)
    player = adversarial_game(loss=weights).generator
    loss = player.compute_loss(*batch, player.network(batch[0]))
    figures = player.learn(*batch, 0.0)
    expected = sum(getattr(weights, name) * figure for name, figure in figures.items())
    assert float(loss) == pytest.approx(expected, rel=1e-3)


def game_against_a_lover_of_brightness() -> AdversarialGame:
    """Its discriminator says yes to each pixel that is bright, and no to each that is dark."""
    image = keras.Input((None, None, 3))
    answers = keras.layers.Conv2D(1, 1)
    judge = keras.Model(image, answers(image))
    answers.set_weights([np.full((1, 1, 3, 1), 20 / 3, np.float32), np.float32([-10])])
    return AdversarialGame(
        build_generator(4, filters=4, blocks=1),
        judge,
        None,
        SETTINGS,
        feature_loss=feature_distance,
        from_logits=True,
    )


def test_a_discriminator_is_to_say_yes_to_originals_and_no_to_what_is_generated() -> None:
    game = game_against_a_lover_of_brightness()
    dark, bright = np.full((2, 12, 12, 3), 0.1, np.float32), np.full((2, 48, 48, 3), 0.9, np.float32)
    figures = game.play((dark, bright), 0.0)
    assert (figures["real"], figures["fooled"]) == (1, 0)
    assert figures["discriminator"] < 0.001
    assert figures["adversarial"] == pytest.approx(8, rel=0.01)


def test_both_players_are_judged_at_all_64_offsets_in_turn() -> None:
    game, places = game_against_a_lover_of_brightness(), MAX_SHIFT_PX**2
    row, column = np.indices((12, 12))
    ramp = ((8 * row + column) / 99).astype(np.float32)  # of another brightness at each offset
    batch = ramp[None, ..., None].repeat(3, axis=3), np.zeros((1, 48, 48, 3), np.float32)
    plays = [game.play(batch, 0.0) for _ in range(places + 1)]
    for name in ("adversarial", "discriminator"):
        figures = [round(play[name], 4) for play in plays]
        assert len(set(figures[:places])) == places
        assert figures[places] == figures[0]


def test_only_a_run_that_learns_by_the_distribution_of_features_waits_for_it(batch: PatchBatch) -> None:
    game = adversarial_game(loss=LossWeights(distribution=1.0))
    figures = game.play(batch, 1e-3)
    assert figures["distribution"] > 0
    assert "distribution" not in adversarial_game().play(batch, 1e-3)


def test_the_discriminators_pace_and_factor_multiply_its_learning_rate_alone(batch: PatchBatch) -> None:
    game = adversarial_game(discriminator_pace=4.0)
    game.play(batch, 1e-3, discriminator_factor=0.5)
    rates = {name: float(player.optimizer.learning_rate) for name, player in game.players.items()}
    assert rates == pytest.approx({"generator": 1e-3, "discriminator": 2e-3})


@pytest.mark.parametrize("feature_loss", [feature_distance, feature_mse])
def test_an_adversarial_run_learns_in_mixed_bfloat16(batch: PatchBatch, feature_loss: FeatureLoss) -> None:
    with building_in("mixed_bfloat16"):
        game = adversarial_game(feature_loss=feature_loss)
    figures: dict[str, float] = {}
    players = changed(game, lambda: figures.update(game.play(batch, 1e-3)) or game.play(batch, 1e-3))
    assert players == {"generator", "discriminator"}
    assert all(np.isfinite(value) for value in figures.values())


def test_the_features_of_the_loss_are_compared_in_float32(batch: PatchBatch) -> None:
    with building_in("mixed_bfloat16"):
        features = build_features(["block1_conv2"], weights=None)
    (seen,) = feature_maps(features, batch[1])
    assert keras.backend.standardize_dtype(seen.dtype) == "float32"


def test_the_articles_content_loss_is_scaled_as_in_the_paper() -> None:
    dark, bright = (np.full((1, 2, 2, 1), value, np.float32) for value in (-5.0, 12.75))
    assert float(feature_mse([bright], [dark])) == pytest.approx(1.0)


def test_features_that_turn_point_elsewhere_and_those_that_grow_do_not() -> None:
    original = np.full((1, 2, 2, 2), 100, np.float32)
    grown, turned = original * np.float32(1.5), original * np.array([1.5, 0.5], np.float32)
    assert float(feature_distance([grown], [original])) == float(feature_distance([turned], [original]))
    assert float(direction_distance([grown], [original])) == pytest.approx(0, abs=1e-6)
    assert float(direction_distance([turned], [original])) > 0.2


def test_a_texture_in_another_place_has_its_distribution_and_a_soft_one_has_not() -> None:
    texture = np.random.default_rng(0).uniform(0, 100, (2, 6, 8, 3)).astype(np.float32)
    moved, soft = np.roll(texture, 3, axis=1), texture.mean(axis=(1, 2), keepdims=True) + 0 * texture
    assert float(feature_distance([moved], [texture])) > 0.3
    assert float(distribution_distance([moved], [texture])) == 0
    assert float(distribution_distance([soft], [texture])) == pytest.approx(
        float(feature_distance([soft], [texture]))
    )


def test_of_a_large_map_every_so_many_th_value_is_sorted() -> None:
    texture = np.random.default_rng(0).uniform(0, 100, (1, 48, 48, 1)).astype(np.float32)
    between, among = texture.copy(), texture.copy()
    between[:, 1::2] += 50
    among[:, ::2] += 50
    assert float(distribution_distance([between], [texture])) == 0
    assert float(distribution_distance([among], [texture])) == pytest.approx(1.0, rel=0.1)


def test_distributions_are_each_channels_own_in_each_picture() -> None:
    texture = np.random.default_rng(0).uniform(0, 100, (2, 6, 8, 2)).astype(np.float32)
    assert float(distribution_distance([texture[::-1]], [texture])) > 0.01
    assert float(distribution_distance([texture[..., ::-1]], [texture])) > 0.01


@pytest.mark.parametrize("build", [fidelity_game, muon_game, adversarial_game, projected_game])
def test_a_run_from_a_checkpoint_equals_one_straight_through(
    build: GameBuilder, batch: PatchBatch, tmp_path: Path
) -> None:
    straight, interrupted = build(), build()
    for _ in range(2):
        straight.play(batch, 1e-3)
        interrupted.play(batch, 1e-3)
    path = tmp_path / "checkpoint.safetensors"
    state = RunState(2, 1.5, 0.5, 0.25, Tally(2, sums={"real": 1.9}))
    assert save_checkpoint(path, interrupted.players, state)
    keras.utils.set_random_seed(99)
    resumed = build()
    assert load_checkpoint(path, resumed.players) == state
    for _ in range(2):
        assert straight.play(batch, 1e-3) == pytest.approx(resumed.play(batch, 1e-3), rel=1e-5)
    for name, player in straight.players.items():
        ours, theirs = (tensors_of(p.network.variables) for p in (player, resumed.players[name]))
        for key, value in ours.items():
            assert np.allclose(value, theirs[key], atol=1e-6), key


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.safetensors"
    save_checkpoint(path, fidelity_game().players, RunState(0, 0, 1))
    other = FidelityGame(build_generator(4, filters=6, blocks=1), SETTINGS)
    with pytest.raises(TrainingError, match="head/kernel"):
        load_checkpoint(path, other.players)


def test_a_damaged_checkpoint_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.safetensors"
    save_checkpoint(path, fidelity_game().players, RunState(0, 0, 1))
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(TrainingError, match="cannot be read"):
        load_checkpoint(path, fidelity_game().players)


@pytest.mark.parametrize("progress", ["null", "5", "[]", '{"format": 1, "step": null}', "no JSON"])
def test_a_checkpoint_that_does_not_say_how_far_it_is_is_refused(tmp_path: Path, progress: str) -> None:
    path = tmp_path / "checkpoint.safetensors"
    write_safetensors(path, {}, {"progress": progress})
    with pytest.raises(TrainingError, match="cannot be read"):
        load_checkpoint(path, fidelity_game().players)


def test_a_checkpoint_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "checkpoint.safetensors"
    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "FORMAT", 2)
        save_checkpoint(path, fidelity_game().players, RunState(0, 0, 1))
    with pytest.raises(TrainingError, match=r"format 2.*expected a checkpoint of format 1"):
        load_checkpoint(path, fidelity_game().players)


def test_weights_that_are_not_finite_are_never_saved(tmp_path: Path) -> None:
    game, path = fidelity_game(), tmp_path / "checkpoint.safetensors"
    assert save_checkpoint(path, game.players, RunState(0, 0, 1))
    good = path.read_bytes()
    game.generator.network.get_layer("head").bias.assign([np.nan, 0, 0, 0])
    assert not save_checkpoint(path, game.players, RunState(1, 0, 1))
    assert path.read_bytes() == good


def test_averaging_lends_the_averaged_weights_and_gives_the_own_ones_back(batch: PatchBatch) -> None:
    player = fidelity_game().generator
    for _ in range(3):
        player.learn(*batch, 1e-2)
    own = tensors_of(player.network.variables)["tail/bias"]
    with averaging(player.network, player.optimizer):
        averaged = tensors_of(player.network.variables)["tail/bias"]
    assert np.array_equal(tensors_of(player.network.variables)["tail/bias"], own)
    # So early it is mostly of the last steps, for the start is still far off.
    assert 0.6 * np.abs(own).max() < np.abs(averaged).max() < np.abs(own).max()


def test_a_network_with_batch_normalisation_is_used_with_the_weights_that_its_statistics_fit(
    batch: PatchBatch,
) -> None:
    player = FidelityGame(build_classic_generator(filters=4, blocks=1), SETTINGS).generator
    player.learn(*batch, 1e-3)
    player.learn(*batch, 1e-3)
    own = tensors_of(player.network.variables)
    with averaging(player.network, player.optimizer):
        used = tensors_of(player.network.variables)
    assert all(np.array_equal(own[name], used[name]) for name in own)


def test_before_the_first_step_the_average_is_the_start() -> None:
    player = fidelity_game().generator
    own = tensors_of(player.network.variables)
    with averaging(player.network, player.optimizer):
        averaged = tensors_of(player.network.variables)
    assert all(np.array_equal(own[name], averaged[name]) for name in own)


def test_phase_loss_sees_a_four_pixel_grid_and_not_a_smooth_photo() -> None:
    rng = np.random.default_rng(0)
    plain = rng.normal(0.5, 0.05, (4, 64, 64, 3)).astype(np.float32)
    grid = plain.copy()
    grid[:, ::4, ::4] += 0.05
    coloured = plain.copy()
    coloured[:, ::4, ::4] += np.float32([0.05, 0, -0.05 * 0.299 / 0.114])  # as bright as before
    rougher = plain.copy()
    rougher[:, ::4, ::4] += rng.normal(0, 0.1, (4, 16, 16, 3)).astype(np.float32)  # as bright on the whole
    clean, marked, tinted, uneven = (
        float(phase_loss(image, plain)) for image in (plain, grid, coloured, rougher)
    )
    assert uneven > 5 * clean
    assert marked > 5 * clean
    assert tinted > 5 * clean


def test_phase_loss_of_even_pictures_can_be_learnt_from() -> None:
    even = tf.fill((1, 16, 16, 3), 0.5)
    with tf.GradientTape() as tape:
        tape.watch(even)
        loss = phase_loss(even, even)
    assert np.isfinite(tape.gradient(loss, even)).all()
