"""Wraps an engine so that it restores at a scale its model was not trained for."""

import numpy as np

from core.images.resizing import enlarge
from core.restoration.engine import Engine, EngineWrapper, Tile


def fit_scale(engine: Engine, scale: int) -> Engine:
    """An engine whose scale is `scale`, 1, 2 or 4.

    A smaller scale is the engine's result, averaged; a larger one is the engine run twice, or its
    result plainly enlarged where it has scale 1.
    """
    if scale == engine.scale:
        return engine
    if scale < engine.scale:
        return Reduced(engine, engine.scale // scale)
    return Enlarged(engine, scale) if engine.scale == 1 else Repeated(engine)


class Reduced(EngineWrapper):
    """Averages blocks of the result, `factor` pixels high and wide."""

    def __init__(self, engine: Engine, factor: int) -> None:
        super().__init__(engine, engine.scale // factor)
        self._factor = factor

    def __call__(self, tile: Tile) -> Tile:
        """See `Engine`."""
        large = self._engine(tile)
        height, width, factor = large.shape[0], large.shape[1], self._factor
        blocks = large.reshape(height // factor, factor, width // factor, factor, 3)
        small: Tile = blocks.mean(axis=(1, 3), dtype=np.float32)
        return small


class Repeated(EngineWrapper):
    """Runs the network on its own result."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, engine.scale**2)
        self.halo_px += engine.halo_px // engine.scale
        self.tile_px //= engine.scale

    def __call__(self, tile: Tile) -> Tile:
        """See `Engine`."""
        return self._engine(np.clip(self._engine(tile), 0, 1))


class Enlarged(EngineWrapper):
    """Enlarges the result plainly."""

    def __init__(self, engine: Engine, scale: int) -> None:
        super().__init__(engine, scale)
        self.tile_px //= scale

    def __call__(self, tile: Tile) -> Tile:
        """See `Engine`."""
        levels = np.rint(np.clip(self._engine(tile), 0, 1) * 65535).astype(np.uint16)
        return enlarge(levels, self.scale).astype(np.float32) / np.float32(65535)
