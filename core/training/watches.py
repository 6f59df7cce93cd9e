"""Watches for a run that goes wrong while all its numbers are finite."""

from collections import deque
from collections.abc import Mapping

import numpy as np

STEPS = 200
CERTAIN = 0.98
LOWEST_LOSS = 0.02


class SaturationWatch:
    """Tells when a discriminator has known nearly every photo for 200 steps: no one learns from it then."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float, float]] = deque(maxlen=STEPS)

    def sees(self, figures: Mapping[str, float]) -> bool:
        """Take in the figures of a step, see AdversarialGame.play; True begins another 200 steps."""
        if "discriminator" not in figures:
            return False
        self._seen.append((figures["real"], 1 - figures["fooled"], figures["discriminator"]))
        if len(self._seen) < STEPS:
            return False
        real, caught, loss = np.mean(self._seen, axis=0)
        if min(real, caught) <= CERTAIN and loss >= LOWEST_LOSS:
            return False
        self._seen.clear()
        return True
