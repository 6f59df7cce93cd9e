"""What is done to a photo to age it: a list of named operations that can be read, repeated and checked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from core.training.damage import blurs, compression, noises, textures, tones
from core.training.damage.arrays import Floats

OPERATIONS: dict[str, Callable[..., Floats]] = {
    operation.__name__: operation
    for operation in (
        blurs.gaussian_blur,
        blurs.slanted_blur,
        blurs.motion_blur,
        blurs.ring,
        blurs.resample,
        noises.grain,
        noises.sensor_noise,
        noises.scanner_lines,
        textures.paper,
        textures.weave,
        textures.halftone,
        compression.jpeg,
        tones.fade,
        tones.yellow,
        tones.tone_sepia,
        tones.grey,
        tones.vignette,
    )
}


@dataclass(frozen=True)
class Operation:
    """One operation, by its name in OPERATIONS, and its keyword arguments. Random ones hold their seed.

    `kind` is the kind of damage, of core.training.damage.options.KINDS; None: it has the operation's name.
    """

    name: str
    parameters: dict[str, Any]
    kind: str | None = None

    def __call__(self, photo: Floats) -> Floats:
        return OPERATIONS[self.name](photo, **self.parameters)

    def __str__(self) -> str:
        parameters = (
            f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value}"
            for name, value in self.parameters.items()
        )
        call = f"{self.name}({', '.join(parameters)})"
        return f"{self.kind}: {call}" if self.kind else call

    def enlarged(self, scale: int) -> "Operation":
        """The same operation for a photo `scale` times as large: lengths in pixels are multiplied."""
        lengths = {name: value for name, value in self.parameters.items() if name.endswith("_px")}
        grown = {name: value * scale for name, value in lengths.items()}
        return replace(self, parameters=self.parameters | grown)


@dataclass(frozen=True)
class DamageRecipe:
    """How one photo is aged, in this order.

    Attributes:
        tone: tonal ageing, done to input and target.
        optics: blurs that come before the photo is shrunk to the input's size, where it is.
        filter: the antialiased filter that it is shrunk with: "bicubic", "area" or "lanczos".
        structure: all that is done at the input's size.
    """

    tone: tuple[Operation, ...] = ()
    optics: tuple[Operation, ...] = ()
    filter: str = "bicubic"
    structure: tuple[Operation, ...] = ()

    def __str__(self) -> str:
        """An operation a line, each begins with its kind of damage."""
        operations = (*self.tone, *self.optics, *self.structure)
        return "\n".join(map(str, operations))


def apply_tone(photo: Floats, recipe: DamageRecipe) -> Floats:
    """A copy of `photo`, float32 (height, width, 3), 0..1, with its tones aged."""
    return _done(photo, recipe.tone)


def apply_structure(photo: Floats, recipe: DamageRecipe) -> Floats:
    """A copy of `photo`, float32 (height, width, 3), 0..1, damaged at its own size."""
    return _done(_done(photo, recipe.optics), recipe.structure)


def _done(photo: Floats, operations: tuple[Operation, ...]) -> Floats:
    return reduce(lambda aged, operation: operation(aged), operations, photo)
