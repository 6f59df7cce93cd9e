"""EXIF blocks: taken over from photos, and made for results."""

from collections.abc import MutableMapping
from typing import IO, Any

from PIL import Image, TiffTags
from PIL.ExifTags import IFD, Base

STRUCTURAL_TAGS = frozenset(
    {254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 277, 278, 279, 280, 281, 284}
    | {288, 289, 290, 291, 292, 293, 301, *range(317, 348), 512, 513, 514, 529, 530, 531, 532}
    | {700, 33723, 34377, 34675, 37724}
)
"""TIFF tags that describe how pixels are stored, or hold XMP, IPTC, Photoshop and ICC blocks."""

SUBJECT_AREA = 0x9214
"""EXIF 2.3, 4.6.5; Pillow has no name for it."""

OUTDATED_TAGS = frozenset(
    (
        SUBJECT_AREA,
        Base.SubjectLocation,
        Base.FocalPlaneXResolution,
        Base.FocalPlaneYResolution,
        Base.FocalPlaneResolutionUnit,
    )
)
"""EXIF tags that count in pixels of the original, and so would be wrong for the result."""

_TYPES = {
    **dict.fromkeys(
        (
            Base.ComponentsConfiguration,
            Base.MakerNote,
            Base.UserComment,
            Base.FileSource,
            Base.SceneType,
        ),
        TiffTags.UNDEFINED,
    ),
    **dict.fromkeys((Base.CameraOwnerName, Base.LensMake, Base.LensModel), TiffTags.ASCII),
}
TiffTags.TAGS_V2_GROUPS[IFD.Exif].update(
    {tag: TiffTags.TagInfo(tag, tag.name, type_, None) for tag, type_ in _TYPES.items()}
)
"""Pillow does not know these types, and would write the bytes as numbers, which other programs then show."""

LITTLE_BIG_TIFF = b"II+\0"
"""Start of a BigTIFF with the low bytes first; with the high bytes first, Pillow reads no tags."""

INCH, CENTIMETRE = 2, 3
"""EXIF resolution units."""


def open_exif(image: Image.Image | None, stream: IO[bytes]) -> Image.Exif:
    """The EXIF tags of an image; for TIFF (or None, a TIFF that Pillow cannot open) the file's own."""
    if image is not None and image.format != "TIFF":
        return image.getexif()
    exif = Image.Exif()
    stream.seek(0)
    head = stream.read(16)
    if head.startswith(LITTLE_BIG_TIFF):  # whose longer head Pillow would not look for
        exif.endian, exif.bigtiff = "<", True
        exif.load_from_fp(stream, int.from_bytes(head[8:], "little"))
    else:
        stream.seek(0)
        exif.load_from_fp(stream)
    return exif


def open_block(block: bytes) -> Image.Exif:
    """The tags of a block as in Metadata."""
    exif = Image.Exif()
    exif.load(block)
    return exif


def kept_exif(exif: Image.Exif) -> bytes | None:
    """The block to keep: storage tags and thumbnail dropped, orientation reset to 1; None: nothing left.

    Raises:
        Exception: whatever Pillow raises for tags that do not hold what they should.
    """
    for tag in STRUCTURAL_TAGS & set(exif):
        del exif[tag]
    if Base.Orientation in exif:
        exif[Base.Orientation] = 1
    return _serialised(exif) if len(exif) else None


def result_exif(
    kept: bytes | None, *, width: int, height: int, dpi: tuple[float, float] | None, software: str
) -> bytes:
    """The block for a result of this size in pixels, from what was kept of the photo's."""
    exif = Image.Exif() if kept is None else open_block(kept)
    # Without the tag a photo is upright; with it, Pillow's AVIF writer would spoil the block's text.
    exif.pop(Base.Orientation, None)
    exif[Base.Software] = software
    if dpi is not None:
        exif[Base.XResolution], exif[Base.YResolution] = dpi
        exif[Base.ResolutionUnit] = INCH
    photo_tags = exif.get_ifd(IFD.Exif)
    for tag in OUTDATED_TAGS & set(photo_tags):
        del photo_tags[tag]
    photo_tags[Base.ExifImageWidth], photo_tags[Base.ExifImageHeight] = width, height
    return _serialised(exif)


def _serialised(exif: Image.Exif) -> bytes:
    _keep_text(exif)
    for pointer in (IFD.Exif, IFD.GPSInfo):
        if pointer in exif:
            _keep_text(exif.get_ifd(pointer))
    if IFD.Exif in exif:
        _keep_types(exif.get_ifd(IFD.Exif))
    return exif.tobytes().removeprefix(b"Exif\x00\x00")


def _keep_text(tags: MutableMapping[int, Any]) -> None:
    """Keep the bytes of text: Pillow reads them as Latin-1, and writes "?" for all but ASCII."""
    for tag, value in list(tags.items()):
        if isinstance(value, str) and not value.isascii():
            tags[tag] = value.encode("latin-1")


def _keep_types(tags: MutableMapping[int, Any]) -> None:
    """Turn numbers back to bytes where some programs wrote bytes as numbers; drop values of a wrong type."""
    for tag in _TYPES.keys() & tags.keys():
        value = tags[tag]
        numbers = value if isinstance(value, tuple) else (value,)
        if _TYPES[tag] == TiffTags.UNDEFINED and all(isinstance(n, int) and 0 <= n < 256 for n in numbers):
            tags[tag] = bytes(numbers)
        elif not isinstance(value, bytes | str):
            del tags[tag]
