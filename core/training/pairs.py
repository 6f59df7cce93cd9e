"""Which inputs a run learns from: clean shrunk photos, aged ones, or ones with the album's own damage."""

from core.training.album import AlbumScan
from core.training.options import TrainingOptions
from core.training.patches import PairMaker, shrunk_pair


def pair_maker(options: TrainingOptions, scan: AlbumScan) -> PairMaker:
    """The way from a piece of an original to the network's input and target."""
    return shrunk_pair
