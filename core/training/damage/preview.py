"""Ages a whole photo, to see what networks are trained on."""

from dataclasses import replace

import numpy as np

from core.errors import OptionsError
from core.images.photo import Photo
from core.training.damage.drawing import draw_recipe
from core.training.damage.options import DamageOptions
from core.training.damage.recipe import DamageRecipe, apply_structure, apply_tone


def damage_photo(photo: Photo, seed: int, strength: float) -> tuple[Photo, DamageRecipe]:
    """Age `photo` by one recipe of training, of severity `strength` (0..1).

    Grey photos become RGB, without their profile. Alpha, depth and metadata stay.

    Raises:
        OptionsError: `seed` or `strength` is out of its range.
    """
    if seed < 0:
        raise OptionsError(f"Received seed {seed}", "0 or more", "Change it and try again.")
    options = DamageOptions(strength=strength, least_strength=strength, clean=0, single=0, fewest=1)
    recipe = draw_recipe(np.random.default_rng(seed), options)
    largest = np.iinfo(photo.pixels.dtype).max
    pixels = np.broadcast_to(photo.pixels, (photo.height, photo.width, 3)).astype(np.float32)
    pixels /= largest
    aged = apply_structure(apply_tone(pixels, recipe), recipe)
    rounded = np.rint(aged * largest).astype(photo.pixels.dtype)
    return replace(photo, pixels=rounded, icc_profile=None if photo.is_grey else photo.icc_profile), recipe
