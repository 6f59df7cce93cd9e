"""Watches for a run that goes wrong while all its numbers are finite."""

from collections.abc import Mapping

from core.training.tally import Tally

STEPS = 200
CERTAIN = 0.98
LOWEST_LOSS = 0.02


class SaturationWatch:
    """Tells when a discriminator was right about nearly all photos for 200 steps: no one learns from it then.

    Attributes:
        seen: the steps since the last verdict, which comes every 200 steps.
    """

    def __init__(self) -> None:
        self.seen = Tally()

    def sees(self, metrics: Mapping[str, float]) -> bool:
        """Take in the metrics of a step, see AdversarialGame.play; True: its discriminator is saturated."""
        if "discriminator" not in metrics:
            return False
        self.seen.add(metrics)
        if self.seen.steps < STEPS:
            return False
        means, self.seen = self.seen.means(), Tally()
        return min(means["real"], 1 - means["fooled"]) > CERTAIN or means["discriminator"] < LOWEST_LOSS
