"""From a photo to the bytes of an image file."""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core import SOFTWARE
from core.config import OutputFormat
from core.errors import OutputError
from core.images import opencv_codec
from core.images.colour import to_srgb
from core.images.depth import to_8_bit
from core.images.exif import result_exif
from core.images.photo import Metadata, Photo, Pixels
from core.images.xmp import result_xmp

MAX_SIDE_PX: dict[OutputFormat, int] = {"jpeg": 65_500, "webp": 16_383, "avif": 32_768}
"""Longest side a format can hold; for JPEG what libjpeg writes, for AVIF what its usual decoder accepts."""

FULL_CHROMA_QUALITY = 90
"""From this quality on, JPEG and AVIF keep colour at full resolution."""

JPEG_BLOCK_LIMIT = 65_000
"""A JPEG holds metadata in segments of less than 64 KiB."""

THREE_CHANNELS: tuple[OutputFormat, ...] = ("webp", "avif")
"""Formats that store even grey photos in three channels."""

PNG_HEADER_BYTES = 33
"""Signature and IHDR chunk."""

PNG_SIGNATURE, PNG_GREY_ALPHA = b"\x89PNG\r\n\x1a\n", 4
"""The latter is a colour type (PNG specification, 11.2.2)."""

PNG_EFFORT = 4
"""Of 9; twice as fast as Pillow's own 6, for files about 5 % larger."""


def holds(format: OutputFormat, width: int, height: int) -> bool:
    """Whether a format can hold so many pixels."""
    return max(width, height) <= MAX_SIDE_PX.get(format, 2**31 - 1)


def require_fit(format: OutputFormat, width: int, height: int) -> None:
    """Raise OutputError unless a format can hold so many pixels."""
    if not holds(format, width, height):
        raise OutputError(
            f"Received a result of {width} x {height} pixels for {format.upper()}",
            f"at most {MAX_SIDE_PX[format]} pixels a side",
            "Choose PNG or TIFF, or a smaller scale.",
        )


def encode_photo(
    photo: Photo, *, format: OutputFormat, quality: int, keep_metadata: bool, model: str | None
) -> bytes:
    """Encode a photo with its profile, resolution and metadata.

    JPEG loses 16 bits and is laid on white where transparent; WebP and AVIF lose 16 bits.

    Args:
        quality: 1..100; 100 is lossless for WebP and AVIF, and means nothing to PNG and TIFF.
        keep_metadata: take EXIF, XMP and IPTC over; what made the result is noted in any case.
        model: the restoration model's name; None: no model had a hand in it.

    Raises:
        OutputError: the photo is too large for the format.
    """
    require_fit(format, photo.width, photo.height)
    if photo.is_grey and photo.icc_profile is not None and format in THREE_CHANNELS:
        photo = to_srgb(photo)  # a grey profile does not fit three channels
    blocks = _blocks(photo.metadata if keep_metadata else Metadata(), photo, format, model)
    return _ENCODERS[format](photo, quality, blocks)


@dataclass(frozen=True)
class _Blocks:
    """The metadata blocks of a result."""

    exif: bytes
    xmp: bytes
    iptc: bytes | None


def _blocks(kept: Metadata, photo: Photo, format: OutputFormat, model: str | None) -> _Blocks:
    exif = result_exif(kept.exif, width=photo.width, height=photo.height, dpi=photo.dpi, software=SOFTWARE)
    xmp = result_xmp(kept.xmp, software=SOFTWARE, model=model)
    if format == "jpeg" and len(xmp) > JPEG_BLOCK_LIMIT:
        xmp = result_xmp(None, software=SOFTWARE, model=model)
    return _Blocks(exif, xmp, kept.iptc)


def _jpeg(photo: Photo, quality: int, blocks: _Blocks) -> bytes:
    flat = Photo(_on_white(photo)) if photo.alpha is not None else photo
    options: dict[str, Any] = {"xmp": blocks.xmp, **_profile(photo)}
    if len(blocks.exif) <= JPEG_BLOCK_LIMIT:
        options["exif"] = b"Exif\0\0" + blocks.exif
    if photo.dpi is not None:
        options["dpi"] = tuple(min(round(value), 65_535) for value in photo.dpi)
    if blocks.iptc is not None and len(blocks.iptc) <= JPEG_BLOCK_LIMIT:
        options["extra"] = _photoshop_segment(blocks.iptc)
    image = _image(flat)
    return _saved(image, "JPEG", quality=quality, subsampling=_subsampling(quality), optimize=True, **options)


def _png(photo: Photo, _quality: int, blocks: _Blocks) -> bytes:
    """PNG by Pillow; 16 bit with the metadata chunks that Pillow writes for one pixel."""
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", blocks.xmp.decode())
    options: dict[str, Any] = {"exif": blocks.exif, "pnginfo": text, "compress_level": PNG_EFFORT}
    options |= _profile(photo)
    if photo.dpi is not None:
        options["dpi"] = photo.dpi
    if photo.depth == 8:
        return _saved(_image(photo), "PNG", **options)
    pixels = _deep_png(photo)
    one_pixel = _saved(Image.new("L", (1, 1)), "PNG", **options)
    chunks = one_pixel[PNG_HEADER_BYTES : one_pixel.rindex(b"IDAT") - 4]
    return pixels[:PNG_HEADER_BYTES] + chunks + pixels[PNG_HEADER_BYTES:]


