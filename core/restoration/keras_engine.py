"""A network run by Keras, on the GPU or the processor. Importing this module loads its backend."""

from contextlib import AbstractContextManager, nullcontext

import keras

from core.models.card import Architecture
from core.models.networks import build_network
from core.models.tensor_file import Weights
from core.restoration.engine import GeneratorEngine, Tile


class KerasEngine(GeneratorEngine):
    """Runs a network through Keras, in float32."""

    def __init__(self, architecture: Architecture, weights: Weights, *, on_gpu: bool) -> None:
        processor = "GPU" if on_gpu else "CPU"
        super().__init__(architecture, f"{processor} (Keras with {keras.backend.backend()}, float32)")
        self._on_gpu = on_gpu
        with self._placed():
            self._network = build_network(architecture)
            for variable in self._network.weights:
                variable.assign(weights[variable.path])

    def __call__(self, tile: Tile) -> Tile:
        """See `Engine`."""
        try:
            with self._placed():
                result: Tile = self._network.predict_on_batch(tile[None])[0]
        except Exception as error:  # each backend has its own, and none is importable without it
            if type(error).__name__ in ("ResourceExhaustedError", "OutOfMemoryError", "MemoryError"):
                raise MemoryError(str(error)) from error
            raise self._failure(f"the error {error}") from error
        return self._checked(result)

    def _placed(self) -> AbstractContextManager[None]:
        """The device of the block; Keras chooses the GPU by itself where it has one."""
        return nullcontext() if self._on_gpu else keras.device("cpu:0")
