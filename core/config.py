"""The options of restoring and of writing results: frozen values, validated on construction."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from core.errors import OptionsError

Device = Literal["auto", "cpu", "gpu"]
OutputFormat = Literal["jpeg", "png", "tiff", "webp", "avif"]
IfExists = Literal["fail", "skip", "replace", "number"]

SCALES = (1, 2, 4)
DEVICES: tuple[Device, ...] = get_args(Device)
OUTPUT_FORMATS: tuple[OutputFormat, ...] = get_args(OutputFormat)
IF_EXISTS: tuple[IfExists, ...] = get_args(IfExists)


@dataclass(frozen=True, kw_only=True)
class RestoreOptions:
    """How a photo is restored.

    Attributes:
        model: a model's name, or a model folder's path. None: the best model at hand for `scale`.
        scale: result width over photo width, 1, 2 or 4. None: the model's own scale.
        strength: 0..1, blend of the plainly enlarged photo (0) and the restored one (1).
        detail: 0..1, from the model's faithful end (0) to its detailed end (1).
            None: the model's recommendation. Ignored by models with one end.
        grain: 0..1, share that the result gets back of the grain that restoring takes away.
        careful: the mean of the photo restored in all eight flips and quarter turns (the self-ensemble of
            Timofte et al. 2016): closer to the truth, smoother, and 8 times as slow.
        device: where the network runs.
        tile_px: longest side of a tile in photo pixels, 32..4096. None: chosen for the device and memory.

    Raises:
        OptionsError: a value is out of its range.
    """

    model: str | None = None
    scale: int | None = None
    strength: float = 1.0
    detail: float | None = None
    grain: float = 0.0
    careful: bool = False
    device: Device = "auto"
    tile_px: int | None = None

    @property
    def passes(self) -> int:
        """How often the network runs over the photo."""
        return 8 if self.careful else 1

    def __post_init__(self) -> None:
        if self.scale is not None:
            _require_one_of("scale", self.scale, SCALES)
        _require_one_of("device", self.device, DEVICES)
        _require_between("strength", self.strength, 0, 1)
        _require_between("grain", self.grain, 0, 1)
        if self.detail is not None:
            _require_between("detail", self.detail, 0, 1)
        if self.tile_px is not None:
            _require_between("tile", self.tile_px, 32, 4096)


@dataclass(frozen=True, kw_only=True)
class OutputOptions:
    """Where and how results are written.

    Attributes:
        folder: results go here, with the folder tree kept. None: beside each photo.
        format: None keeps the photo's format where it can be written, else PNG.
        quality: 1..100 for JPEG, WebP and AVIF; 100 is lossless for WebP and AVIF.
        name_pattern: file name without ending; {name}, {scale} and {model} are filled in.
        if_exists: what happens where the result's file exists. "skip" leaves a photo alone whose result
            exists, and does not restore results that are among the photos (which the pattern "{name}"
            cannot tell apart); "replace" never replaces originals; "number" adds _2, _3 and so on.
        keep_metadata: copy EXIF, XMP and IPTC (the colour profile and DPI are always kept).

    Raises:
        OptionsError: a value is out of its range, or the pattern names no file.
    """

    folder: Path | None = None
    format: OutputFormat | None = None
    quality: int = 92
    name_pattern: str = "{name}_restored"
    if_exists: IfExists = "fail"
    keep_metadata: bool = True

    def __post_init__(self) -> None:
        if self.format is not None:
            _require_one_of("format", self.format, OUTPUT_FORMATS)
        _require_one_of("if_exists", self.if_exists, IF_EXISTS)
        _require_between("quality", self.quality, 1, 100)
        try:
            name = self.name_pattern.format(name="photo", scale=4, model="model")
        except (LookupError, ValueError, AttributeError, TypeError):
            name = ""
        if not name or "/" in name or "\\" in name:
            raise OptionsError(
                f"Received the file-name pattern {self.name_pattern!r}",
                "a name that uses only {name}, {scale} and {model}, without folders",
                "Try {name}_restored.",
            )


def _require_one_of(option: str, value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        names = ", ".join(map(str, allowed))
        raise OptionsError(f"Received {option} {value!r}", f"one of {names}", "Choose one of these.")


def _require_between(option: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise OptionsError(
            f"Received {option} {value}", f"a number from {low} to {high}", "Choose one in that range."
        )
