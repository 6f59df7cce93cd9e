"""What an image file says beside its pixels: EXIF, XMP, IPTC and resolution."""

import struct
import warnings
from dataclasses import dataclass
from typing import IO, Any

from PIL import Image
from PIL.ExifTags import Base

from core.images.exif import CENTIMETRE, INCH, kept_exif, open_exif
from core.images.photo import Metadata

IPTC_RESOURCE = 0x0404
"""Number of the Photoshop image resource that holds IPTC-IIM in a JPEG."""


@dataclass(frozen=True)
class FileFacts:
    """Blocks, orientation (EXIF 1..8) and resolution of an image file."""

    metadata: Metadata
    orientation: int
    dpi: tuple[float, float] | None
    notes: tuple[str, ...]


def read_facts(image: Image.Image | None, stream: IO[bytes]) -> FileFacts:
    """Read what `image`, opened from `stream` and loaded, says; None: a TIFF that Pillow cannot open.

    Damaged EXIF gives a note; what can be read of it is kept.
    """
    info: dict[Any, Any] = {} if image is None else image.info
    exif, orientation, block, damaged = Image.Exif(), 1, None, False
    xmp, iptc, dpi = _xmp(info, exif), _iptc(info, exif), _plausible(info.get("dpi"))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exif = open_exif(image, stream)
            orientation, xmp, iptc = _orientation(exif), _xmp(info, exif), _iptc(info, exif)
            dpi = dpi or _exif_dpi(exif)
            block = kept_exif(exif)
            damaged = block is None and bool(info.get("exif"))
        except Exception:  # Pillow lets through whatever a damaged block sets off
            damaged = True
    damaged |= any("Corrupt EXIF" in str(warning.message) for warning in caught)
    notes = ("its EXIF block is damaged; what could be read is kept",) if damaged else ()
    return FileFacts(Metadata(block, xmp, iptc), orientation, dpi, notes)


def _orientation(exif: Image.Exif) -> int:
    orientation = exif.get(Base.Orientation, 1)
    return orientation if orientation in range(1, 9) else 1


def _xmp(info: dict[Any, Any], exif: Image.Exif) -> bytes | None:
    packet = info.get("xmp") or info.get("XML:com.adobe.xmp") or exif.get(Base.XMLPacket)
    return packet.encode() if isinstance(packet, str) else _bytes(packet, exif)


def _iptc(info: dict[Any, Any], exif: Image.Exif) -> bytes | None:
    resources = info.get("photoshop")
    records = resources.get(IPTC_RESOURCE) if isinstance(resources, dict) else exif.get(Base.IPTCNAA)
    return _bytes(records, exif)


def _bytes(block: Any, exif: Image.Exif) -> bytes | None:
    """A block as bytes, also where a program declared 32-bit numbers; None: it is missing or unusable."""
    if isinstance(block, tuple):
        try:
            block = struct.pack(f"{exif.endian}{len(block)}L", *block)
        except struct.error:
            return None
    return block if isinstance(block, bytes) and block else None


def _exif_dpi(exif: Image.Exif) -> tuple[float, float] | None:
    inches = 2.54 if exif.get(Base.ResolutionUnit, INCH) == CENTIMETRE else 1.0
    x, y = exif.get(Base.XResolution), exif.get(Base.YResolution)
    return None if x is None or y is None else _plausible((float(x) * inches, float(y) * inches))


def _plausible(dpi: tuple[float, float] | None) -> tuple[float, float] | None:
    """The resolution, or None for the 0, 1 or NaN of files that have none."""
    if dpi is None or not all(2 <= value <= 20_000 for value in dpi):
        return None
    return float(dpi[0]), float(dpi[1])
