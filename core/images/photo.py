"""A photo in memory: pixels, and everything else its file said."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]
"""uint8 or uint16, (height, width, channels); 1 channel is grey, 3 are red, green, blue."""

RgbImage = NDArray[np.uint8]
"""uint8, (height, width, 3)."""


@dataclass(frozen=True)
class Metadata:
    """What a file says about a photo beside its pixels, as the raw blocks of the standards.

    Attributes:
        exif: TIFF-structured EXIF block without the "Exif\\0\\0" prefix; orientation already reset.
        xmp: XMP packet. iptc: IPTC-IIM records.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None


@dataclass(frozen=True)
class Photo:
    """A photo, upright (its EXIF orientation is applied) and in its own colour space.

    Attributes:
        pixels: uint8 or uint16, (height, width, 1 or 3), full range of the type.
        alpha: same type and size, (height, width), opaque at the maximum; None: opaque.
        icc_profile: the profile that `pixels` are in; None: sRGB (or plain grey).
        metadata: EXIF, XMP and IPTC blocks.
        dpi: horizontal and vertical pixels an inch, when the file says so.
        format: Pillow's name of the file format the photo was read from ("JPEG"), "" if none.
        notes: things the user should know ("first of 3 pages").
    """

    pixels: Pixels
    alpha: Pixels | None = None
    icc_profile: bytes | None = None
    metadata: Metadata = field(default_factory=Metadata)
    dpi: tuple[float, float] | None = None
    format: str = ""
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def is_grey(self) -> bool:
        return int(self.pixels.shape[2]) == 1

    @property
    def depth(self) -> int:
        """Bits per sample, 8 or 16."""
        return self.pixels.dtype.itemsize * 8

    def resized(self, pixels: Pixels, alpha: Pixels | None) -> "Photo":
        """The same photo with other pixels; DPI follows, so that the print size stays."""
        ratio = pixels.shape[1] / self.width
        dpi = None if self.dpi is None else (self.dpi[0] * ratio, self.dpi[1] * ratio)
        return replace(self, pixels=pixels, alpha=alpha, dpi=dpi)
