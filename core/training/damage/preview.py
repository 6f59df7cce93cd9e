"""Ages a whole photo, to see what networks are trained on."""

from dataclasses import dataclass, replace

import numpy as np

from core.errors import OptionsError
from core.images.photo import Photo
from core.training.damage.drawing import draw_recipe
from core.training.damage.options import DamageOptions
from core.training.damage.recipe import DamageRecipe, apply_structure, apply_tone
from core.training.damage.scratches import ScratchOptions, scratch


@dataclass(frozen=True)
class AgedPhoto:
    """A photo aged by `recipe`; where it was scratched, `mask` is grey, 255 where the picture is gone."""

    photo: Photo
    recipe: DamageRecipe
    mask: Photo | None

    def __str__(self) -> str:
        """What was done, an operation a line."""
        done = [str(self.recipe), "scratches" if self.mask else ""]
        return "\n".join(filter(None, done)) or "nothing"


def damage_photo(photo: Photo, seed: int, strength: float, *, scratched: bool = False) -> AgedPhoto:
    """Age `photo` by one recipe of training, of severity `strength` (0..1), and scratch it if asked.

    Grey photos become RGB, without their profile. Alpha, depth and metadata stay.

    Raises:
        OptionsError: `seed` or `strength` is out of its range.
    """
    if seed < 0:
        raise OptionsError(f"Received seed {seed}", "0 or more", "Change it and try again.")
    options = DamageOptions(strength=strength, least_strength=strength, clean=0, single=0, least_share=1)
    recipe = draw_recipe(np.random.default_rng(seed), options)
    largest = np.iinfo(photo.pixels.dtype).max
    pixels = np.broadcast_to(photo.pixels, (photo.height, photo.width, 3)).astype(np.float32)
    pixels /= largest
    aged = apply_structure(apply_tone(pixels, recipe), recipe)
    mask = None
    if scratched:
        aged, gone = scratch(aged, np.random.default_rng((seed, 1)), ScratchOptions())
        mask = Photo(gone[..., np.newaxis])
    rounded = np.rint(aged * largest).astype(photo.pixels.dtype)
    profile = None if photo.is_grey else photo.icc_profile
    return AgedPhoto(replace(photo, pixels=rounded, icc_profile=profile), recipe, mask)
