"""The training loop: it feeds a game, keeps time, scores, saves and recovers, and knows no network."""

import math
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from core.errors import OutputError, PhotoError, TrainingError
from core.images.photo import RgbImage
from core.progress import Cancelled, Progress
from core.training.checkpoint import RunState, load_checkpoint, save_checkpoint
from core.training.curves import save_curves
from core.training.early_stopping import EarlyStopping
from core.training.events import DiscriminatorSlowed, OnEvent, RolledBack, SampleSaved, Scored, StepDone
from core.training.games import Game
from core.training.gate import merit
from core.training.patches import PatchSampler
from core.training.run_folder import RunFolder
from core.training.schedule import Budget, Plan
from core.training.scoring import HeldOut
from core.training.tally import Tally
from core.training.watches import SaturationWatch
from core.training.weights import Tensors, assign_tensors, averaging, tensors_of

CHECKPOINT_S = 45.0
REPORT_S = 5.0
SCORES_A_RUN = 24
MAX_ROLLBACKS = 6
"""In a session, without a score in between that was better than all its earlier ones."""
ROUNDING = 1e-9
"""Of shares of the budget, which are quotients."""
COLLAPSE_DB = 3.0
"""A held-out score this far below the best one counts as divergence."""
WANDERING_DB = 20.0
"""Up to here a result hardly shows its photo, and a run from scratch gets worse and better again."""
COLLAPSED = "the held-out score collapsed"
NOT_FINITE = "a weight was not a finite number"


