"""Which photos of an album are learnt from, and which are held out."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from core.errors import TrainingError
from core.training.album import AlbumPhoto, AlbumScan
from core.training.options import TrainingOptions

FEWEST_HELD_OUT = 4
"""A score of fewer photos is chance; but of a small album no more than a quarter is held out."""


def split_photos(
    scan: AlbumScan, options: TrainingOptions, *, only_sharp: bool = False
) -> tuple[list[Path], list[Path]]:
    """Photos to learn from, and photos held out, each in the album's order.

    What a photo shows decides, whatever its name and the run's seed, so that the same album always
    holds out the same photos and a run that starts from another one is never scored on what that had learnt.
    Photos that are too small draw lots too: with larger patches, others move up only where too few are left.
    With `only_sharp` both lists keep their sharp photos, where they have any.

    Raises:
        TrainingError: fewer than two photos are usable.
    """
    photos = scan.usable
    if len(photos) < 2:
        reasons = "; ".join(f"{path.name}: {reason}" for path, reason in list(scan.rejected.items())[:3])
        raise TrainingError(
            f"Received {len(photos)} usable photos in {options.folder}"
            + (f" ({reasons})" if reasons else ""),
            f"at least 2 photos of {options.patch_px} pixels or more a side",
            "Add photos, the more the better, and start again.",
        )
    lots = sorted((*photos, *scan.too_small), key=_lot)
    count = max(_fewest(lots), round(options.held_out * len(lots)))
    drawn = len(set(lots[:count]).intersection(photos))
    chosen = set(sorted(photos, key=_lot)[: min(max(drawn, _fewest(photos)), len(photos) - 1)])
    preferred = set(scan.sharp if only_sharp else photos)
    learning, held_out = (
        [photo for photo in photos if (photo in chosen) == is_out] for is_out in (False, True)
    )
    return _paths(learning, preferred), _paths(held_out, preferred)


def _fewest(photos: Sequence[AlbumPhoto]) -> int:
    return max(1, min(FEWEST_HELD_OUT, len(photos) // 4))


def _lot(photo: AlbumPhoto) -> bytes:
    """Stable, and as good as random."""
    return hashlib.sha256(photo.difference_hash.to_bytes(8, "big")).digest()


def _paths(photos: list[AlbumPhoto], preferred: set[AlbumPhoto]) -> list[Path]:
    return [photo.path for photo in photos if photo in preferred] or [photo.path for photo in photos]
