"""What a model folder says about itself: `model.json` as frozen values."""

from dataclasses import dataclass, field
from typing import Any, Literal

OUTPUT_FACTOR = 4
"""Result pixels per trunk pixel and axis of the generator, the same for every scale."""

Network = Literal["generator", "classic"]
Kind = Literal["fidelity", "detail", "restore"]


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """Which network to build, and its sizes."""

    network: Network = "generator"
    scale: int = 4
    filters: int = 64
    blocks: int = 16


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """A model's description.

    Attributes:
        kind: "fidelity" and "detail" expect clean inputs, "restore" expects damaged ones.
        detail: recommended position between the faithful end (0) and the detailed end (1).
        training: what made it: command, data, steps, time, loss, base model.
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
