"""The networks of a run and their losses: a generator alone, or against a discriminator."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import keras
import numpy as np
from keras import ops

from core.errors import OptionsError
from core.models.projected_discriminator import HEADS
from core.training.losses import (
    Tensor,
    direction_distance,
    distribution_distance,
    feature_maps,
    phase_loss,
    pixel_loss,
)
from core.training.options import MAX_SHIFT_PX
from core.training.patches import PatchBatch
from core.training.player import Player
from core.training.presets import Preset

FeatureLoss = Callable[[Sequence[Tensor], Sequence[Tensor]], Tensor]
"""(feature maps of the restored photos, those of the originals) -> a scalar."""


class Game(Protocol):
    """A generator, and whoever else trains with it."""

    generator: Player

    @property
    def players(self) -> dict[str, Player]:
        """All players by name; their networks and optimizers make up a checkpoint."""

    def play(
        self, batch: PatchBatch, learning_rate: float, *, discriminator_factor: float = 1.0
    ) -> dict[str, float]:
        """One step of every player; returns the losses by name.

        Args:
            batch: inputs and originals.
            learning_rate: the generator's.
            discriminator_factor: slows the discriminator, where there is one.
        """


class FidelityGame:
    """A generator alone, against pixel distance (L1); of `settings` it uses the optimizer's."""

    def __init__(self, generator: keras.Model, settings: Preset) -> None:
        self.generator = Player(
            generator,
            self._loss,
            metrics=("pixel",),
            optimizer=settings.optimizer,
            beta_1=settings.beta_1,
        )

    @property
    def players(self) -> dict[str, Player]:
        """The generator."""
        return {"generator": self.generator}

    def play(
        self, batch: PatchBatch, learning_rate: float, *, discriminator_factor: float = 1.0
    ) -> dict[str, float]:
        """One step; `pixel` is the mean absolute error."""
        del discriminator_factor
        inputs, originals = batch
        return self.generator.learn(inputs, originals, learning_rate)

    @staticmethod
    def _loss(original: Tensor, restored: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        loss = pixel_loss(restored, original)
        return loss, {"pixel": loss}


class AdversarialGame:
    """A generator against a discriminator, with perceptual distance (SRGAN, Ledig et al. 2017).

    Both judge a piece of the batch that is cut at a random offset of 0..7 px, so that their strided
    layers never line up with the generator's 4 px sub-pixel blocks.

    Args:
        generator: starts from the weights of a fidelity run.
        discriminator: answers with logits, or with probabilities where `from_logits` is False. A
            projected one looks through `features`, and so costs the generator's step no second look.
        features: a frozen network, see core.models.features; None leaves that term out.
        settings: weights of the terms; the generator's optimizer, where the discriminator's is Adam;
            Adam's beta_1, for both; and the discriminator's pace (Heusel et al., TTUR, 2017).
        feature_loss: the perceptual term, how far two images are apart in the features.
        from_logits: see `discriminator`.

    Raises:
        OptionsError: of the terms that are there, none has a weight.
    """

    def __init__(
        self,
        generator: keras.Model,
        discriminator: keras.Model,
        features: keras.Model | None,
        settings: Preset,
        *,
        feature_loss: FeatureLoss,
        from_logits: bool,
    ) -> None:
        self._features, self._feature_loss = features, feature_loss
        self._weights, self._from_logits = settings.loss, from_logits
        self._pace = settings.discriminator_pace
        terms = ("pixel", "adversarial", "phase", *(("perceptual", "direction") if features else ()))
        if features and self._weights.distribution:
            terms += ("distribution",)
        if not any(getattr(self._weights, term) for term in terms):
            raise OptionsError(
                "Received a loss of what features see, and no features",
                "features for it to look through, or another term with a weight above 0",
                "Choose features, or another weight.",
            )
        self.generator = Player(
            generator,
            self._generator_loss,
            metrics=terms,
            optimizer=settings.optimizer,
            beta_1=settings.beta_1,
        )
        self._heads = {layer.name: layer for layer in discriminator.layers}.get(HEADS)
        self.discriminator = Player(
            discriminator,
            self._discriminator_loss,
            metrics=("discriminator", "real", "fooled"),
            optimizer="adam",
            beta_1=settings.beta_1,
        )

    @property
    def players(self) -> dict[str, Player]:
        """The generator and the discriminator."""
        return {"generator": self.generator, "discriminator": self.discriminator}

    def play(
        self, batch: PatchBatch, learning_rate: float, *, discriminator_factor: float = 1.0
    ) -> dict[str, float]:
        """A step of the generator, then one of the discriminator on what it made.

        Of the metrics, `real` is the share of originals taken for originals, and `fooled` the
        share of generated photos taken for originals.
        """
        inputs, originals = batch
        metrics = self.generator.learn(inputs, originals, learning_rate)
        generated = self.generator.network.predict_on_batch(inputs)  # compiled: a call would not be
        judged = np.concatenate([originals, np.clip(np.asarray(generated, np.float32), 0, 1)])
        top, left = _offset(int(self.discriminator.optimizer.iterations))
        height, width = (side - MAX_SHIFT_PX for side in judged.shape[1:3])
        piece = judged[:, top : top + height, left : left + width]
        is_original = np.repeat(np.array([1, 0], np.float32), len(originals))
        rate = self._pace * discriminator_factor * learning_rate
        return metrics | self.discriminator.learn(piece, is_original, rate)

    def _generator_loss(self, original: Tensor, restored: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        restored = ops.cast(restored, "float32")
        place = _offset(ops.cast(self.generator.optimizer.iterations, "int32"))
        seen, truth = _piece(restored, place), _piece(original, place)
        maps = feature_maps(self._features, seen) if self._features else []
        metrics = {
            "pixel": pixel_loss(restored, original),
            "phase": phase_loss(restored, original),
            "adversarial": self._cross_entropy(self._answers(seen, maps), 1.0),
        }
        if self._features:
            true_maps = feature_maps(self._features, truth)
            metrics["perceptual"] = self._feature_loss(maps, true_maps)
            metrics["direction"] = direction_distance(maps, true_maps)
            if self._weights.distribution:  # sorting is slow
                metrics["distribution"] = distribution_distance(maps, true_maps)
        return sum(getattr(self._weights, name) * value for name, value in metrics.items()), metrics

    def _answers(self, seen: Tensor, maps: list[Tensor]) -> list[Tensor]:
        """The discriminator's answers to images `seen`; `maps` are their features, if there are any."""
        judge, given = (self._heads, maps) if self._heads else (self.discriminator.network, seen)
        answers: list[Tensor] = keras.tree.flatten(judge(given, training=False))
        return answers

    def _discriminator_loss(self, is_original: Tensor, answers: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        count = is_original.shape[0] // 2
        real, generated = zip(*((a[:count], a[count:]) for a in keras.tree.flatten(answers)), strict=True)
        loss = (self._cross_entropy(real, 1.0) + self._cross_entropy(generated, 0.0)) / 2
        undecided = 0.0 if self._from_logits else 0.5
        real_share, fooled_share = (
            _mean(ops.cast(a > undecided, "float32") for a in part) for part in (real, generated)
        )
        return loss, {"discriminator": loss, "real": real_share, "fooled": fooled_share}

    def _cross_entropy(self, answers: Sequence[Tensor], truth: float) -> Tensor:
        return _mean(
            ops.binary_crossentropy(ops.full_like(a, truth), a, from_logits=self._from_logits)
            for a in answers
        )


def _mean(maps: Iterable[Tensor]) -> Tensor:
    """The mean of the maps' means: each map counts alike, whatever its size."""
    means = [ops.mean(values) for values in maps]
    return sum(means) / len(means)


def _offset(step: Tensor) -> tuple[Tensor, Tensor]:
    """A place in 0..7 x 0..7 for a step; 64 steps in a row visit them all, in a scattered order."""
    index = step * 29 % MAX_SHIFT_PX**2
    return index // MAX_SHIFT_PX, index % MAX_SHIFT_PX


def _piece(images: Tensor, place: tuple[Tensor, Tensor]) -> Tensor:
    batch, height, width, channels = images.shape
    start = ops.stack([0, *place, 0])
    return ops.slice(images, start, (batch, height - MAX_SHIFT_PX, width - MAX_SHIFT_PX, channels))
