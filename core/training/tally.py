"""What happens between two reports of a run."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Sums of losses and of the time spent waiting for data, since it was made."""

    steps: int = 0
    waited_s: float = 0.0
    began: float = field(default_factory=time.monotonic)
    sums: dict[str, float] = field(default_factory=dict)

    def add(self, losses: Mapping[str, float], waited_s: float) -> None:
        """Count a step."""
        self.steps += 1
        self.waited_s += waited_s
        for name, value in losses.items():
            self.sums[name] = self.sums.get(name, 0.0) + value

    @property
    def age_s(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self.began

    def means(self) -> dict[str, float]:
        """Losses, averaged over the steps."""
        return {name: total / self.steps for name, total in self.sums.items()}
