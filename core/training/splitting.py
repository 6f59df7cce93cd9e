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
    Photos that are too small draw lots too: with larger patches, nobody moves up in their place.
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
    chosen = _chosen((*photos, *scan.too_small), options.held_out)
    if not 0 < sum(photo in chosen for photo in photos) < len(photos):
        chosen = _chosen(photos, options.held_out)
    preferred = set(scan.sharp if only_sharp else photos)
    learning, held_out = (
        [photo for photo in photos if (photo in chosen) == is_out] for is_out in (False, True)
    )
    return _paths(learning, preferred), _paths(held_out, preferred)


def _chosen(photos: Sequence[AlbumPhoto], share: float) -> set[AlbumPhoto]:
    fewest = max(1, min(FEWEST_HELD_OUT, len(photos) // 4))
    count = min(max(fewest, round(share * len(photos))), len(photos) - 1)
    return set(sorted(photos, key=_lot)[:count])


def _lot(photo: AlbumPhoto) -> bytes:
    """Stable, and as good as random."""
    return hashlib.sha256(photo.likeness.to_bytes(8, "big")).digest()


def _paths(photos: list[AlbumPhoto], preferred: set[AlbumPhoto]) -> list[Path]:
    return [photo.path for photo in photos if photo in preferred] or [photo.path for photo in photos]
