"""The self-ensemble: the mean of what a network makes of all flips and quarter turns of a photo."""

import numpy as np

from core.restoration.engine import Engine, EngineWrapper, Tile

ORIENTATIONS = tuple((mirrored, turns) for turns in (0, 2, 1, 3) for mirrored in (False, True))
"""Upright ones first: an engine is compiled for one tile shape at a time."""


class SelfEnsemble(EngineWrapper):
    """Shows the network a tile in all eight orientations and averages what it makes of them.

    What it gets wrong in one orientation alone averages out (Timofte, Rothe and Van Gool, Seven ways to
    improve example-based single image super resolution, 2016); so does some of what it invents.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, engine.scale)
        # A tile takes eight times as long, and work can only be cancelled between tiles.
        self.tile_px = engine.tile_px // 2

    def __call__(self, tile: Tile) -> Tile:
        """See `Engine`."""
        mean: Tile = np.zeros((tile.shape[0] * self.scale, tile.shape[1] * self.scale, 3), np.float32)
        for mirrored, turns in ORIENTATIONS:
            shown = np.rot90(tile[:, ::-1] if mirrored else tile, turns)
            upright = np.rot90(self._engine(np.ascontiguousarray(shown)), -turns)
            mean += upright[:, ::-1] if mirrored else upright
        mean /= len(ORIENTATIONS)
        return mean
