"""Reads photos of any supported format: pixels upright, with their profile and metadata."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image, PngImagePlugin, UnidentifiedImageError
from PIL.ExifTags import Base
from PIL.ImageFile import ImageFile
from PIL.TiffImagePlugin import BITSPERSAMPLE, PHOTOMETRIC_INTERPRETATION, SAMPLEFORMAT, TiffImageFile

from core.errors import PhotoError
from core.images.colour import fits
from core.images.decoding import Decoded, decode
from core.images.metadata import FileFacts, read_facts
from core.images.photo import Photo, Pixels

MAX_PIXELS = 400_000_000
"""Larger photos are refused before they are decoded."""

MAX_BLOCK_BYTES = 64 * 2**20
"""Limit of a compressed profile or text in a PNG; printers' profiles take some megabytes."""

FORMATS = ("JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP", "AVIF", "JPEG2000")
"""Pillow's names of the formats that are read; HEIF is added where a file looks like it."""

READABLE = "a photo (JPEG, PNG, TIFF, WebP, AVIF, HEIC, JPEG 2000, BMP or GIF)"

SEPARATED, YCBCR = 5, 6
"""TIFF photometric interpretations that Pillow converts from, also at 16 bit."""

SIGNED = 2
"""TIFF sample format of signed integers, which Pillow would read as unsigned."""

REDUCED = 1
"""Bit of the TIFF tag NewSubfileType: the page is a smaller copy of another."""

TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")

_pillow_settings = threading.Lock()


def read_photo(path: Path) -> Photo:
    """Read a photo; its format is told by content, not by the file's name.

    Upright, 8 bit a sample or 16 where the file has more, grey or RGB. Grey and RGB profiles are kept
    beside pixels in their own encoding; CMYK and L*a*b* become sRGB. Of several pages or frames, the
    first; notes say so.

    Raises:
        PhotoError: there is no file, no permission, no photo in it, too large a one, it does not fit
            into memory, or it is damaged.
    """
    with _reading(path) as stream:
        return _read(path, stream)


def stored_format(path: Path) -> str:
    """Pillow's name of a file's format, by its first bytes, as in Photo; empty where it cannot be told."""
    try:
        with _reading(path) as stream:
            return _format_name(_identified(path, stream))
    except PhotoError:
        return ""


def stored_size(path: Path) -> tuple[int, int] | None:
    """Both sides in px, by a file's first bytes; None where they cannot be told.

    Width comes first, as in Photo, or height where the photo is still to be turned upright.
    """
    try:
        with _reading(path) as stream:
            return _size(_identified(path, stream), stream)
    except PhotoError:
        return None


def _read(path: Path, stream: IO[bytes]) -> Photo:
    image = _identified(path, stream)
    if image is not None and _is_thumbnail_of_raw(image):
        raise _no_photo(path)
    _require_size(path, *_size(image, stream))
    if image is None or _is_deep_tiff(image):
        from core.images.deep_tiff import decode_deep_tiff

        decoded = decode_deep_tiff(stream)
    else:
        decoded = decode(image, stream)
    facts = read_facts(image, stream)
    return _assembled(_format_name(image), decoded, facts)


def _assembled(name: str, decoded: Decoded, facts: FileFacts) -> Photo:
    notes = (*decoded.notes, *facts.notes)
    orientation = 1 if decoded.is_upright else facts.orientation
    profile = decoded.icc_profile
    if profile is not None and not fits(profile, decoded.pixels.shape[2]):
        profile, notes = None, (*notes, "its colour profile is damaged or does not fit, and was left out")
    dpi = facts.dpi
    if dpi is not None and facts.orientation > 4:
        dpi = (dpi[1], dpi[0])
    return Photo(
        pixels=_upright(decoded.pixels, orientation),
        alpha=None if decoded.alpha is None else _upright(decoded.alpha, orientation),
        icc_profile=profile,
        metadata=facts.metadata,
        dpi=dpi,
        format=name,
        notes=notes,
    )


def _format_name(image: ImageFile | None) -> str:
    name = "TIFF" if image is None else image.format or ""
    return "JPEG" if name == "MPO" else name  # a JPEG with further pictures behind it


