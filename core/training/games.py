"""What a run plays: the networks that are trained against data, and against each other."""

from typing import Protocol

import keras
from keras import ops

from core.training.patches import Batch
from core.training.player import Player, Tensor


class Game(Protocol):
    """A generator, and whoever else trains with it."""

    generator: Player
    peak_learning_rate: float

    @property
    def players(self) -> dict[str, Player]:
        """All players by name; their networks and optimizers make up a checkpoint."""

    def play(self, batch: Batch, learning_rate: float) -> dict[str, float]:
        """One step of every player; returns the losses by name."""


class FidelityGame:
    """A generator alone, against pixel distance (L1)."""

    peak_learning_rate = 5e-4

    def __init__(self, generator: keras.Model) -> None:
        self.generator = Player(generator, l1_loss, learning_rate=self.peak_learning_rate)

    @property
    def players(self) -> dict[str, Player]:
        """The generator."""
        return {"generator": self.generator}

    def play(self, batch: Batch, learning_rate: float) -> dict[str, float]:
        """One step; `pixel` is the mean absolute error."""
        inputs, originals = batch
        return {"pixel": self.generator.learn(inputs, originals, learning_rate)}


def l1_loss(photo: Tensor, original: Tensor, restored: Tensor) -> Tensor:
    """Mean absolute error."""
    del photo
    return ops.mean(ops.abs(ops.cast(restored, "float32") - original))
