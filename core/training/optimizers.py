"""The optimizers that a player can learn by: Adam, and Muon for the kernels of convolutions."""

import math
from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from core.training.losses import Tensor
from core.training.options import OptimizerName

BETA_2 = 0.99
"""Decay rate of Adam's second moment."""
COLOUR_LAYERS = ("head", "tail")
"""The first and the last layer of the generator; Muon's authors leave such layers to Adam."""


def build_optimizer(
    name: OptimizerName, variables: list[keras.Variable], *, beta_1: float
) -> keras.optimizers.Optimizer:
    """The optimizer `name` of `variables`, ready to be saved in a checkpoint.

    It averages the weights, over as many steps as its variable `ema_momentum` says.
    """
    common: dict[str, Any] = {
        "global_clipnorm": 1.0,
        "use_ema": True,
        "name": name,  # Keras would number it, and a checkpoint names it
    }
    if name == "muon":
        optimizer = KernelMuon(
            adam_beta_1=beta_1,
            adam_beta_2=BETA_2,
            adam_weight_decay=None,
            weight_decay=None,
            exclude_layers=COLOUR_LAYERS,
            **common,
        )
    else:
        optimizer = SteadyAdam(beta_1=beta_1, beta_2=BETA_2, **common)
    # A variable, so that a traced step sees it change: early averages must forget faster.
    optimizer.ema_momentum = keras.Variable(0.0, trainable=False, name="momentum_of_averages")
    optimizer.build(variables)
    return optimizer


class Steady(keras.optimizers.Optimizer):
    """Leaves the weights alone in a step whose gradient is not finite.

    In bfloat16 the patch discriminator's is not about once in some hundred steps, and one such step would
    make all weights NaN.

    Attributes:
        skipped: such steps in a row, a variable.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Past Keras, which would put it into checkpoints.
        object.__setattr__(self, "skipped", keras.Variable(0, trainable=False, dtype="int32"))

    def _backend_update_step(
        self, grads: Sequence[Tensor], trainable_variables: Sequence[keras.Variable], learning_rate: Tensor
    ) -> None:
        is_finite = ops.all(ops.stack([ops.all(ops.isfinite(g)) for g in grads]))
        self.skipped.assign(ops.where(is_finite, 0, self.skipped + 1))
        super()._backend_update_step(
            [ops.where(is_finite, g, ops.zeros_like(g)) for g in grads],
            trainable_variables,
            ops.where(is_finite, learning_rate, 0.0),  # or the momentum would go on
        )


class SteadyAdam(Steady, keras.optimizers.Adam):
    """Adam (Kingma and Ba 2014)."""


class KernelMuon(Steady, keras.optimizers.Muon):
    """Muon (Jordan et al. 2024) for the kernels of convolutions, and Adam for everything else.

    Keras' own takes matrices alone. Here a kernel (height, width, in, out) is the matrix (height * width *
    in, out). Its update is the momentum of its gradient with all singular values made about 1, so that
    nothing is learnt slowly because its gradient is small, and of the size of Adam's updates
    (Liu et al., Muon is Scalable, 2025, section 2.2), so that a learning rate means the same to both.
    """

    def zeropower_via_newtonschulz5(self, x: Tensor, steps: int) -> Tensor:
        """The kernel `x` with singular values of about 1."""
        matrix = super().zeropower_via_newtonschulz5(ops.reshape(x, (-1, x.shape[-1])), steps)
        return ops.reshape(matrix, x.shape)

    def lr_adjust(self, x: Tensor) -> Tensor:
        """The update `x` of a kernel, as large as Adam's would be."""
        *inputs, filters = x.shape
        return x * (self.rms_rate * math.sqrt(max(math.prod(inputs), filters)))

    def _should_use_adamw(self, variable: keras.Variable) -> bool:
        is_kernel = len(variable.shape) == 4
        return not is_kernel or any(name in variable.path for name in self.exclude_layers)
