"""Scoring a model, or a folder of results, against originals."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from core.errors import PhotoError
from core.evaluation.metrics import psnr_y, require_measurable, ssim_y
from core.images.cropping import middle
from core.images.depth import to_8_bit
from core.images.endings import READ_ENDINGS
from core.images.finding import RESULT_MARK, find_photos
from core.images.photo import Photo
from core.images.reading import read_photo
from core.images.resizing import enlarge, shrink
from core.progress import Progress, part_of, silent

Pixels8 = NDArray[np.uint8]
"""uint8 (height, width, 1 or 3)."""

Enlarge = Callable[[Photo, Progress], Photo]
"""Enlarges a photo. Its progress may count any unit, and can raise Cancelled."""

SAMPLE_PX = 128
TOLERATED_PX = 3
"""Sides of a result may differ by this: the largest remainder of an original's side divided by 4."""


@dataclass(frozen=True, kw_only=True)
class ImageScore:
    """One image's PSNR-Y (dB) and SSIM-Y, and the same crop of original and result: uint8 (h, w, 1 or 3)."""

    name: str
    psnr_y: float
    ssim_y: float
    original_piece: Pixels8 = field(repr=False, compare=False)
    result_piece: Pixels8 = field(repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """The scores of one subject (a model, a method, a folder of results) on a set of originals."""

    subject: str
    crop_px: int
    images: tuple[ImageScore, ...]

    @property
    def psnr_y(self) -> float:
        """Mean over the images, in dB; infinite where one equals its original."""
        return fmean(image.psnr_y for image in self.images)

    @property
    def ssim_y(self) -> float:
        """Mean over the images."""
        return fmean(image.ssim_y for image in self.images)


def evaluate_enlarging(
    subject: str,
    upscale: Enlarge,
    originals: Path,
    *,
    scale: int,
    crop_px: int = 4,
    progress: Progress = silent,
) -> Evaluation:
    """Shrink each original by `scale` (Pillow's antialiased bicubic), enlarge it by `upscale`, and compare.

    Originals are cropped to a multiple of `scale` first. At scale 1 the input is the original itself,
    so that the score tells how little a clean photo is changed.

    Raises:
        PhotoError: there are no originals, or one cannot be read or is too small.
        Cancelled: out of `progress`, which counts images.
    """
    paths = _photos_in(originals)

    def pairs() -> Iterator[tuple[str, Pixels8, Pixels8]]:
        for index, path in enumerate(paths):
            original = _cropped_to_multiple(_read(path), scale)
            with _named(path.name):
                require_measurable(original, crop_px)
            part = part_of(progress, index, len(paths))
            result = upscale(Photo(shrink(original, scale)), part)
            yield path.name, to_8_bit(result.pixels), original

    return _score(subject, pairs(), len(paths), crop_px, progress)


def evaluate_folder(
    results: Path, originals: Path, *, crop_px: int = 4, progress: Progress = silent
) -> Evaluation:
    """Compare the images of two folders that have the same names, but for the ending and "_restored".

    Raises:
        PhotoError: a result is missing or has another size, or as `evaluate_enlarging`.
        Cancelled: out of `progress`, which counts images.
    """
    paths = _photos_in(originals)
    found = _results_of(paths, results)
    pairs = ((path.name, *_cropped_to_common(_read(found[path]), _read(path))) for path in paths)
    return _score(results.name, pairs, len(paths), crop_px, progress)


def enlarge_bicubic(scale: int) -> Enlarge:
    """Bicubic interpolation, which every model has to beat."""
    return lambda photo, _progress: Photo(enlarge(photo.pixels, scale))


def _score(
    subject: str,
    pairs: Iterator[tuple[str, Pixels8, Pixels8]],
    count: int,
    crop_px: int,
    progress: Progress,
) -> Evaluation:
    scores: list[ImageScore] = []
    progress(0, count)
    for name, result, original in pairs:
        with _named(name):
            psnr, ssim = (metric(result, original, crop_px=crop_px) for metric in (psnr_y, ssim_y))
        # Copies, so that the whole images are not kept.
        original_piece, result_piece = (middle(pixels, SAMPLE_PX).copy() for pixels in (original, result))
        scores.append(
            ImageScore(
                name=name, psnr_y=psnr, ssim_y=ssim, original_piece=original_piece, result_piece=result_piece
            )
        )
        progress(len(scores), count)
    return Evaluation(subject=subject, crop_px=crop_px, images=tuple(scores))


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Add the photo's name to errors in the block."""
    try:
        yield
    except PhotoError as error:
        raise PhotoError(f"{name}: {error.received}", error.expected, error.remedy) from error


def _results_of(originals: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """The result of each original in `folder`; PhotoError where one has none."""
    own = {path.resolve() for path in originals}  # results may be beside their originals
    images = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in READ_ENDINGS]
    images = [path for path in images if path.resolve() not in own] or images
    stems = {path: path.stem.removesuffix(RESULT_MARK) for path in images}
    # Photos that differ by their endings alone have results that do, or that have these in their names.
    by_name = {stem + path.suffix: path for path, stem in stems.items()}
    by_name |= {stem: path for path, stem in stems.items()}
    names = {path: path.name if path.name in by_name else path.stem for path in originals}
    if missing := [path.name for path, name in names.items() if name not in by_name]:
        raise PhotoError(
            f"Received no result for {', '.join(missing[:5])} in {folder}",
            "a result of the same name for every original",
            "Restore these first.",
        )
    return {path: by_name[name] for path, name in names.items()}


def _photos_in(folder: Path) -> list[Path]:
    found, problems = find_photos([folder], recursive=False)
    if problems:
        raise problems[0][1]
    return [photo.path for photo in found]


def _read(path: Path) -> Pixels8:
    return to_8_bit(read_photo(path).pixels)


def _cropped_to_multiple(pixels: Pixels8, factor: int) -> Pixels8:
    height, width = (side // factor * factor for side in pixels.shape[:2])
    return pixels[:height, :width]


def _cropped_to_common(result: Pixels8, original: Pixels8) -> tuple[Pixels8, Pixels8]:
    """Both without the last rows and columns that only one has; unchanged when they differ by more."""
    if any(abs(a - b) > TOLERATED_PX for a, b in zip(result.shape[:2], original.shape[:2], strict=True)):
        return result, original
    height, width = (min(sides) for sides in zip(result.shape[:2], original.shape[:2], strict=True))
    return result[:height, :width], original[:height, :width]
