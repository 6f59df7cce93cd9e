"""Which inputs a run learns from: clean shrunk photos, aged ones, or ones with the album's own damage."""

from functools import partial

from core.images.cropping import middle
from core.models.store import StoredModel
from core.training.album import AlbumScan
from core.training.damage.drawing import draw_recipe
from core.training.damage.matched import match_damage
from core.training.damage.options import DamageOptions
from core.training.damage.pairs import aged_pair
from core.training.options import TrainingOptions
from core.training.patches import PairMaker, shrunk_pair
from core.training.photos import PhotoCache

SAMPLES = 24
SAMPLE_PX = 768
"""Of photos, and of their middle, that are aged to find out how the album's own were."""


def learns_the_albums_damage(options: TrainingOptions, base: StoredModel | None) -> bool:
    """Whether the run tunes a restoring model to what is wrong with these very photos."""
    return options.damage is None and base is not None and base.card.kind == "restore"


def pair_maker(
    options: TrainingOptions, base: StoredModel | None, scan: AlbumScan, photos: PhotoCache
) -> PairMaker:
    """The way from a piece of an original, one of `photos`, to the network's input and target."""
    if learns_the_albums_damage(options, base):
        qualities = [photo.quality for photo in scan.usable]
        samples = [middle(photos[index], SAMPLE_PX) for index in range(min(SAMPLES, len(photos)))]
        return partial(aged_pair, draw=match_damage(qualities, samples).draw)
    if options.damage:
        return partial(aged_pair, draw=partial(draw_recipe, options=DamageOptions(strength=options.damage)))
    return shrunk_pair
