"""Looks through a folder of photos before training: which can be used, and how good they are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import PhotoError, TrainingError
from core.images.colour import to_srgb
from core.images.cropping import middle
from core.images.finding import find_photos
from core.images.reading import read_photo
from core.images.resizing import shrink
from core.progress import Progress
from core.training.likeness import fingerprint, first_alike
from core.training.quality import SAMPLE_PX, Quality, measure_quality

SMALLEST_PX = 20
"""Least side of a photo: a smaller one has too little to measure and to score."""
FLATTEST = 2.0
"""Standard deviation in grey levels; photos below it are blank."""
SHARP_BLUR_PX = 1.2
SHARP_NOISE = 0.025
MOST_SHRUNK = 3
"""Largest factor to shrink a photo by: beyond it too little is left to learn from."""
LEAST_SHARP = 0.25
"""Share of an album's photos that count as sharp, however bad the album is."""


@dataclass(frozen=True)
class AlbumPhoto:
    """A usable photo.

    Attributes:
        path, width, height: of the file as it is.
        difference_hash: 64 bits, by which photos are chosen to be held out.
        fingerprint: by which photos that show the same are found.
        quality: of the photo at full size.
        clean_factor: how many times it has to be shrunk until it is neither blurred nor noisy, or as far
            as there is room for.
    """

    path: Path
    width: int
    height: int
    difference_hash: int
    quality: Quality
    clean_factor: int = 1
    fingerprint: bytes = field(default=b"", repr=False)

    @property
    def shorter_px(self) -> int:
        """The shorter side."""
        return min(self.width, self.height)


@dataclass(frozen=True)
class AlbumScan:
    """What is in an album: photos to learn from, and why the others are rejected.

    Attributes:
        usable: photos to learn from.
        rejected: the reasons why the others are left out.
        too_small: those of the others that would be usable if the patches were smaller.
    """

    usable: tuple[AlbumPhoto, ...]
    rejected: dict[Path, str]
    too_small: tuple[AlbumPhoto, ...] = ()

    @property
    def sharp(self) -> tuple[AlbumPhoto, ...]:
        """Photos that, once shrunk, are sharp and clean enough to be targets, and always the best quarter."""
        ranked = sorted(self.usable, key=_fault)
        best = set(ranked[: max(1, round(LEAST_SHARP * len(ranked)))])
        return tuple(photo for photo in self.usable if photo in best or _fault(photo) <= 1)

    @property
    def clean_factors(self) -> dict[Path, int]:
        """By how much each photo is shrunk, to be as clean as a target should be."""
        return {photo.path: photo.clean_factor for photo in self.usable}

    @property
    def areas(self) -> dict[Path, int]:
        """The area of each photo at its full size, in pixels."""
        return {photo.path: photo.width * photo.height for photo in self.usable}

    @property
    def measured(self) -> tuple[Path, ...]:
        """The paths of all photos that are usable, or would be if the patches were smaller."""
        return tuple(photo.path for photo in (*self.usable, *self.too_small))


