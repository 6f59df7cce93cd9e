"""Ends a run whose score no longer improves, and keeps its best weights."""

import math
from collections.abc import Mapping

from core.training.gate import merit
from core.training.options import Objective
from core.training.run_folder import RunFolder
from core.training.saved_tensors import read_metadata, read_safetensors, write_safetensors
from core.training.weights import Tensors


class EarlyStopping:
    """Keeps the weights with the best score in `run.best`; a resumed run goes on with its earlier scores.

    Args:
        run: whose table of scores tells what came before.
        objective: decides which score counts.
        patience: scorings without a gain before the run has stalled.
    """

    def __init__(self, run: RunFolder, objective: Objective, patience: int) -> None:
        self._path, self._objective, self._patience = run.best, objective, patience
        columns = run.scores.read() if run.best.exists() else {}
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        self._merits = [merit(row, objective) for row in rows]

    @property
    def has_stalled(self) -> bool:
        """Whether none of the last `patience` scorings was better than the best one before them."""
        if not self._merits:
            return False
        best = self._merits.index(max(self._merits))
        return len(self._merits) - 1 - best >= self._patience

    @property
    def best_step(self) -> int:
        """The step that `best_weights` are of; TrainingError as there."""
        return int(read_metadata(self._path)["step"])

    def take(self, step: int, scores: Mapping[str, float], weights: Tensors) -> None:
        """Note the score of a step's `weights`; keep them if none was as good. TrainingError: a full disk."""
        gained = merit(scores, self._objective)
        if gained > max(self._merits, default=-math.inf):
            write_safetensors(self._path, weights, {"step": str(step)})
        self._merits.append(gained)

    def best_weights(self) -> Tensors:
        """The weights with the best score; TrainingError if their file is gone or damaged."""
        return read_safetensors(self._path)
