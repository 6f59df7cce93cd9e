"""Reads photos for the window. Everything here runs in background threads."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from core.images.photo import Photo
from desktop_app.photos.entry import Stamp, file_stamp
from desktop_app.photos.pyramid import Pyramid
from desktop_app.photos.qimage import to_qimage

_THUMBNAIL_PX = 128
_TURNED = (5, 6, 7, 8)
"""Values of EXIF's Orientation by which width and height change places."""


@dataclass(frozen=True)
class Thumbnail:
    """A small picture of a photo, the photo's own (width, height) in px, and the stamp of its file."""

    image: QImage
    size: tuple[int, int]
    stamp: Stamp | None


@dataclass(frozen=True)
class OpenedPhoto:
    """A photo in memory, what to show of it, the stamp of its file, and a digest of its pixels."""

    photo: Photo
    pyramid: Pyramid
    stamp: Stamp | None
    digest: bytes


def open_photo(path: Path) -> OpenedPhoto:
    """Read a photo in full. Raises PhotoError or OSError."""
    from core.images.reading import read_photo

    stamp = file_stamp(path)  # before it is read, so that what changes meanwhile is found out
    photo = read_photo(path)
    digest = blake2b(np.ascontiguousarray(photo.pixels)).digest()
    return OpenedPhoto(photo, Pyramid.of_pixels(display_pixels(photo)), stamp, digest)


def open_pyramid(path: Path) -> Pyramid:
    """Read a photo only to show it. Raises PhotoError or OSError."""
    from core.images.reading import read_photo

    return Pyramid.of_pixels(display_pixels(read_photo(path)))


def display_pixels(photo: Photo) -> NDArray[np.uint8]:
    """`photo` in sRGB, uint8, (height, width, 1, 3 or 4): what the screen gets."""
    from core.images.colour import to_srgb

    shown = to_srgb(photo)
    if shown.alpha is None:
        return shown.pixels
    colour = np.repeat(shown.pixels, 3, axis=2) if shown.is_grey else shown.pixels
    return np.dstack([colour, shown.alpha])


def read_thumbnail(path: Path, longest_px: int = _THUMBNAIL_PX) -> Thumbnail:
    """A thumbnail, decoded at reduced size where the format can. Raises PhotoError or OSError."""
    from PIL import ExifTags, Image, ImageOps

    stamp = file_stamp(path)
    try:
        with Image.open(path) as image:
            width, height = image.size
            image.draft("RGB", (longest_px, longest_px))
            if image.mode not in ("L", "RGB"):
                raise ValueError(image.mode)
            image.thumbnail((longest_px, longest_px), reducing_gap=2.0)
            image.load()  # a small one is not yet, and Pillow turns a TIFF as it loads, and drops its tag
            is_turned = image.getexif().get(ExifTags.Base.Orientation) in _TURNED
            pixels = np.atleast_3d(np.asarray(ImageOps.exif_transpose(image)))
        shown = to_qimage(display_pixels(Photo(pixels, icc_profile=image.info.get("icc_profile"))))
        return Thumbnail(shown, (height, width) if is_turned else (width, height), stamp)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return _thumbnail_of_whole(path, stamp)


def _thumbnail_of_whole(path: Path, stamp: Stamp | None) -> Thumbnail:
    """For what Pillow alone cannot read: core's reader knows more formats, and says what is wrong."""
    pyramid = open_pyramid(path)
    return Thumbnail(pyramid.levels[-1], pyramid.size.toTuple(), stamp)
