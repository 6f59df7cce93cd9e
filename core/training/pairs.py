"""Which inputs a run learns from: clean shrunk photos, aged ones, or ones with the album's own damage."""

from functools import partial

from core.images.cropping import middle
from core.models.store import StoredModel
from core.training.album import AlbumScan
from core.training.damage.drawing import draw_recipe
from core.training.damage.matched import AlbumDamage, match_damage
from core.training.damage.options import DamageOptions
from core.training.damage.pairs import aged_pair
from core.training.options import TrainingOptions
from core.training.patches import PairMaker, shrunk_pair
from core.training.photos import PhotoCache

SAMPLES = 24
SAMPLE_PX = 768
"""How many photos, and how much of their middle, are aged to find the album's own damage."""


def learns_the_albums_damage(options: TrainingOptions, base: StoredModel | None) -> bool:
    """Whether the run tunes a restoring model to what is wrong with these very photos."""
    return options.damage is None and base is not None and base.card.kind == "restore"


def album_damage(scan: AlbumScan, photos: PhotoCache) -> AlbumDamage:
    """What is wrong with the photos of `scan`, to be learnt from the best of them, `photos`."""
    samples = [middle(photos[index], SAMPLE_PX) for index in range(min(SAMPLES, len(photos)))]
    return match_damage([photo.quality for photo in scan.usable], samples)


def pair_maker(options: TrainingOptions, own: AlbumDamage | None) -> PairMaker:
    """What makes an input and a target of a piece of an original; `own` is the album's damage, if learnt."""
    if own:
        return partial(aged_pair, draw=own.draw)
    if options.damage:
        damage = DamageOptions(strength=options.damage)
        if options.damage_kinds:
            damage = damage.only(options.damage_kinds)
        return partial(aged_pair, draw=partial(draw_recipe, options=damage))
    return shrunk_pair
