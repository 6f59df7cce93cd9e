"""Makes what a network learns from: an aged input and the target behind it."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from core.images.depth import to_levels, to_unit
from core.images.photo import RgbImage
from core.images.resizing import shrink
from core.training.damage.arrays import Floats
from core.training.damage.recipe import DamageRecipe, apply_tone

SHRINKING_FILTERS = {
    "bicubic": Image.Resampling.BICUBIC,
    "area": Image.Resampling.BOX,
    "lanczos": Image.Resampling.LANCZOS,
}


def aged_pair(
    original: RgbImage,
    scale: int,
    rng: np.random.Generator,
    draw: Callable[[np.random.Generator], DamageRecipe],
) -> tuple[Floats, Floats]:
    """The input and target of a network of `scale` (1, 2, 4), both rounded to 8 bits.

    Clean inputs are the literature's: antialiased bicubic with a = -0.5.

    Args:
        original: uint8 (height, width, 3), sides divisible by `scale`.
        scale: target width over input width.
        rng: is handed to `draw`.
        draw: how the photo is aged.

    Returns:
        float32 0..1 (height / scale, width / scale, 3) and (height, width, 3).
    """
    recipe = draw(rng)
    toned = apply_tone(to_unit(original), recipe)
    target = to_levels(toned)
    for operation in recipe.optics:
        toned = operation.enlarged(scale)(toned)
    small = to_unit(shrink(to_levels(toned), scale, SHRINKING_FILTERS[recipe.filter]))
    for operation in recipe.structure:
        small = operation(small)
    return to_unit(to_levels(small)), to_unit(target)
