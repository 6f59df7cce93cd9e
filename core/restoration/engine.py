"""Engines run a model's network on one tile."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.errors import DeviceError
from core.models.card import Architecture

Tile = NDArray[np.float32]
"""RGB, (height, width, 3), 0..1."""

HALO_TRUNK_PX = 16
"""Context around a tile that keeps its result within one level of 255 of the untiled one."""

TILE_TRUNK_PX = 512
"""Larger tiles spend less on their halos; these keep the network's own memory within some 300 MB."""


class Engine(Protocol):
    """A network, ready to run.

    Attributes:
        scale: result width over photo width.
        device: what runs it, in words, for example "CPU (OpenVINO, bfloat16)".
        step_px: the height and width of a tile are multiples of this.
        halo_px: photo pixels around a tile that influence it noticeably; a multiple of `step_px`.
        tile_px: longest side of a tile, without halo, that suits the device; a multiple of `step_px`.
    """

    scale: int
    device: str
    step_px: int
    halo_px: int
    tile_px: int

    def __call__(self, tile: Tile) -> Tile:
        """Map (height, width, 3) to (height * scale, width * scale, 3), float32, 0..1 but not clipped.

        Raises:
            MemoryError: the tile is too large for the device.
            DeviceError: the device failed, or its result is not finite.
        """


class EngineWrapper:
    """An engine that wraps another one; its sizes are the same by default."""

    def __init__(self, engine: Engine, scale: int) -> None:
        self._engine = engine
        self.scale = scale
        self.device = engine.device
        self.step_px = engine.step_px
        self.halo_px = engine.halo_px
        self.tile_px = engine.tile_px


class GeneratorEngine:
    """What engines of the generator share: sizes that follow from its scale, and how they fail."""

    def __init__(self, architecture: Architecture, device: str) -> None:
        self.scale = architecture.scale
        self.device = device
        self.step_px = architecture.output_factor // architecture.scale
        self.halo_px = HALO_TRUNK_PX * self.step_px
        self.tile_px = TILE_TRUNK_PX * self.step_px

    def _checked(self, result: Tile) -> Tile:
        if not np.isfinite(result.sum(dtype=np.float64)):
            raise self._failure("values that are not finite numbers", "numbers around 0 to 1")
        return result

    def _failure(self, received: str, expected: str = "a working device") -> DeviceError:
        return DeviceError(
            f"Received {received} from {self.device}", expected, "Choose another device or model."
        )
