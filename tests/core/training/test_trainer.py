import itertools
import math
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import keras
import numpy as np
import pytest
from keras import ops
from PIL import Image

from core.errors import TrainingError
from core.models.features import build_features
from core.models.generator import build_generator
from core.progress import Cancelled, silent
from core.training.checkpoint import load_checkpoint
from core.training.events import (
    DiscriminatorSlowed,
    RolledBack,
    SampleSaved,
    Scored,
    StepDone,
    TrainingEvent,
)
from core.training.games import FidelityGame, Game
from core.training.losses import Tensor
from core.training.options import Objective, OptimizerName, TrainingOptions
from core.training.patches import PatchBatch, PatchOptions, PatchSampler, shrunk_pair
from core.training.photos import PhotoCache
from core.training.presets import LossWeights, Preset
from core.training.run_folder import SAMPLE_GAP_PX, RunFolder
from core.training.schedule import Plan
from core.training.scoring import HeldOut
from core.training.trainer import COLLAPSE_DB, COLLAPSED, MAX_ROLLBACKS, Trainer
from core.training.weights import averaging, tensors_of

STEPS = 6
PLAN = Plan(minutes=None, steps=STEPS, peak_learning_rate=1e-3, decay="cosine", objective="fidelity")
Event = TypeVar("Event", bound=TrainingEvent)
SETTINGS = Preset(learning_rate=PLAN.peak_learning_rate, loss=LossWeights())


def tiny_generator() -> keras.Model:
    return build_generator(4, filters=4, blocks=1)


class FaultyGame(FidelityGame):
    """Reports a loss that is not a number, once, at its fourth step."""

    def __init__(self, generator: keras.Model, *, always: bool = False) -> None:
        super().__init__(generator, SETTINGS)
        self._played, self._always = 0, always

    def play(self, batch: PatchBatch, learning_rate: float, **factors: float) -> dict[str, float]:
        self._played += 1
        figures = super().play(batch, learning_rate, **factors)
        return {"pixel": math.nan} if self._played == 4 or self._always else figures


class StumblingGame(FidelityGame):
    """Reports a loss that is not a number at each second step, and so is rolled back once a step."""

    def __init__(self, generator: keras.Model) -> None:
        super().__init__(generator, SETTINGS)
        self._played = 0

    def play(self, batch: PatchBatch, learning_rate: float, **factors: float) -> dict[str, float]:
        self._played += 1
        figures = super().play(batch, learning_rate, **factors)
        return figures if self._played % 2 else {"pixel": math.nan}


class CountingGame(FidelityGame):
    """Learns nothing; its loss is the number of its steps."""

    def __init__(self, generator: keras.Model) -> None:
        super().__init__(generator, SETTINGS)
        self._played = 0

    def play(self, batch: PatchBatch, learning_rate: float, **factors: float) -> dict[str, float]:
        del batch, learning_rate, factors
        self._played += 1
        return {"pixel": self._played}


class InterruptedGame(FidelityGame):
    """Is interrupted within its fourth step, when the generator has learnt and others have not."""

    def play(self, batch: PatchBatch, learning_rate: float, **factors: float) -> dict[str, float]:
        figures = super().play(batch, learning_rate, **factors)
        if int(self.generator.optimizer.iterations) == 4:
            raise KeyboardInterrupt
        return figures


class SaturatedGame(FidelityGame):
    """Learns nothing; its discriminator tells all photos apart."""

    def __init__(self, generator: keras.Model) -> None:
        super().__init__(generator, SETTINGS)
        self.factors: list[float] = []

    def play(
        self, batch: PatchBatch, learning_rate: float, *, discriminator_factor: float = 1.0
    ) -> dict[str, float]:
        del batch, learning_rate
        self.factors.append(discriminator_factor)
        return {"discriminator": 0.1, "real": 1.0, "fooled": 0.0}


class WatchedEvents(list[TrainingEvent]):
    """Collects events, and acts on each report of steps."""

    def __init__(self, act: Callable[[StepDone], None]) -> None:
        super().__init__()
        self._act = act

    def append(self, event: TrainingEvent) -> None:
        super().append(event)
        if isinstance(event, StepDone):
            self._act(event)