class Trainer:
    """Plays `game` on the batches of `sampler` as `plan` says.

    The whole state goes into `run.checkpoint` at the start, every 45 seconds, after each of the 24
    scorings, with every report that goes by steps, after a roll-back, and at the end, also where the
    run is cancelled between two steps. A Trainer made with the same parts over a folder with a
    checkpoint goes on from there, with the same batches and schedule. What is not finite is rolled back to
    the checkpoint, and a collapse, which only the next scoring sees, to `run.last_good`, the state after
    the last one.
    """

    def __init__(
        self,
        game: Game,
        sampler: PatchSampler,
        held_out: HeldOut,
        run: RunFolder,
        plan: Plan,
        on_event: OnEvent,
    ) -> None:
        self._game, self._sampler, self._held_out, self._run = game, sampler, held_out, run
        self._plan, self._on_event = plan, on_event
        self._budget = Budget(plan.minutes, plan.steps)
        self._rate_factor = self._discriminator_factor = 1.0
        self._saturation = SaturationWatch()
        self._unreported = Tally()
        self._rollbacks = 0
        self._best = self._best_merit = -math.inf
        interpolated = held_out.interpolated()
        self._shown_input = interpolated[0]
        self.baseline = held_out.score(interpolated)
        self.scores: dict[str, float] = {}
        self._next_score = 0.0
        if run.checkpoint.exists():
            self._go_on()
        self._early_stopping = (
            EarlyStopping(run, plan.objective, plan.early_stopping) if plan.early_stopping else None
        )

    def _go_on(self) -> None:
        """Take the last checkpoint's state; what was logged of later steps is to be played again."""
        run, state = self._run, load_checkpoint(self._run.checkpoint, self._game.players)
        self._budget.step, self._budget.used_s = state.step, state.used_s
        self._rate_factor, self._discriminator_factor = state.rate_factor, state.discriminator_factor
        self._saturation.seen = state.watched
        self._next_score, self._unreported = state.next_score, state.unreported
        run.metrics.forget(after=state.step)
        run.scores.forget(after=state.step - 1 if self._is_score_due else state.step)
        self._best = max(run.scores.read().get("psnr_y", []), default=self._best)

    @property
    def step(self) -> int:
        """Steps played so far."""
        return self._budget.step

    @property
    def used_s(self) -> float:
        """Seconds of training so far, in all sessions."""
        return self._budget.used_s

    @property
    def stopped_early(self) -> bool:
        """Whether the run has stalled before its budget was used, and was to stop then."""
        has_stalled = self._early_stopping is not None and self._early_stopping.has_stalled
        return has_stalled and self._budget.share < 1

    @property
    def trained_step(self) -> int:
        """The step that `trained_weights` are of."""
        return self._early_stopping.best_step if self._early_stopping else self.step

    def trained_weights(self) -> Tensors:
        """The generator's weights, averaged over the last steps; with early stopping, the best such."""
        if self._early_stopping:
            return self._early_stopping.best_weights()
        with self._averaged() as network:
            return tensors_of(network.variables)

    def score_of(self, weights: Tensors) -> dict[str, float]:
        """Held-out scores of other weights of the same network."""
        network = self._game.generator.network
        own = tensors_of(network.variables)
        assign_tensors(network.variables, weights)
        try:
            return self._held_out.score(self._held_out.generated(self._generate))
        finally:
            assign_tensors(network.variables, own)

    def run(self, progress: Progress) -> None:
        """Train to the end of the budget, or to where it stalls. If it cannot, the state is saved first.

        Raises:
            TrainingError: the run diverges again and again, its folder is full, or a photo has gone.
            Cancelled: `progress` asked for it.
        """
        if not self._run.checkpoint.exists():
            self._save()
        try:
            while setback := self._play_until_setback(progress):
                self._roll_back(setback)
        except Cancelled:  # not KeyboardInterrupt, which may come within a step
            self._save()
            raise
        except PhotoError as error:
            self._save()
            raise TrainingError(
                error.received,
                "the photos where they were at the start",
                "Put them back, then resume the run.",
            ) from error
        self._save()
        if self._early_stopping:
            self.scores = self.score_of(self.trained_weights())

    def _play_until_setback(self, progress: Progress) -> str | None:
        """Play to the end and score, or return why the run has to be rolled back."""
        clock = saved = time.monotonic()
        with closing(self._sampler.batches(self._budget.step)) as batches:
            while self._budget.share < 1:
                progress(self._budget.share, 1.0)
                if self._is_score_due:
                    if not self._save():
                        return NOT_FINITE
                    if not self._score():
                        return COLLAPSED
                    self._save()
                    self._save(self._run.last_good)
                if self.stopped_early:
                    return None
                asked = time.monotonic()
                batch = next(batches)
                waited_s = time.monotonic() - asked
                rate = self._rate
                losses = self._game.play(batch, rate, discriminator_factor=self._discriminator_factor)
                self._budget.step += 1
                if not all(map(math.isfinite, losses.values())):
                    return "a loss was not a finite number"
                if self._saturation.sees(losses):
                    self._slow_discriminator()
                now = time.monotonic()
                took_s, clock = now - clock, now
                self._budget.used_s += took_s
                self._unreported.add(losses, took_s=took_s, waited_s=waited_s)
                is_reporting = self._is_report_due
                if is_reporting:
                    self._report(rate)
                if now - saved >= CHECKPOINT_S or (is_reporting and self._plan.report_steps):
                    if not self._save():
                        return NOT_FINITE
                    saved = now
        return None if self._score() else COLLAPSED

    @property
    def _rate(self) -> float:
        return self._rate_factor * self._plan.learning_rate(self._budget.share)

    @property
    def _is_score_due(self) -> bool:
        return self._budget.share >= self._next_score

    @property
    def _is_report_due(self) -> bool:
        if self._budget.share >= 1:
            return True
        if self._plan.report_steps:
            return self.step % self._plan.report_steps == 0
        return self._unreported.took_s >= REPORT_S

    def _score(self) -> bool:
        """Score the averaged weights on held-out photos; False if they have collapsed."""
        step = self.step
        with self._averaged() as network:
            images = self._held_out.generated(self._generate)
            weights = tensors_of(network.variables)
        looks = self._plan.objective == "detail" or self._budget.share >= 1
        scores = self._held_out.score(images, looks=looks)
        lowest = self._best - COLLAPSE_DB if self._best > WANDERING_DB else -math.inf
        if scores["psnr_y"] <= lowest:
            return False
        self.scores = scores
        self._best = max(self._best, scores["psnr_y"])
        gained = merit(scores, self._plan.objective)
        if gained > self._best_merit:
            self._best_merit, self._rollbacks = gained, 0  # it has recovered
        if self._early_stopping:
            self._early_stopping.take(step, scores, weights)
        event = Scored(step=step, scores=scores, baseline=self.baseline)
        self._run.scores.append(event.row)
        self._on_event(event)
        if not self._plan.report_steps:
            self._show(images[0], self._held_out.originals[0])
        with suppress(OSError, OutputError):  # a full disk costs a picture, never the run
            save_curves(self._run)
        self._plan_next_score()
        return True

    def _plan_next_score(self) -> None:
        """At the next of 24 places; the last one stays due, for it gives a resumed run its scores."""
        place = math.floor(self._budget.share * SCORES_A_RUN + ROUNDING) + 1
        self._next_score = min(1.0, place / SCORES_A_RUN)

    @contextmanager
    def _averaged(self) -> Iterator[keras.Model]:
        """The generator's network, for the block with its weights averaged over the last steps."""
        player = self._game.generator
        with averaging(player.network, player.optimizer):
            yield player.network

    def _show(self, *shown: RgbImage) -> None:
        """Save a sample picture: the plainly enlarged input, and at its right what is `shown`."""
        with suppress(OSError):
            sample = self._run.save_sample(self.step, (self._shown_input, *shown))
            self._on_event(SampleSaved(step=self.step, path=str(sample)))

    def _generate(self, photo: NDArray[np.float32]) -> NDArray[np.float32]:
        answer = self._game.generator.network(ops.convert_to_tensor(photo), training=False)
        return np.asarray(ops.convert_to_numpy(ops.cast(answer, "float32")))

    def _report(self, rate: float) -> None:
        tally, self._unreported = self._unreported, Tally()
        event = StepDone(
            step=self._budget.step,
            done=self._budget.share,
            losses=tally.means(),
            learning_rate=rate,
            waiting=tally.waited_s / max(tally.took_s, 1e-9),
            elapsed_s=self._budget.used_s,
            remaining_s=self._budget.remaining_s,
        )
        self._run.metrics.append(event.row)
        self._on_event(event)
        if self._plan.report_steps:
            with self._averaged():
                self._show(*self._held_out.generated(self._generate, count=1))

    def _slow_discriminator(self) -> None:
        """Give the generator time to catch up; weights are sound, so nothing is taken back."""
        self._discriminator_factor /= 2
        self._on_event(DiscriminatorSlowed(step=self.step, factor=self._discriminator_factor))

    def _save(self, path: Path | None = None) -> bool:
        """Save the state as the checkpoint, or as `path`; False, with nothing saved, if it is not finite."""
        state = RunState(
            self._budget.step,
            self._budget.used_s,
            self._rate_factor,
            self._discriminator_factor,
            self._saturation.seen,
            self._next_score,
            self._unreported,
        )
        return save_checkpoint(path or self._run.checkpoint, self._game.players, state)

    def _roll_back(self, reason: str) -> None:
        """Go back to sound weights, with half the rate; the time that was used stays used."""
        run = self._run  # one that an earlier version paused has no last good state yet
        is_far = reason == COLLAPSED and run.last_good.exists()
        state = load_checkpoint(run.last_good if is_far else run.checkpoint, self._game.players)
        if reason == COLLAPSED:  # the averaged weights were good, those of the moment need not have been
            player = self._game.generator
            player.optimizer.finalize_variable_values(player.network.trainable_variables)
        self._budget.step, self._unreported = state.step, state.unreported
        self._rate_factor /= 2
        self._plan_next_score()
        self._run.metrics.forget(after=self.step)
        self._save()
        self._rollbacks += 1
        if self._rollbacks > MAX_ROLLBACKS:
            raise TrainingError(
                f"The run was rolled back {MAX_ROLLBACKS} times without a gain ({reason})",
                "a run that converges",
                "Start again with a lower learning rate; the last good weights are kept.",
            )
        self._on_event(RolledBack(step=self.step, reason=reason, learning_rate=self._rate))
