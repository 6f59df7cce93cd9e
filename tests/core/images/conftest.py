"""Photos for the tests of this folder: arrays, profiles, metadata blocks."""

import struct
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps
from PIL.ExifTags import IFD, Base
from PIL.TiffImagePlugin import IFDRational

from core.images.photo import Metadata, Pixels

PHOTO_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="Öl" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Scanner" '
    'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
).encode()


@pytest.fixture
def colours() -> Pixels:
    """Random uint8 RGB, 14 x 20."""
    return np.random.default_rng(1).integers(0, 256, (14, 20, 3), dtype=np.uint8)


@pytest.fixture
def deep_colours() -> Pixels:
    """Random uint16 RGB, 14 x 20, all 16 bits used."""
    return np.random.default_rng(2).integers(0, 65536, (14, 20, 3), dtype=np.uint16)


@pytest.fixture
def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.fixture
def curve_profile() -> Callable[..., bytes]:
    """A grey profile of one tone curve, or that of another space without what it needs (ICC.1:2010)."""

    def make(gamma: float = 2.2, space: bytes = b"GRAY") -> bytes:
        d50 = b"".join(round(value * 65536).to_bytes(4, "big") for value in (0.9642, 1, 0.8249))
        blocks = {
            b"wtpt": b"XYZ \0\0\0\0" + d50,
            b"kTRC": b"curv\0\0\0\0" + struct.pack(">IHxx", 1, round(gamma * 256)),
        }
        start = 132 + 12 * len(blocks)
        table, data = len(blocks).to_bytes(4, "big"), b""
        for name, block in blocks.items():
            table += name + struct.pack(">II", start + len(data), len(block))
            data += block
        head = bytearray(128)
        head[0:4], head[8:12] = (start + len(data)).to_bytes(4, "big"), b"\2\x40\0\0"
        head[12:24], head[36:40], head[68:80] = b"mntr" + space + b"XYZ ", b"acsp", d50
        return bytes(head) + table + data

    return make


@pytest.fixture
def upright() -> Callable[[Pixels, int], Pixels]:
    """Pillow's opinion of how stored pixels of an orientation are to be seen: upright(pixels, 6)."""

    def turn(pixels: Pixels, orientation: int) -> Pixels:
        image = Image.fromarray(pixels)
        image.getexif()[Base.Orientation] = orientation
        return np.asarray(ImageOps.exif_transpose(image))

    return turn


@pytest.fixture
def metadata() -> Metadata:
    """EXIF with text beyond ASCII, a date, a place and a signed fraction; XMP; IPTC."""
    exif = Image.Exif()
    exif[Base.ImageDescription] = "Großmutter".encode()
    exif[Base.Make] = "Agfa"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "1950:06:01 12:00:00"
    exif.get_ifd(IFD.Exif)[Base.UserComment] = b"ASCII\0\0\0Grandma"
    exif.get_ifd(IFD.Exif)[Base.CameraOwnerName] = "Jürgen".encode()
    exif.get_ifd(IFD.Exif)[Base.FocalPlaneXResolution] = 2000
    exif.get_ifd(IFD.Exif)[IFD.Interop] = {1: "R98"}
    exif.get_ifd(IFD.GPSInfo)[1] = "N"
    exif[50730] = IFDRational(-1, 2)  # BaselineExposure, which may be below 0
    block = exif.tobytes().removeprefix(b"Exif\0\0")
    return Metadata(exif=block, xmp=PHOTO_XMP, iptc=b"\x1c\x02\x78\x00\x04Oma!")