class Stopper:
    """A Progress that cancels at its n-th call."""

    def __init__(self, calls: int) -> None:
        self._left = calls

    def __call__(self, _done: float, _total: float) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


class BrighteningGame(FidelityGame):
    """Learns nothing; its results start too bright, and at one step become brighter still."""

    def __init__(self, generator: keras.Model, *, at_first: float, at_step: int = 4) -> None:
        super().__init__(generator, SETTINGS)
        self._played, self._at_step = 0, at_step
        self._brighten(at_first)

    def play(self, batch: PatchBatch, learning_rate: float, **factors: float) -> dict[str, float]:
        del batch, learning_rate, factors
        self._played += 1
        self._brighten(0.3 if self._played == self._at_step else 0)
        return {"pixel": 0.1}

    def _brighten(self, amount: float) -> None:
        bias = next(v for v in self.generator.network.variables if v.path == "tail/bias")
        bias.assign(bias + amount)


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "run")
    folder.create(TrainingOptions(folder=tmp_path, steps=STEPS))
    return folder


@pytest.fixture
def build_trainer(save_photo: Callable[..., Path], run: RunFolder) -> Callable[..., Trainer]:
    paths = [save_photo(f"{index}.png", width=80, height=80, seed=index) for index in range(3)]

    def build(
        events: list[TrainingEvent],
        folder: RunFolder = run,
        game_type: Callable[[keras.Model], Game] = lambda network: FidelityGame(network, SETTINGS),
        features: keras.Model | None = None,
        **plan: Any,
    ) -> Trainer:
        keras.utils.set_random_seed(1)
        photos = PhotoCache(paths[:2])
        return Trainer(
            game_type(tiny_generator()),
            PatchSampler(photos, shrunk_pair, PatchOptions(scale=4, patch_px=32, batch=2, seed=1)),
            HeldOut(PhotoCache(paths[2:]), shrunk_pair, scale=4, features=features),
            folder,
            replace(PLAN, **plan),
            events.append,
        )

    return build


