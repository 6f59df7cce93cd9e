"""TIFF files of 8 and 16 bit, with EXIF as directories of their own."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL.ExifTags import IFD, Base
from PIL.TiffImagePlugin import IFDRational, ImageFileDirectory_v2
from PIL.TiffTags import ASCII, BYTE, LONG, RATIONAL, SHORT, SIGNED_RATIONAL, UNDEFINED
from tifffile import TiffFile, imwrite

from core.images.exif import INCH, STRUCTURAL_TAGS, open_block
from core.images.photo import Photo

RESOLUTION_TAGS = {Base.XResolution, Base.YResolution, Base.ResolutionUnit}
"""Written with the pixels."""

STAND_INS = {IFD.Exif: IFD.Exif + 1, IFD.GPSInfo: IFD.GPSInfo + 1}
"""Free codes under which the pointers are written first: tifffile does not write pointers."""

WINDOWS_TEXTS = range(Base.XPTitle, Base.XPSubject + 1)
"""UTF-16 in bytes."""

HEADER, BIG_HEADER = b"II*\0" + bytes(4), b"II+\0\x08" + bytes(11)
"""Starts of little-endian TIFF and BigTIFF files."""

Tag = tuple[int, int, int | None, Any, bool]
"""Code, field type, count, value, first page only: as tifffile takes it."""


def encode_tiff(photo: Photo, *, exif: bytes, xmp: bytes, iptc: bytes | None) -> bytes:
    """Encode losslessly, Deflate-compressed, with profile, resolution and metadata blocks inside."""
    directory = open_block(exif)
    tags = [*_plain_tags(dict(directory)), (Base.XMLPacket, BYTE, len(xmp), xmp, True)]
    if iptc is not None:
        tags.append((Base.IPTCNAA, UNDEFINED, len(iptc), iptc, True))
    directories = {pointer: directory.get_ifd(pointer) for pointer in (IFD.Exif, IFD.GPSInfo)}
    if IFD.Interop in directories[IFD.Exif]:  # a pointer, for which its directory is written
        directories[IFD.Exif][IFD.Interop] = directory.get_ifd(IFD.Interop)
    directories = {pointer: tags for pointer, tags in directories.items() if tags}
    tags += [(STAND_INS[pointer], LONG, 1, 0, True) for pointer in directories]
    samples = photo.pixels if photo.alpha is None else np.dstack([photo.pixels, photo.alpha])
    file = io.BytesIO()
    imwrite(
        file,
        samples if samples.shape[2] > 1 else samples[..., 0],
        photometric="minisblack" if photo.is_grey else "rgb",
        planarconfig="contig" if samples.shape[2] > 1 else None,
        extrasamples=None if photo.alpha is None else ["unassalpha"],
        compression="zlib",
        compressionargs={"level": 1},  # higher levels take twice as long and save 1 %
        predictor=True,
        resolution=photo.dpi,
        resolutionunit=None if photo.dpi is None else INCH,
        iccprofile=photo.icc_profile,
        metadata=None,
        software=False,
        byteorder="<",
        extratags=tags,
    )
    for pointer, content in directories.items():
        _append_directory(file, pointer, content)
    return file.getvalue()


def _plain_tags(values: dict[int, Any]) -> Iterator[Tag]:
    """The first directory's own tags; of those it need not know, the ones of simple types."""
    for code, value in values.items():
        if code in STRUCTURAL_TAGS | RESOLUTION_TAGS | {IFD.Exif, IFD.GPSInfo}:
            continue
        if isinstance(value, str):
            yield code, ASCII, None, value.encode("latin-1") + b"\0", True
        elif isinstance(value, bytes):
            yield code, BYTE if code in WINDOWS_TEXTS else UNDEFINED, len(value), value, True
        elif isinstance(value, IFDRational) and all(0 <= part < 2**32 for part in _parts(value)):
            yield code, RATIONAL, 1, _parts(value), True
        elif isinstance(value, IFDRational) and all(abs(part) < 2**31 for part in _parts(value)):
            yield code, SIGNED_RATIONAL, 1, _parts(value), True
        elif isinstance(value, int) and 0 <= value < 2**32:
            yield code, SHORT if value < 65_536 else LONG, 1, value, True


def _parts(value: IFDRational) -> tuple[int, int]:
    return int(value.numerator), int(value.denominator)


def _append_directory(file: io.BytesIO, pointer: IFD, content: dict[int, Any]) -> None:
    """Write a directory behind the image and let the pointer in the first directory point there."""
    file.seek(0)
    with TiffFile(file) as tiff:
        directory = ImageFileDirectory_v2(ifh=BIG_HEADER if tiff.is_bigtiff else HEADER, group=pointer)
        for code, value in content.items():
            directory[code] = value
        offset = file.seek(0, io.SEEK_END)
        offset += file.write(b"\0" * (offset % 2))  # directories start on a word (TIFF 6.0, section 2)
        file.write(directory.tobytes(offset))
        tag = tiff.pages[0].tags[STAND_INS[pointer]]
        tag.overwrite(offset)
        file.seek(tag.offset)
        file.write(pointer.to_bytes(2, "little"))
