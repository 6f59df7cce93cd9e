"""A run's budget, and its learning rate over it."""

import math
from dataclasses import dataclass

from core.training.options import Decay, Objective

WARM_UP = 0.02
"""Share of the budget over which the rate rises from zero to its peak."""


@dataclass
class Budget:
    """A run's budget, in minutes of training or in steps; time lost between runs does not count."""

    minutes: float | None
    steps: int | None
    used_s: float = 0.0
    step: int = 0

    @property
    def share(self) -> float:
        """0 at the start, 1 when the budget is used."""
        if self.steps is not None:
            return min(1.0, self.step / self.steps)
        assert self.minutes is not None
        return min(1.0, self.used_s / (60 * self.minutes))

    @property
    def remaining_s(self) -> float:
        """Estimated from the pace so far; infinite before the first step."""
        if self.minutes is not None:
            return max(0.0, 60 * self.minutes - self.used_s)
        return self.used_s * (1 / self.share - 1) if self.share else math.inf


def learning_rate(share: float, peak: float, decay: Decay) -> float:
    """The rate when `share` of the budget is used.

    "cosine" and "linear" warm up linearly, then fall to zero when the budget ends (Loshchilov and
    Hutter, SGDR, 2017, equation 5, without restarts). "step" falls to a tenth half-way (Ledig et al.
    2017, section 3.2), "none" never.
    """
    if decay == "none":
        return peak
    if decay == "step":
        return peak if share < 0.5 else peak / 10
    if share < WARM_UP:
        return peak * max(share / WARM_UP, 1e-3)
    fallen = (share - WARM_UP) / (1 - WARM_UP)
    return peak * (1 - fallen if decay == "linear" else 0.5 * (1 + math.cos(math.pi * fallen)))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a run goes; see TrainingOptions for what the fields mean."""

    minutes: float | None
    steps: int | None
    peak_learning_rate: float
    decay: Decay
    objective: Objective
    early_stopping: int | None = None
    report_steps: int | None = None

    def learning_rate(self, share: float) -> float:
        """The generator's, when `share` of the budget is used."""
        return learning_rate(share, self.peak_learning_rate, self.decay)