def _upright(samples: Pixels, orientation: int) -> Pixels:
    """Turn stored (height, width, ...) samples as EXIF's orientation 1..8 asks."""
    if orientation > 4:
        samples = samples.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        samples = samples[::-1]
    if orientation in (2, 3, 6, 7):
        samples = samples[:, ::-1]
    return np.ascontiguousarray(samples)


def _identified(path: Path, stream: IO[bytes]) -> ImageFile | None:
    """Open by content; None for a kind of TIFF that Pillow does not know."""
    start = stream.read(16)
    if not start:
        raise PhotoError(
            f"Received {path}, which is empty", READABLE, "Copy it again from where it came from."
        )
    formats: tuple[str, ...] = FORMATS
    if start[4:8] == b"ftyp" and start[8:12] not in (b"avif", b"avis"):
        import pillow_heif

        pillow_heif.register_heif_opener()
        formats = (*FORMATS, "HEIF")
    try:
        return Image.open(stream, formats=formats)
    except UnidentifiedImageError as error:
        if start[:4] in TIFF_STARTS:
            return None
        raise _no_photo(path) from error


def _size(image: ImageFile | None, stream: IO[bytes]) -> tuple[int, int]:
    if image is not None:
        return image.size
    from core.images.deep_tiff import tiff_size

    return tiff_size(stream)


def _no_photo(path: Path) -> PhotoError:
    return PhotoError(
        f"Received {path}, which holds no photo that can be read",
        READABLE,
        "Open it in another program and save it as PNG or TIFF.",
    )


def _is_thumbnail_of_raw(image: ImageFile) -> bool:
    """Whether it is the first page of a camera's raw file (NEF, DNG), whose picture is in another."""
    if not isinstance(image, TiffImageFile):
        return False
    is_reduced = bool(image.tag_v2.get(Base.NewSubfileType, 0) & REDUCED)
    return is_reduced and Base.SubIFDs in image.tag_v2


def _is_deep_tiff(image: ImageFile) -> bool:
    if not isinstance(image, TiffImageFile):
        return False
    tags = image.tag_v2
    is_deep = max(tags.get(BITSPERSAMPLE, (1,))) > 8 or SIGNED in tags.get(SAMPLEFORMAT, ())
    return is_deep and tags.get(PHOTOMETRIC_INTERPRETATION) not in (SEPARATED, YCBCR)


def _require_size(path: Path, width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise PhotoError(
            f"Received {path} of {width} x {height} pixels",
            f"at most {MAX_PIXELS // 1_000_000} million pixels",
            "Make it smaller, or cut it into parts, with another program.",
        )


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to read a photo from; what that sets off becomes a PhotoError."""
    with _opened(path) as stream, _without_warnings():
        try:
            yield stream
        except PhotoError:
            raise
        except MemoryError as error:
            raise PhotoError(
                f"Received {path}, which takes more memory than is free",
                "a photo that fits",
                "Close other programs, or make it smaller with another program.",
            ) from error
        except Exception as error:  # decoders raise whatever a damaged file sets off
            raise PhotoError(
                f"Received {path}, which is damaged, cut short or of an unknown kind ({error})",
                "a whole photo",
                "Copy it again from where it came from, or save it anew with another program.",
            ) from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        if path.is_dir():
            raise PhotoError(f"Received {path}, which is a folder", READABLE, "Choose a photo in it.")
        if path.exists() and not path.is_file():
            raise PhotoError(f"Received {path}, which is not a file", READABLE, "Choose a photo's file.")
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise PhotoError(
            f"There is no file {path}", "an existing photo", "Check its name, and whether it was moved."
        ) from error
    except PermissionError as error:
        raise PhotoError(
            f"{path} may not be read", "a photo you may open", "Change its permissions, or copy it elsewhere."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise PhotoError(
            f"{path} cannot be opened ({error})", "a readable file", "Check its name and its disk."
        ) from error
    with stream:
        yield stream


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Silence Pillow's warnings and raise its limits, which are settings of the whole process."""
    with _pillow_settings, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        limits = Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK
        Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK = None, MAX_BLOCK_BYTES
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK = limits
