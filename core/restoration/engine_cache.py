"""Engines that stay open between photos."""

from core.config import Device
from core.models.store import StoredModel
from core.restoration.engine import Engine
from core.restoration.opening import open_engine


class EngineCache:
    """Keeps the engine that was used last: opening one takes a second or more. For one thread at a time."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._engine: Engine | None = None

    def open(self, model: StoredModel, *, detail: float | None, device: Device) -> Engine:
        """The engine of `model`, opened unless it was the last one used; raises what open_engine raises."""
        key = (model.folder, tuple(model.card.files.values()), detail, device)
        if self._engine is None or key != self._key:
            self._engine = None  # its memory is free before the next one takes some
            self._engine, self._key = open_engine(model, detail=detail, device=device), key
        return self._engine
