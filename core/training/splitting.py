"""Which photos of an album are learnt from, and which are held out."""

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from core.errors import TrainingError
from core.training.album import AlbumPhoto, AlbumScan
from core.training.options import TrainingOptions

FEWEST_HELD_OUT = 4
"""A score of fewer photos is chance; but of a small album no more than a quarter is held out."""


def split_photos(
    scan: AlbumScan,
    options: TrainingOptions,
    *,
    only_sharp: bool = False,
    held_out: Collection[Path] | None = None,
) -> tuple[list[Path], list[Path]]:
    """Photos to learn from, and photos held out, each in the album's order.

    What a photo shows decides, whatever its name and the run's seed, so that the same album always
    holds out the same photos and a run that starts from another one is never scored on what that had learnt.
    Photos that are too small draw lots too: with larger patches, others move up only where too few are left.
    Enough sharp photos are held out, too, and with `only_sharp` both lists keep these, where they have any.
    Where `held_out` is given, by a run that is resumed, these are held out, whatever they show by now.

    Raises:
        TrainingError: fewer than two photos are usable, or none of either part of a resumed run.
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
    chosen = _chosen(scan, options) if held_out is None else set(held_out)
    preferred = set(scan.sharp if only_sharp else photos)
    parts = ([photo for photo in photos if (photo.path in chosen) == is_out] for is_out in (False, True))
    learning, out = (_paths(part, preferred) for part in parts)
    if not (learning and out):  # only of a run that is resumed
        part = "to learn from" if out else "held out"
        raise TrainingError(
            f"Received an album whose photos {part} are too small or doubled by now",
            "the photos that the run began with",
            "Put them back, then resume the run, or start a new one.",
        )
    return learning, out


def _chosen(scan: AlbumScan, options: TrainingOptions) -> set[Path]:
    """The photos to hold out, by lots."""
    photos = sorted(scan.usable, key=_lot)
    lots = sorted((*photos, *scan.too_small), key=_lot)
    count = max(_fewest(lots), round(options.held_out * len(lots)))
    drawn = len(set(lots[:count]).intersection(photos))
    chosen = photos[: min(max(drawn, _fewest(photos)), len(photos) - 1)]
    sharp = sorted(scan.sharp, key=_lot)
    return {photo.path for photo in (*chosen, *sharp[: min(FEWEST_HELD_OUT, len(sharp) // 4)])}


def _fewest(photos: Sequence[AlbumPhoto]) -> int:
    return max(1, min(FEWEST_HELD_OUT, len(photos) // 4))


def _lot(photo: AlbumPhoto) -> bytes:
    """Stable, and as good as random."""
    return hashlib.sha256(photo.difference_hash.to_bytes(8, "big")).digest()


def _paths(photos: list[AlbumPhoto], preferred: set[AlbumPhoto]) -> list[Path]:
    return [photo.path for photo in photos if photo in preferred] or [photo.path for photo in photos]
