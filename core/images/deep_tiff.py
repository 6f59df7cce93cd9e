"""TIFF files of more than 8 bits a sample, which Pillow cannot read, or rounds to 8."""

from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tifffile import EXTRASAMPLE, PHOTOMETRIC, TIFF, TiffFile, TiffPage

from core.images import opencv_codec
from core.images.colour import lab_to_srgb
from core.images.decoding import Decoded, picture_notes, split_alpha
from core.images.depth import full_range
from core.images.photo import Pixels

READABLE = (PHOTOMETRIC.MINISWHITE, PHOTOMETRIC.MINISBLACK, PHOTOMETRIC.RGB, PHOTOMETRIC.CIELAB)


def decode_deep_tiff(stream: IO[bytes]) -> Decoded:
    """Decode the first page to 16 bit.

    Integers of more than 16 bits are cut to 16. Floats from 0 to 1 are taken as black to white; other
    floats, and signed integers, are stretched from their lowest to their highest value.

    Raises:
        ValueError: values that are not numbers, or a kind of image that is not read.
        Exception: whatever the decoders raise for a damaged file.
    """
    stream.seek(0)
    with TiffFile(stream) as tiff:
        page = tiff.pages[0]
        if page.photometric not in READABLE:
            raise ValueError(f"16-bit {page.photometric.name} cannot be decoded")
        profile: bytes | None = page.iccprofile
        notes = picture_notes("TIFF", len(tiff.pages))
        raw, is_upright = _stored_samples(page, stream)
    colours = 1 if page.photometric in (PHOTOMETRIC.MINISWHITE, PHOTOMETRIC.MINISBLACK) else 3
    if page.photometric == PHOTOMETRIC.CIELAB:
        return Decoded(_lab_pixels(raw), is_upright=is_upright, notes=(*notes, "L*a*b*, converted to sRGB"))
    samples, depth_notes = _as_uint16(raw[..., : colours + 1], page.bitspersample)
    if page.photometric == PHOTOMETRIC.MINISWHITE:
        samples[..., 0] = 65535 - samples[..., 0]
    extra = page.extrasamples[0] if page.extrasamples else None
    if extra not in (EXTRASAMPLE.ASSOCALPHA, EXTRASAMPLE.UNASSALPHA):
        samples = samples[..., :colours]
    elif extra == EXTRASAMPLE.ASSOCALPHA:
        samples = _unmultiplied(samples)
    return split_alpha(samples, is_upright=is_upright, icc_profile=profile, notes=(*notes, *depth_notes))


def tiff_size(stream: IO[bytes]) -> tuple[int, int]:
    """Width and height of the first page.

    Raises:
        Exception: the file is damaged.
    """
    stream.seek(0)
    with TiffFile(stream) as tiff:
        page = tiff.pages[0]
        return page.imagewidth, page.imagelength


def _stored_samples(page: TiffPage, stream: IO[bytes]) -> tuple[NDArray[Any], bool]:
    """The page's numbers, (height, width, samples), and whether they are upright already."""
    if page.compression in TIFF.DECOMPRESSORS and page.bitspersample in (16, 32, 64):
        raw = page.asarray()
        if page.axes == "SYX":
            raw = np.moveaxis(raw, 0, -1)
        return raw.reshape(page.imagelength, page.imagewidth, -1), False
    # LZW, PackBits and 10 to 14 bits need a codec package that tifffile does not bring along.
    stream.seek(0)
    raw = opencv_codec.decode(stream.read())
    if raw.dtype == np.uint8:  # OpenCV gives up depth and alpha in layouts that it does not know
        raise ValueError(f"{page.compression.name} compression of this layout cannot be decoded")
    return full_range(raw, page.bitspersample) if raw.dtype == np.uint16 else raw, True


def _as_uint16(raw: NDArray[Any], bits: int) -> tuple[Pixels, tuple[str, ...]]:
    if raw.dtype == np.uint16:
        return np.array(raw), (f"{bits} bit a sample, read as 16",) if bits < 16 else ()
    if raw.dtype.kind == "u":
        return (raw >> (8 * raw.dtype.itemsize - 16)).astype(np.uint16), (f"{bits} bit a sample, cut to 16",)
    wide: NDArray[Any] = raw.astype(np.float64 if raw.dtype.itemsize == 8 else np.float32)
    if not np.isfinite(wide).all():
        raise ValueError("some of its pixels are not numbers")
    low, high = float(wide.min()), float(wide.max())
    if raw.dtype.kind == "f" and low >= 0 and high <= 1:
        return np.rint(wide * 65535).astype(np.uint16), (f"{bits}-bit floating point, read as 16 bit",)
    wide = (wide - low) * (65535 / (high - low) if high > low else 0)
    return np.rint(wide).astype(np.uint16), (f"values from {low:g} to {high:g}, stretched to 16 bit",)


def _unmultiplied(samples: Pixels) -> Pixels:
    alpha = samples[..., -1:].astype(np.float32)
    colours = samples[..., :-1] * (65535 / np.maximum(alpha, 1))
    return np.concatenate([np.rint(np.minimum(colours, 65535)).astype(np.uint16), samples[..., -1:]], axis=-1)


def _lab_pixels(raw: NDArray[Any]) -> Pixels:
    """From 16-bit L* (0..65535) and signed a*, b* in 1/256 (TIFF 6.0, section 23) to 8-bit sRGB."""
    lightness = (raw[..., 0].astype(np.uint32) + 128) // 257
    chroma = np.clip(np.rint(raw[..., 1:3].astype(np.uint16).view(np.int16) / 256), -128, 127)
    lab = np.dstack([lightness.astype(np.uint8), chroma.astype(np.int8).view(np.uint8)])
    return lab_to_srgb(Image.frombytes("LAB", (lab.shape[1], lab.shape[0]), lab.tobytes()))
