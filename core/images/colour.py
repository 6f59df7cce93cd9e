"""Colour spaces and profiles. The work is LittleCMS', through Pillow."""

import io
from dataclasses import replace
from functools import cache

import numpy as np
from PIL import Image, ImageCms

from core.images.depth import to_8_bit, to_16_bit
from core.images.photo import Photo, Pixels

LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""Shares of red, green and blue in luma, ITU-R BT.601."""

_PROFILE_SPACES = {1: "GRAY", 3: "RGB"}
"""What ICC profiles call the colour space of that many channels."""
_MODES = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}
"""Of Pillow's images in these spaces."""


def profile_space(icc_profile: bytes) -> str | None:
    """The colour space a profile is for: "RGB", "GRAY", "CMYK", "Lab"; None: the profile is damaged."""
    try:
        profile = _opened(icc_profile)
        space = profile.profile.xcolor_space.strip()
        if space in _MODES:  # a sound head may have nothing behind it
            ImageCms.buildTransform(profile, _srgb(), _MODES[space], "RGB")
    except (OSError, ValueError, ImageCms.PyCMSError):  # ValueError: a space whose name is no ASCII
        return None
    return space


def fits(icc_profile: bytes, channels: int) -> bool:
    """Whether a profile can be read and is for pixels of so many channels (1 or 3)."""
    return profile_space(icc_profile) == _PROFILE_SPACES[channels]


def to_srgb(photo: Photo) -> Photo:
    """Convert a photo for the screen: 8 bit, in sRGB, without profile.

    Grey photos without a profile stay one channel; alpha is rounded to 8 bit.
    """
    pixels, profile = photo.pixels, photo.icc_profile
    if profile is None or not fits(profile, pixels.shape[2]):
        pixels = to_8_bit(pixels)
    elif photo.is_grey:
        pixels = _tones(_opened(profile))[to_16_bit(pixels[..., 0])]
    else:
        pixels = _converted(Image.fromarray(to_8_bit(pixels)), _opened(profile))
    alpha = None if photo.alpha is None else to_8_bit(photo.alpha)
    return replace(photo, pixels=pixels, alpha=alpha, icc_profile=None)


def _tones(source: ImageCms.ImageCmsProfile) -> Pixels:
    """What each of 65536 tones is in sRGB: uint8, (65536, 3). Many times as fast as to convert a photo."""
    ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    # Left to itself, LittleCMS sums a grey curve up in too few points, and shadows come out too dark.
    return _converted(Image.fromarray(ramp), source, ImageCms.Flags.NOOPTIMIZE).reshape(-1, 3)


def cmyk_to_srgb(image: Image.Image, icc_profile: bytes | None) -> Pixels:
    """Convert a CMYK image by its profile, or plainly where it has none: uint8, (height, width, 3)."""
    if icc_profile is None or profile_space(icc_profile) != "CMYK":
        return np.array(image.convert("RGB"))
    return _converted(image, _opened(icc_profile))


def lab_to_srgb(image: Image.Image) -> Pixels:
    """Convert a CIE L*a*b* (D50) image: uint8, (height, width, 3)."""
    return _converted(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))


def _converted(
    image: Image.Image,
    source: ImageCms.ImageCmsProfile,
    flags: ImageCms.Flags = ImageCms.Flags.NONE,
) -> Pixels:
    converted = ImageCms.profileToProfile(
        image,
        source,
        _srgb(),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=flags | ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert converted is not None  # only a conversion in place returns nothing
    return np.array(converted)


def _opened(icc_profile: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(icc_profile))


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
