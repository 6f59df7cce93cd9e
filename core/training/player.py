"""One side of a training game: a network, its loss and its optimizer."""

import math
from collections.abc import Callable, Sequence

import keras
from keras import ops

from core.training.losses import Tensor
from core.training.optimizers import build_optimizer
from core.training.options import OptimizerName

Loss = Callable[[Tensor, Tensor], tuple[Tensor, dict[str, Tensor]]]
"""(target batch, the network's answer) -> the loss, and metrics to report by name."""

EMA_MOMENTUM = 0.999
"""Weight of the past in the averaged weights, per step."""
SKIPS = 20
"""So many steps in a row without a finite gradient are no coincidence any more."""


class Player(keras.Model):
    """Trains one network. Its loss may close over another player's network, which stays as it is.

    Only the network it holds is tracked, so a step changes that network alone, and a traced step
    sees the other network's later weights. This replaces the idiom of compiling a frozen
    discriminator, which never trains it in Keras 3.

    Args:
        network: what is trained.
        loss: see Loss.
        metrics: names of what `loss` reports.
        optimizer: by which it learns. beta_1: decay rate of Adam's first moment.
    """

    def __init__(
        self,
        network: keras.Model,
        loss: Loss,
        *,
        metrics: Sequence[str],
        optimizer: OptimizerName,
        beta_1: float,
    ) -> None:
        super().__init__()
        self.network = network
        self._player_loss = loss
        # Batch normalisation counts on the weights of the moment; averaged ones would not fit its statistics.
        self._ema_momentum = 0.0 if network.non_trainable_variables else EMA_MOMENTUM
        self._means = [keras.metrics.Mean(name) for name in metrics]
        self.compile(
            build_optimizer(optimizer, network.trainable_variables, beta_1=beta_1), jit_compile=False
        )

    def call(self, x: Tensor, training: bool | None = None) -> Tensor:
        """The network's answer."""
        return self.network(x, training=training)

    def compute_loss(
        self,
        x: Tensor = None,
        y: Tensor = None,
        y_pred: Tensor = None,
        sample_weight: Tensor = None,
        training: bool = True,
    ) -> Tensor:
        """The loss of Keras' training step; arguments as there."""
        del x, sample_weight, training
        loss, metrics = self._player_loss(ops.convert_to_tensor(y), y_pred)
        for mean in self._means:
            mean.update_state(metrics[mean.name])
        return loss

    def learn(self, x: Tensor, y: Tensor, learning_rate: float) -> dict[str, float]:
        """One step on a batch; returns the metrics from before it.

        They are not finite where no gradient of the last SKIPS steps was.
        """
        self.optimizer.learning_rate.assign(learning_rate)
        steps = int(self.optimizer.iterations)
        self.optimizer.ema_momentum.assign(min(self._ema_momentum, (1 + steps) / (10 + steps)))
        self.reset_metrics()
        metrics = self.train_on_batch(x, y, return_dict=True)
        is_stuck = int(self.optimizer.skipped) >= SKIPS
        return {mean.name: math.nan if is_stuck else float(metrics[mean.name]) for mean in self._means}
