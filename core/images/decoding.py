"""Decodes an opened image file to samples: grey or RGB, alpha kept apart, 8 or 16 bit."""

import io
from dataclasses import dataclass
from typing import IO

import numpy as np
from PIL import Image
from PIL.ImageFile import ImageFile

from core.images import opencv_codec
from core.images.colour import cmyk_to_srgb, lab_to_srgb, profile_space
from core.images.depth import full_range
from core.images.photo import Pixels


@dataclass(frozen=True)
class Decoded:
    """A decoded image: `pixels` and `alpha` as in Photo, except that they may not be upright yet.

    Attributes:
        is_upright: the decoder applied the orientation itself.
        icc_profile: the profile that `pixels` are in, as the file has it.
    """

    pixels: Pixels
    alpha: Pixels | None = None
    is_upright: bool = False
    icc_profile: bytes | None = None
    notes: tuple[str, ...] = ()


PICTURES = {"TIFF": "first of {} pages", "HEIF": "the main one of {} pictures", "MPO": ""}
"""Notes on files with several pictures, by format; other formats hold frames. An MPO's need no mention."""

WIDE_PRIMARIES = (9, 11, 12)
"""BT.2020, DCI-P3 and Display P3 (ISO/IEC 23091-2, table 2)."""

GREY_STEPS = {"L;2": 85, "L;4": 17}
"""Distance, in 0..255, between the greys of a PNG of 2 or 4 bits, by Pillow's raw mode."""


def decode(image: ImageFile, stream: IO[bytes]) -> Decoded:
    """Decode an image that Pillow has opened from `stream`.

    Raises:
        Exception: whatever the format's decoder raises for a damaged file.
    """
    tile = image.tile[0] if image.tile else None
    notes = picture_notes(image.format or "", getattr(image, "n_frames", 1))
    bits = _bits(image, stream)
    if tile is not None and tile.args in GREY_STEPS and "transparency" in image.info:
        image.info["transparency"] *= GREY_STEPS[tile.args]  # Pillow spreads the samples, but not this one
    image.load()  # also where 16-bit pixels are decoded again: it finds damage, and late metadata
    is_upright = image.format in ("TIFF", "HEIF")  # Pillow and libheif turn these while loading
    profile: bytes | None = image.info.get("icc_profile")
    if profile is None and _has_wide_colours(image):
        notes = (*notes, "its colours are wider than sRGB, and taken for sRGB")
    if bits > 8 and not image.mode.startswith("I;16"):
        samples = _deep_samples(image, stream, bits)
        if tile is not None and tile.args == "LA;16B":
            samples = samples[..., [0, 3]]  # OpenCV spreads grey over three channels
        return split_alpha(samples, is_upright=is_upright, icc_profile=profile, notes=notes)
    if image.mode == "CMYK":
        by_profile = profile is not None and profile_space(profile) == "CMYK"
        note = "CMYK, converted to sRGB" + ("" if by_profile else " without a colour profile")
        return Decoded(cmyk_to_srgb(image, profile), is_upright=is_upright, notes=(*notes, note))
    if image.mode == "LAB":
        notes = (*notes, "L*a*b*, converted to sRGB")
        return Decoded(lab_to_srgb(image), is_upright=is_upright, notes=notes)
    samples = _samples(image)
    if image.format == "BMP" and samples.shape[2] == 4 and not samples[..., 3].any():
        samples = samples[..., :3]  # many programs leave the fourth byte at 0
    return split_alpha(samples, is_upright=is_upright, icc_profile=profile, notes=notes)


def _has_wide_colours(image: ImageFile) -> bool:
    """Whether a HEIF names its colours by ISO/IEC 23091-2 as wide ones, such as Display P3."""
    return image.info.get("nclx_profile", {}).get("color_primaries") in WIDE_PRIMARIES


def picture_notes(name: str, count: int) -> tuple[str, ...]:
    """Notes for the user on a file of the format `name` that holds `count` pictures."""
    note = PICTURES.get(name, "first of {} frames").format(count)
    return (note,) if count > 1 and note else ()


def split_alpha(
    samples: Pixels, *, is_upright: bool, icc_profile: bytes | None, notes: tuple[str, ...]
) -> Decoded:
    """Split (height, width, 1 to 4) samples into colours and alpha; fully opaque alpha is dropped."""
    pixels, alpha = samples, None
    if samples.shape[2] in (2, 4):
        pixels, alpha = samples[..., :-1], np.ascontiguousarray(samples[..., -1])
        if (alpha == np.iinfo(alpha.dtype).max).all():
            alpha = None
    return Decoded(np.ascontiguousarray(pixels), alpha, is_upright, icc_profile, notes)


def _samples(image: Image.Image) -> Pixels:
    """The samples of a loaded Pillow image as (height, width, 1 to 4), uint8 or uint16."""
    transparent = image.info.get("transparency")
    if image.mode.startswith("I;16"):
        grey = np.array(image).astype(np.uint16)
        if transparent is None:
            return grey[..., None]
        return np.stack([grey, np.where(grey == transparent, 0, 65535).astype(np.uint16)], axis=-1)
    has_alpha = transparent is not None or image.mode in ("LA", "La", "PA", "RGBA", "RGBa")
    colours = "L" if image.mode in ("1", "L", "LA", "La") else "RGB"
    samples = np.array(image.convert(colours + "A" * has_alpha))
    return samples.reshape(*samples.shape[:2], -1)


def _bits(image: ImageFile, stream: IO[bytes]) -> int:
    """Bits a sample in the file, where Pillow may keep fewer."""
    if image.format == "PNG" and image.tile and str(image.tile[0].args).endswith(";16B"):
        return 16
    if image.format == "HEIF":
        return int(image.info.get("bit_depth", 8))
    if image.format == "JPEG2000":
        stream.seek(0)
        head = stream.read(65536)
        size_marker = head.find(b"\xff\x4f\xff\x51")  # start of codestream, image size (ISO 15444-1, A.5)
        return (head[size_marker + 42] & 0x7F) + 1 if size_marker >= 0 else 8
    return 8


def _deep_samples(image: ImageFile, stream: IO[bytes], bits: int) -> Pixels:
    """Samples of more than 8 bits, as uint16 of full range."""
    stream.seek(0)
    data = stream.read()
    if image.format == "HEIF":
        import pillow_heif

        heif = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=False)
        return full_range(np.array(heif), bits)
    samples = opencv_codec.decode(data)
    if image.format == "JPEG2000":  # its samples are stored in the lower bits
        samples = full_range(samples << np.uint16(16 - bits), bits)
    return samples
