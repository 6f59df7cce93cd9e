"""What a model folder says about itself: `model.json` as frozen values."""

from dataclasses import dataclass, field
from typing import Any, Literal

Network = Literal["generator", "classic"]
Kind = Literal["fidelity", "detail", "restore"]
FILTER_COUNTS, BLOCK_COUNTS = range(1, 513), range(1, 129)
"""The sizes that a network may have."""
CLASSIC_SCALE = 4
"""The only scale of the classic network."""


def output_factor(scale: int) -> int:
    """Result pixels per trunk pixel and axis of a generator: 4, and 2 for photos at their own size.

    Measured: the noise of 4 x 4 photo pixels does not pass through 64 channels, that of 2 x 2 does.
    """
    return 2 if scale == 1 else 4


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """Which network to build, and its sizes."""

    network: Network = "generator"
    scale: int = 4
    filters: int = 64
    blocks: int = 16

    @property
    def output_factor(self) -> int:
        """Result pixels per trunk pixel and axis of the generator."""
        return output_factor(self.scale)


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """A model's description.

    Attributes:
        kind: "fidelity" and "detail" expect clean inputs, "restore" expects damaged ones.
        detail: recommended position between the faithful end (0) and the detailed end (1).
        training: its making; a run notes program, objective, base model, steps, minutes and its settings.
        scores: measured figures by benchmark set, for example {"Set5": {"psnr_y": 31.5}}.
        files: SHA-256 of each file in the folder, by name: `weights.safetensors` is the faithful
            end, and `detail.safetensors`, where present, the detailed end of the same network.
    """

    name: str
    version: str
    architecture: Architecture
    kind: Kind
    detail: float = 0.0
    description: str = ""
    licence: str = "MIT"
    training: dict[str, Any] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