def of_type(events: list[TrainingEvent], kind: type[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def test_a_run_reports_scores_samples_and_curves(
    build_trainer: Callable[..., Trainer], run: RunFolder
) -> None:
    events: list[TrainingEvent] = []
    trainer = build_trainer(events)
    trainer.run(silent)
    last = of_type(events, StepDone)[-1]
    assert (last.step, last.done) == (STEPS, 1.0)
    assert set(trainer.scores) == set(trainer.baseline) == {"psnr_y"}
    assert of_type(events, Scored)
    assert all(Path(event.path).exists() for event in of_type(events, SampleSaved))
    assert run.curves.exists()
    assert run.metrics.read()["step"][-1] == STEPS


def test_each_step_is_reported_with_the_rate_that_it_was_played_at(
    build_trainer: Callable[..., Trainer], run: RunFolder
) -> None:
    build_trainer([], report_steps=1).run(silent)
    rates = [PLAN.learning_rate(step / STEPS) for step in range(STEPS)]
    assert run.metrics.read()["learning_rate"] == pytest.approx(rates, rel=1e-5)


def test_losses_are_reported_as_means_over_the_steps_since_the_last_report(
    build_trainer: Callable[..., Trainer], run: RunFolder
) -> None:
    build_trainer([], game_type=CountingGame, report_steps=2).run(silent)
    assert run.metrics.read()["loss_pixel"] == [1.5, 3.5, 5.5]


@pytest.mark.parametrize("objective", ["fidelity", "detail"])
def test_looks_are_scored_at_the_end_and_all_along_where_detail_is_learnt(
    build_trainer: Callable[..., Trainer], objective: Objective, run: RunFolder
) -> None:
    events: list[TrainingEvent] = []
    trainer = build_trainer(
        events, features=build_features(["block1_conv1"], weights=None), objective=objective
    )
    trainer.run(silent)
    assert set(trainer.scores) == set(trainer.baseline) == {"psnr_y", "perceptual"}
    with_looks = ["perceptual" in event.scores for event in of_type(events, Scored)]
    assert with_looks[-1]
    assert all(with_looks) == (objective == "detail")
    assert ("perceptual" in run.scores.read()) == (objective == "detail")


def test_early_stopping_ends_a_run_without_gain_and_keeps_its_best_weights(
    build_trainer: Callable[..., Trainer], monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[TrainingEvent] = []
    weights = []
    game = FidelityGame(tiny_generator(), SETTINGS)
    player = game.generator

    def score(_held_out: HeldOut, _images: object, **_options: bool) -> dict[str, float]:
        with averaging(player.network, player.optimizer):
            weights.append(tensors_of(player.network.variables)["tail/kernel"])
        return {"psnr_y": psnrs.pop(0)}

    psnrs = [10.0, 20.0, 21.0, 20.5, 20.9, 21.0]  # of plain enlarging, of steps 0 to 3, of the best at last
    monkeypatch.setattr(HeldOut, "score", score)
    trainer = build_trainer(events, game_type=lambda _: game, early_stopping=2)
    trainer.run(silent)
    assert trainer.stopped_early
    assert trainer.step == 3
    assert trainer.scores == {"psnr_y": 21.0}
    kept = trainer.trained_weights()["tail/kernel"]
    assert [np.array_equal(kept, earlier) for earlier in weights[1:5]] == [False, True, False, False]


def test_early_stopping_remembers_the_best_over_a_pause(
    build_trainer: Callable[..., Trainer], run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    psnrs = [10.0, 20.0, 21.0]
    monkeypatch.setattr(HeldOut, "score", lambda *_, **__: {"psnr_y": psnrs.pop(0)})
    with pytest.raises(Cancelled):
        build_trainer([], early_stopping=2).run(Stopper(2))
    best = run.best.read_bytes()
    psnrs = [10.0, 20.5, 20.9, 21.0]
    resumed = build_trainer([], early_stopping=2)
    resumed.run(silent)
    assert resumed.step == 3
    assert run.best.read_bytes() == best


def test_early_stopping_leaves_a_run_that_gains_to_its_end(
    build_trainer: Callable[..., Trainer], monkeypatch: pytest.MonkeyPatch
) -> None:
    psnrs = iter(range(10, 30))
    monkeypatch.setattr(HeldOut, "score", lambda *_, **__: {"psnr_y": float(next(psnrs))})
    trainer = build_trainer([], early_stopping=1)
    trainer.run(silent)
    assert trainer.step == STEPS
    assert not trainer.stopped_early


def test_a_cancelled_run_goes_on_as_if_it_had_not_been(
    build_trainer: Callable[..., Trainer], tmp_path: Path
) -> None:
    straight_run, broken_run = RunFolder(tmp_path / "straight"), RunFolder(tmp_path / "broken")
    for folder in (straight_run, broken_run):
        folder.create(TrainingOptions(folder=tmp_path, steps=STEPS))
    straight = build_trainer([], straight_run, report_steps=4)
    straight.run(silent)
    with pytest.raises(Cancelled):
        build_trainer([], broken_run, report_steps=4).run(Stopper(3))
    resumed = build_trainer([], broken_run, report_steps=4)
    assert resumed.step == 3
    resumed.run(silent)
    theirs = resumed.trained_weights()
    for name, value in straight.trained_weights().items():
        assert np.allclose(value, theirs[name], atol=1e-6), name
    straight_losses, losses = (folder.metrics.read()["loss_pixel"] for folder in (straight_run, broken_run))
    assert losses == pytest.approx(straight_losses, rel=1e-4)


def test_a_score_that_is_due_at_a_pause_is_made_up_for(
    build_trainer: Callable[..., Trainer], run: RunFolder
) -> None:
    for stopper in (Stopper(4), Stopper(4)):
        with pytest.raises(Cancelled):
            build_trainer([], steps=30).run(stopper)
    assert run.scores.read()["step"] == [0, 2, 3, 4, 5, 7]  # each 1.25 steps


def test_the_time_that_is_used_is_that_of_the_steps_and_goes_on_over_a_pause(
    build_trainer: Callable[..., Trainer],
) -> None:
    plan = {"minutes": 60, "steps": None}
    began, trainer = time.monotonic(), build_trainer([], **plan)
    with pytest.raises(Cancelled):
        trainer.run(Stopper(8))
    assert 0 < trainer.used_s <= time.monotonic() - began
    resumed = build_trainer([], **plan)
    assert (resumed.step, resumed.used_s) == (8, pytest.approx(trainer.used_s))


def test_between_two_scores_the_state_is_saved_by_time(
    build_trainer: Callable[..., Trainer], run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CHECKPOINT_S", "REPORT_S"):
        monkeypatch.setattr(f"core.training.trainer.{name}", 0)
    other = FidelityGame(tiny_generator(), SETTINGS)
    saved: list[int] = []
    events = WatchedEvents(lambda _: saved.append(load_checkpoint(run.checkpoint, other.players).step))
    with pytest.raises(Cancelled):
        build_trainer(events, steps=1000).run(Stopper(4))
    assert saved == [0, 1, 2, 3]


def test_a_run_that_a_second_ctrl_c_ends_within_a_step_goes_on_from_its_last_whole_one(
    build_trainer: Callable[..., Trainer],
) -> None:
    with pytest.raises(KeyboardInterrupt):
        build_trainer(
            [], game_type=lambda network: InterruptedGame(network, SETTINGS), report_steps=2, steps=1000
        ).run(silent)
    game = FidelityGame(tiny_generator(), SETTINGS)
    assert build_trainer([], game_type=lambda _: game).step == 2
    assert int(game.generator.optimizer.iterations) == 2


def test_a_loss_that_is_not_a_number_rolls_back_and_halves_the_rate(
    build_trainer: Callable[..., Trainer],
) -> None:
    events: list[TrainingEvent] = []
    trainer = build_trainer(events, game_type=FaultyGame, decay="none")
    trainer.run(silent)
    setbacks = of_type(events, RolledBack)
    assert [event.learning_rate for event in setbacks] == [5e-4]
    assert of_type(events, StepDone)[-1].learning_rate == 5e-4
    assert trainer.step == STEPS
    weights = trainer.trained_weights()
    assert all(np.isfinite(value).all() for value in weights.values())


@pytest.mark.parametrize("optimizer", ["adam", "muon"])
def test_gradients_that_are_never_finite_end_the_run(
    build_trainer: Callable[..., Trainer], optimizer: OptimizerName
) -> None:
    class Stuck(FidelityGame):
        """Has a sound loss, whose gradient is not a number."""

        @staticmethod
        def _loss(original: Tensor, restored: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
            loss, figures = FidelityGame._loss(original, restored)
            return loss + ops.mean(ops.sqrt(0 * restored)), figures

    def game(network: keras.Model) -> Stuck:
        return Stuck(network, replace(SETTINGS, optimizer=optimizer))

    with pytest.raises(TrainingError, match="a loss was not a finite number"):
        build_trainer([], game_type=game, steps=60).run(silent)
    assert build_trainer([], game_type=game, steps=60).step < 30


def test_weights_that_are_not_finite_leave_no_score(
    build_trainer: Callable[..., Trainer], run: RunFolder
) -> None:
    class Broken(FidelityGame):
        """Breaks what its optimizer remembers, once, at its tenth step, where a score is due."""

        broken = False

        def play(self, batch: PatchBatch, learning_rate: float, **factors: float) -> dict[str, float]:
            figures = super().play(batch, learning_rate, **factors)
            if int(self.generator.optimizer.iterations) == 10 and not self.broken:
                self.broken = True
                velocity = self.generator.optimizer.variables[-1]
                velocity.assign(velocity * math.nan)
            return figures

    with pytest.raises(Cancelled):
        build_trainer([], game_type=lambda network: Broken(network, SETTINGS), steps=240).run(Stopper(32))
    assert run.scores.read()["step"] == [0, 10, 20]


def test_a_rollback_lasts_and_what_was_logged_beyond_it_is_forgotten(
    build_trainer: Callable[..., Trainer], run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.training.trainer.REPORT_S", 0)
    other = FidelityGame(tiny_generator(), SETTINGS)
    saved: list[float] = []
    events = WatchedEvents(lambda _: saved.append(load_checkpoint(run.checkpoint, other.players).rate_factor))
    plan = {"steps": 240, "decay": "none"}  # scored, and so saved, each 10 steps
    with pytest.raises(Cancelled):
        build_trainer(events, game_type=FaultyGame, **plan).run(Stopper(6))
    assert [type(event) for event in events].count(RolledBack) == 1
    assert saved == [1, 1, 1, 0.5, 0.5]
    assert run.metrics.read()["step"] == [1, 2]
    resumed: list[TrainingEvent] = []
    with pytest.raises(Cancelled):
        build_trainer(resumed, **plan).run(Stopper(1))
    assert [event.learning_rate for event in of_type(resumed, StepDone)] == [5e-4]


def test_scores_that_fall_little_by_little_roll_back_once_they_are_far_below_the_best(
    build_trainer: Callable[..., Trainer], monkeypatch: pytest.MonkeyPatch
) -> None:
    psnrs = [25.0, 30.0, 28.0, 26.5]  # of plain enlarging, of steps 0 to 2
    monkeypatch.setattr(HeldOut, "score", lambda *_, **__: {"psnr_y": psnrs.pop(0) if psnrs else 30.0})
    events: list[TrainingEvent] = []
    build_trainer(events).run(silent)
    assert [event.reason for event in of_type(events, RolledBack)] == [COLLAPSED]


def test_a_score_that_collapses_rolls_back(
    build_trainer: Callable[..., Trainer],
) -> None:
    good: list[TrainingEvent] = []
    build_trainer(good, game_type=lambda network: BrighteningGame(network, at_first=0)).run(silent)
    assert [event.reason for event in of_type(good, RolledBack)] == [COLLAPSED]


@pytest.mark.parametrize("pauses", [0, 1])
def test_a_collapse_is_rolled_back_to_the_last_good_score_whatever_was_saved_since(
    build_trainer: Callable[..., Trainer], run: RunFolder, pauses: int
) -> None:
    events: list[TrainingEvent] = []
    for stopper in (*[Stopper(2)] * pauses, Stopper(25)):
        trainer = build_trainer(
            events,
            game_type=lambda network: BrighteningGame(network, at_first=0),
            steps=240,  # scored each 10 steps, and saved each step
            report_steps=1,
            decay="none",
        )
        with pytest.raises(Cancelled):
            trainer.run(stopper)
    assert of_type(events, RolledBack) == [RolledBack(step=0, reason=COLLAPSED, learning_rate=5e-4)]
    assert run.scores.read()["step"] == [0, 10]
    assert run.metrics.read()["step"] == list(range(1, trainer.step + 1))


def test_a_run_that_collapses_again_and_again_keeps_its_last_good_weights(
    build_trainer: Callable[..., Trainer], monkeypatch: pytest.MonkeyPatch
) -> None:
    psnrs = iter([25.0, 30.0])  # of plain enlarging, of step 0
    monkeypatch.setattr(HeldOut, "score", lambda *_, **__: {"psnr_y": next(psnrs, 10.0)})
    with pytest.raises(TrainingError, match="last good weights are kept"):
        build_trainer([], report_steps=1).run(silent)
    assert build_trainer([]).step == 0


def test_a_paused_run_of_an_earlier_version_is_rolled_back_to_its_checkpoint(
    build_trainer: Callable[..., Trainer], run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    psnrs = [25.0, 30.0, 25.0, 10.0]  # of plain enlarging and of a score, twice
    monkeypatch.setattr(HeldOut, "score", lambda *_, **__: {"psnr_y": psnrs.pop(0) if psnrs else 30.0})
    with pytest.raises(Cancelled):
        build_trainer([]).run(Stopper(1))
    run.last_good.unlink()
    events: list[TrainingEvent] = []
    build_trainer(events).run(silent)
    assert [event.step for event in of_type(events, RolledBack)] == [1]


def test_a_killed_run_forgets_what_no_checkpoint_has(
    build_trainer: Callable[..., Trainer], run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Trainer._save
    monkeypatch.setattr(Trainer, "_save", lambda trainer, *path: trainer.step > 2 or save(trainer, *path))
    with pytest.raises(Cancelled):
        build_trainer([], early_stopping=24).run(Stopper(4))
    assert run.scores.read()["step"] == [0, 1, 2, 3]
    monkeypatch.undo()
    events: list[TrainingEvent] = []
    resumed = build_trainer(events, early_stopping=24)
    resumed.run(silent)
    assert not of_type(events, RolledBack)
    assert run.scores.read()["step"] == list(range(STEPS + 1))
    steps = run.metrics.read()["step"]
    assert steps == sorted(set(steps))
    scores = run.scores.read()["psnr_y"]
    assert scores[resumed.trained_step] == max(scores)
    assert resumed.scores["psnr_y"] == pytest.approx(max(scores), abs=1e-3)


def test_a_score_that_collapses_after_a_pause_rolls_back_too(build_trainer: Callable[..., Trainer]) -> None:
    events: list[TrainingEvent] = []
    for at_step, stopper in ((100, Stopper(2)), (1, Stopper(10))):
        trainer = build_trainer(
            events,
            game_type=lambda network, at=at_step: BrighteningGame(network, at_first=0, at_step=at),
            steps=100,
        )
        with pytest.raises(Cancelled):
            trainer.run(stopper)
    assert [event.reason for event in of_type(events, RolledBack)] == [COLLAPSED]


def test_a_run_that_starts_from_nothing_may_get_worse_at_first(build_trainer: Callable[..., Trainer]) -> None:
    bad: list[TrainingEvent] = []
    build_trainer(bad, game_type=lambda network: BrighteningGame(network, at_first=0.3)).run(silent)
    first, *_, last = (event.scores["psnr_y"] for event in of_type(bad, Scored))
    assert last < first - COLLAPSE_DB
    assert not of_type(bad, RolledBack)


def test_a_run_that_never_converges_ends_with_a_clear_error(build_trainer: Callable[..., Trainer]) -> None:
    with pytest.raises(TrainingError, match="rolled back"):
        build_trainer([], game_type=lambda network: FaultyGame(network, always=True)).run(silent)


@pytest.mark.parametrize(
    ("objective", "scores_of"),
    [
        ("fidelity", lambda number: {"psnr_y": 25.0 + number}),
        ("detail", lambda number: {"psnr_y": 25.0 - number / 10, "perceptual": 1 / number}),
    ],
)
def test_setbacks_that_a_run_recovers_from_do_not_add_up(
    build_trainer: Callable[..., Trainer],
    monkeypatch: pytest.MonkeyPatch,
    objective: Objective,
    scores_of: Callable[[int], dict[str, float]],
) -> None:
    scores = map(scores_of, itertools.count(1))
    monkeypatch.setattr(HeldOut, "score", lambda *_, **__: next(scores))
    events: list[TrainingEvent] = []
    build_trainer(events, game_type=StumblingGame, objective=objective, steps=MAX_ROLLBACKS + 2).run(silent)
    assert len(of_type(events, RolledBack)) > MAX_ROLLBACKS


def test_setbacks_without_a_gain_in_between_add_up(
    build_trainer: Callable[..., Trainer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HeldOut, "score", lambda *_, **__: {"psnr_y": 25.0})
    with pytest.raises(TrainingError, match=f"rolled back {MAX_ROLLBACKS} times without a gain"):
        build_trainer([], game_type=StumblingGame, steps=MAX_ROLLBACKS + 2).run(silent)


def test_a_saturated_discriminator_is_slowed_again_and_again_and_stays_so(
    build_trainer: Callable[..., Trainer], run: RunFolder
) -> None:
    events: list[TrainingEvent] = []
    game = SaturatedGame(tiny_generator())
    trainer = build_trainer(events, game_type=lambda _: game, steps=10_000)
    with pytest.raises(Cancelled):
        trainer.run(Stopper(450))
    assert of_type(events, DiscriminatorSlowed) == [
        DiscriminatorSlowed(step=200, factor=0.5),
        DiscriminatorSlowed(step=400, factor=0.25),
    ]
    assert [game.factors.count(factor) for factor in (1, 0.5, 0.25)] == [200, 200, 50]
    assert not of_type(events, RolledBack)
    assert load_checkpoint(run.checkpoint, game.players).discriminator_factor == 0.25


def test_a_discriminator_that_is_saturated_over_pauses_is_slowed_all_the_same(
    build_trainer: Callable[..., Trainer],
) -> None:
    events: list[TrainingEvent] = []
    for _ in range(3):
        with pytest.raises(Cancelled):
            build_trainer(events, game_type=SaturatedGame, steps=10_000).run(Stopper(150))
    slowed = of_type(events, DiscriminatorSlowed)
    assert [event.step for event in slowed] == [200, 400]


def test_reports_by_steps_come_with_a_picture_and_a_checkpoint_each(
    build_trainer: Callable[..., Trainer], run: RunFolder
) -> None:
    other = FidelityGame(tiny_generator(), SETTINGS)
    saved: list[int] = []
    events = WatchedEvents(lambda _: saved.append(load_checkpoint(run.checkpoint, other.players).step))
    with pytest.raises(Cancelled):
        build_trainer(events, report_steps=2, steps=240).run(Stopper(7))
    assert [event.step for event in of_type(events, StepDone)] == [2, 4, 6]
    assert saved == [0, 2, 4]
    pictures = [Path(event.path) for event in of_type(events, SampleSaved)]
    assert [path.stem for path in pictures] == ["step_0000002", "step_0000004", "step_0000006"]
    with Image.open(pictures[0]) as picture:
        assert picture.size == (80 + SAMPLE_GAP_PX + 80, 80)  # plainly enlarged, generated


def test_a_photo_that_goes_away_stops_the_run_which_can_go_on(
    build_trainer: Callable[..., Trainer], tmp_path: Path, save_photo: Callable[..., Path]
) -> None:
    trainer = build_trainer([])
    for index in range(2):
        (tmp_path / f"{index}.png").unlink()
    with pytest.raises(TrainingError, match="Put them back, then resume"):
        trainer.run(silent)
    for index in range(2):
        save_photo(f"{index}.png", width=80, height=80, seed=index)
    resumed = build_trainer([])
    resumed.run(silent)
    assert resumed.step == STEPS


def test_a_disk_that_fills_stops_the_run_which_can_go_on_from_its_last_checkpoint(
    build_trainer: Callable[..., Trainer], no_space: Callable[..., NoReturn], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_disk(event: StepDone) -> None:
        if event.step == 4:
            monkeypatch.setattr(os, "fsync", no_space)

    with pytest.raises(
        TrainingError, match=r"cannot be written \(No space left.*Free some space, then resume"
    ):
        build_trainer(WatchedEvents(fill_disk), report_steps=2).run(silent)
    monkeypatch.undo()
    resumed = build_trainer([])
    assert resumed.step == 3  # it saves with each score
    resumed.run(silent)
    assert resumed.step == STEPS


def test_a_score_of_other_weights_leaves_the_own_ones(build_trainer: Callable[..., Trainer]) -> None:
    game = FidelityGame(tiny_generator(), SETTINGS)
    trainer = build_trainer([], game_type=lambda _: game)
    own = tensors_of(game.generator.network.variables)
    zeros = {name: np.zeros_like(value) for name, value in own.items()}
    assert trainer.score_of(zeros)["psnr_y"] > 0
    now = tensors_of(game.generator.network.variables)
    assert all(np.array_equal(own[name], now[name]) for name in own)
