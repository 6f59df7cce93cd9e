"""Which inputs a run learns from: clean shrunk photos, aged ones, or ones with the album's own damage."""

from functools import partial

from core.models.store import StoredModel
from core.training.album import AlbumScan
from core.training.damage.measured import measured_damage
from core.training.damage.options import DamageOptions
from core.training.damage.pairs import aged_pair
from core.training.options import TrainingOptions
from core.training.patches import PairMaker, shrunk_pair


def learns_the_albums_damage(options: TrainingOptions, base: StoredModel | None) -> bool:
    """Whether the run tunes a restoring model to what is wrong with these very photos."""
    return options.damage is None and base is not None and base.card.kind == "restore"


def pair_maker(options: TrainingOptions, base: StoredModel | None, scan: AlbumScan) -> PairMaker:
    """The way from a piece of an original to the network's input and target."""
    if learns_the_albums_damage(options, base):
        return partial(aged_pair, options=measured_damage(scan))
    if options.damage:
        return partial(aged_pair, options=DamageOptions(strength=options.damage))
    return shrunk_pair