def _deep_png(photo: Photo) -> bytes:
    """16 bit, pixels alone: by OpenCV, but for grey with alpha, which it would spread to colour."""
    if not (photo.is_grey and photo.alpha is not None):
        return opencv_codec.encode(".png", _interleaved(photo), [], {})
    samples = np.dstack([photo.pixels, photo.alpha]).astype(">u2")
    rows = samples.reshape(photo.height, -1).view(np.uint8)
    unfiltered = np.pad(rows, ((0, 0), (1, 0)))  # each row begins with its filter: none
    header = struct.pack(">IIBBBBB", photo.width, photo.height, 16, PNG_GREY_ALPHA, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(unfiltered.tobytes(), PNG_EFFORT)), (b"IEND", b""))
    return PNG_SIGNATURE + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in chunks
    )


def _tiff(photo: Photo, _quality: int, blocks: _Blocks) -> bytes:
    from core.images.tiff_file import encode_tiff

    return encode_tiff(photo, exif=blocks.exif, xmp=blocks.xmp, iptc=blocks.iptc)


def _webp(photo: Photo, quality: int, blocks: _Blocks) -> bytes:
    return _saved(
        _image(photo),
        "WEBP",
        quality=quality,
        lossless=quality == 100,
        exact=True,  # colours kept under alpha 0
        method=4,  # the usual effort
        exif=blocks.exif,
        xmp=blocks.xmp,
        **_profile(photo),
    )


def _avif(photo: Photo, quality: int, blocks: _Blocks) -> bytes:
    if quality == 100:
        return _lossless_avif(photo, blocks)
    return _saved(
        _image(photo),
        "AVIF",
        quality=quality,
        subsampling=_subsampling(quality),
        speed=8,  # of 10; the default, 6, takes two and a half times as long (a minute for 24 megapixels)
        exif=blocks.exif,
        xmp=blocks.xmp,
        **_profile(photo),
    )


def _lossless_avif(photo: Photo, blocks: _Blocks) -> bytes:
    """AVIF by OpenCV: Pillow offers no lossless AVIF."""
    import cv2

    metadata = {cv2.IMAGE_METADATA_EXIF: blocks.exif, cv2.IMAGE_METADATA_XMP: blocks.xmp}
    if photo.icc_profile is not None:
        metadata[cv2.IMAGE_METADATA_ICCP] = photo.icc_profile
    return opencv_codec.encode(
        ".avif", to_8_bit(_interleaved(photo)), [cv2.IMWRITE_AVIF_QUALITY, 100], metadata
    )


_ENCODERS: dict[OutputFormat, Callable[[Photo, int, _Blocks], bytes]] = {
    "jpeg": _jpeg,
    "png": _png,
    "tiff": _tiff,
    "webp": _webp,
    "avif": _avif,
}


def _profile(photo: Photo) -> dict[str, bytes]:
    return {} if photo.icc_profile is None else {"icc_profile": photo.icc_profile}


def _interleaved(photo: Photo) -> Pixels:
    """(height, width, 1, 3 or 4), as OpenCV takes it: grey with alpha is spread to colour, for AVIF."""
    if photo.alpha is None:
        return photo.pixels
    colours = np.broadcast_to(photo.pixels, (photo.height, photo.width, 3))
    return np.dstack([colours, photo.alpha])


def _image(photo: Photo) -> Image.Image:
    pixels = to_8_bit(photo.pixels)
    if photo.alpha is not None:
        return Image.fromarray(np.dstack([pixels, to_8_bit(photo.alpha)]))
    return Image.fromarray(pixels[..., 0] if photo.is_grey else pixels)


def _on_white(photo: Photo) -> Pixels:
    """The photo as seen on white paper, 8 bit."""
    assert photo.alpha is not None
    pixels, alpha = (
        to_8_bit(samples).astype(np.uint16) for samples in (photo.pixels, photo.alpha[..., None])
    )
    return ((pixels * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def _subsampling(quality: int) -> str:
    return "4:4:4" if quality >= FULL_CHROMA_QUALITY else "4:2:0"


def _photoshop_segment(iptc: bytes) -> bytes:
    """A JPEG APP13 segment with IPTC as Photoshop's image resource 0x0404."""
    padding = b"\0" * (len(iptc) % 2)
    resource = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(iptc).to_bytes(4, "big") + iptc + padding
    return b"\xff\xed" + (len(resource) + 2).to_bytes(2, "big") + resource


def _saved(image: Image.Image, name: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.save(data, name, **options)
    return data.getvalue()