def scan_album(
    folder: Path, *, min_px: int, progress: Progress, only: Collection[Path] | None = None
) -> AlbumScan:
    """Read every photo in `folder` and below, and measure it.

    Hidden files and earlier results are passed over, linked folders are entered once.

    Args:
        folder: of photos.
        min_px: photos with a shorter side are too small.
        progress: counts photos.
        only: the photos that were `measured` when the run began; None: it begins now.

    Raises:
        TrainingError: there is no such folder, it holds no photos at all, or not all of `only`.
        Cancelled: by `progress`.
    """
    if not folder.is_dir():
        remedy = "Choose a folder that exists." if only is None else "Put it back, then resume the run."
        raise TrainingError(f"Received {folder}", "a folder of photos", remedy)
    found, _ = find_photos([*(only or ()), folder], recursive=True)
    if not found:
        raise TrainingError(
            f"The folder {folder} holds no photos", "at least 2 photos in it", "Choose another folder."
        )
    began_with = None if only is None else set(only)
    photos: list[AlbumPhoto] = []
    rejected: dict[Path, str] = {}
    for done, path in enumerate(photo.path for photo in found):
        progress(done, len(found))
        try:
            photo = _measured(path, min_px)
        except PhotoError as error:
            rejected[path] = error.received
        else:
            if began_with is None or path in began_with:
                photos.append(photo)
            else:
                rejected[path] = "not among the photos that the run began with"
    progress(len(found), len(found))
    _require_all(only or (), photos)
    twins = _twins(photos)
    rejected |= {path: f"looks the same as {twin}" for path, twin in twins.items()}
    small = {
        photo.path: _too_small(photo.width, photo.height) for photo in photos if photo.shorter_px < min_px
    }
    unlike = [photo for photo in photos if photo.path not in twins]
    return AlbumScan(
        usable=tuple(photo for photo in unlike if photo.path not in small),
        rejected=rejected | small,
        too_small=tuple(photo for photo in unlike if photo.path in small),
    )


def _require_all(paths: Collection[Path], photos: Iterable[AlbumPhoto]) -> None:
    there = {photo.path for photo in photos}
    if gone := [path.name for path in paths if path not in there]:
        raise TrainingError(
            f"Received an album without {', '.join(gone[:3])}" + ", ..." * (len(gone) > 3),
            "the photos that the run began with",
            "Put them back, then resume the run, or start a new one.",
        )


def _measured(path: Path, min_px: int) -> AlbumPhoto:
    pixels = to_srgb(read_photo(path)).pixels
    height, width = pixels.shape[:2]
    if min(height, width) < SMALLEST_PX:
        raise PhotoError(_too_small(width, height), f"{SMALLEST_PX} pixels or more a side", "Leave it out.")
    grey = pixels[..., 0] if pixels.shape[2] == 1 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if grey.std() < FLATTEST:
        raise PhotoError("blank: one tone all over", "a picture", "Leave it out.")
    quality = measure_quality(pixels)
    factor = _clean_factor(pixels, quality, min_px)
    return AlbumPhoto(path, width, height, _difference_hash(grey), quality, factor, fingerprint(grey))


def _too_small(width: int, height: int) -> str:
    return f"too small ({width} x {height} pixels)"


def _clean_factor(pixels: NDArray[np.uint8], quality: Quality, min_px: int) -> int:
    factor, largest = 1, min(MOST_SHRUNK, min(pixels.shape[:2]) // min_px)
    while factor < largest and not quality.is_clean:
        factor += 1
        quality = measure_quality(shrink(middle(pixels, factor * SAMPLE_PX), factor))
    return factor


def _difference_hash(grey: NDArray[np.uint8]) -> int:
    """64 bits: whether each of 8 x 8 tones is brighter than its right neighbour (N. Krawetz' dHash)."""
    tones = cv2.resize(grey, (9, 8), interpolation=cv2.INTER_AREA)
    bits = np.packbits(tones[:, :-1] > tones[:, 1:])
    return int.from_bytes(bits.tobytes(), "big")


def _twins(photos: Iterable[AlbumPhoto]) -> dict[Path, Path]:
    """Maps each photo that looks like a larger one, or like an earlier one of equal size, to that photo."""
    ranked = sorted(photos, key=lambda photo: -photo.shorter_px)
    alike = first_alike([photo.fingerprint for photo in ranked])
    return {
        photo.path: ranked[twin].path for photo, twin in zip(ranked, alike, strict=True) if twin is not None
    }


def _fault(photo: AlbumPhoto) -> float:
    """How blurred or noisy a photo is once it is shrunk; up to 1 it counts as sharp and clean."""
    quality = photo.quality
    return max(quality.blur_px / SHARP_BLUR_PX, quality.noise / SHARP_NOISE) / photo.clean_factor
