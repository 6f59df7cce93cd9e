"""How far a run is, and the learning rate that belongs there."""

import math
from dataclasses import dataclass

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


def learning_rate(share: float, peak: float) -> float:
    """A linear warm-up, then a cosine that ends at zero when the budget does.

    Source: Loshchilov and Hutter, SGDR, 2017, equation 5, without restarts.
    """
    if share < WARM_UP:
        return peak * max(share / WARM_UP, 1e-3)
    return peak * 0.5 * (1 + math.cos(math.pi * (share - WARM_UP) / (1 - WARM_UP)))
