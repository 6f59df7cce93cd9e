"""Sums over some steps of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Sums over steps: of their metrics, of the time they took, and of that spent waiting for data."""

    steps: int = 0
    took_s: float = 0.0
    waited_s: float = 0.0
    sums: dict[str, float] = field(default_factory=dict)

    def add(self, metrics: Mapping[str, float], *, took_s: float = 0.0, waited_s: float = 0.0) -> None:
        """Count a step."""
        self.steps += 1
        self.took_s += took_s
        self.waited_s += waited_s
        for name, value in metrics.items():
            self.sums[name] = self.sums.get(name, 0.0) + value

    def means(self) -> dict[str, float]:
        """The metrics, averaged over the steps."""
        return {name: total / self.steps for name, total in self.sums.items()}
