import errno
import io
import os
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, JpegImagePlugin
from PIL.ExifTags import IFD, Base

from core import SOFTWARE
from core.config import OUTPUT_FORMATS, OutputFormat
from core.errors import OutputError
from core.images.exif import open_block, result_exif
from core.images.photo import Metadata, Photo, Pixels
from core.images.reading import read_photo
from core.images.writing import writable_format, write_photo

LOSSLESS: tuple[OutputFormat, ...] = ("png", "tiff", "webp", "avif")


def write(photo: Photo, path: Path, output_format: OutputFormat, quality: int = 100, **options: bool) -> None:
    write_photo(photo, path, format=output_format, quality=quality, model="album", **options)


def exif_types(block: bytes) -> dict[int, int]:
    """TIFF field types of the tags in the Exif directory of a block."""
    order = "<" if block.startswith(b"II") else ">"

    def entries(offset: int) -> list[tuple[int, int, int, int]]:
        (count,) = struct.unpack_from(f"{order}H", block, offset)
        return [struct.unpack_from(f"{order}HHII", block, offset + 2 + 12 * i) for i in range(count)]

    first = struct.unpack_from(f"{order}I", block, 4)[0]
    (exif,) = (value for tag, _, _, value in entries(first) if tag == IFD.Exif)
    return {tag: kind for tag, kind, _, _ in entries(exif)}


def exif_of(photo: Photo) -> Image.Exif:
    exif = Image.Exif()
    exif.load(photo.metadata.exif or b"")
    return exif


@pytest.mark.parametrize("output_format", LOSSLESS)
@pytest.mark.parametrize("has_alpha", [False, True])
def test_8_bit_colour_survives_lossless_formats(
    tmp_path: Path, colours: Pixels, output_format: OutputFormat, has_alpha: bool
) -> None:
    alpha = colours[..., 1].copy() if has_alpha else None
    write(Photo(colours, alpha), tmp_path / "a", output_format)
    photo = read_photo(tmp_path / "a")
    assert np.array_equal(photo.pixels, colours)
    assert (photo.alpha is None) is (alpha is None)
    assert alpha is None or np.array_equal(photo.alpha, alpha)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("has_alpha", [False, True])
@pytest.mark.parametrize("output_format", ["png", "tiff"])
def test_16_bit_survives_png_and_tiff(
    tmp_path: Path, deep_colours: Pixels, output_format: OutputFormat, has_alpha: bool, channels: int
) -> None:
    alpha = deep_colours[..., 1].copy() if has_alpha else None
    pixels = deep_colours[..., :channels]
    write(Photo(pixels, alpha), tmp_path / "a", output_format)
    photo = read_photo(tmp_path / "a")
    assert photo.pixels.dtype == np.uint16
    # 16-bit grey with alpha is spread to colour in a PNG.
    assert (photo.pixels == pixels).all()
    assert alpha is None or np.array_equal(photo.alpha, alpha)


@pytest.mark.parametrize("output_format", ["jpeg", "webp", "avif"])
def test_16_bit_is_rounded_where_a_format_has_8(tmp_path: Path, output_format: OutputFormat) -> None:
    pixels = np.full((16, 16, 3), 25_828, np.uint16)  # 100.498 of 255
    write(Photo(pixels), tmp_path / "a", output_format)
    assert np.abs(read_photo(tmp_path / "a").pixels.astype(int) - 100).max() <= 1


@pytest.mark.parametrize("output_format", OUTPUT_FORMATS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_everything_around_the_pixels_is_inside(
    tmp_path: Path,
    colours: Pixels,
    metadata: Metadata,
    srgb_profile: bytes,
    output_format: OutputFormat,
    dtype: type,
) -> None:
    pixels = colours.astype(dtype) * (257 if dtype is np.uint16 else 1)
    photo = Photo(pixels.astype(dtype), icc_profile=srgb_profile, metadata=metadata, dpi=(300, 300))
    write(photo, tmp_path / "a", output_format, quality=90)
    read = read_photo(tmp_path / "a")
    assert read.icc_profile == srgb_profile
    assert read.dpi == pytest.approx((300, 300), abs=0.1)
    exif = exif_of(read)
    assert exif[Base.ImageDescription].encode("latin-1").decode() == "Großmutter"
    assert exif[Base.Make] == "Agfa"
    assert exif[Base.Software] == SOFTWARE
    assert exif.get(Base.Orientation, 1) == 1
    assert exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "1950:06:01 12:00:00"
    assert exif.get_ifd(IFD.Exif)[Base.ExifImageWidth] == 20
    assert exif.get_ifd(IFD.Exif)[Base.ExifImageHeight] == 14
    assert exif.get_ifd(IFD.Exif)[Base.UserComment] == b"ASCII\0\0\0Grandma"
    assert Base.FocalPlaneXResolution not in exif.get_ifd(IFD.Exif)
    assert exif.get_ifd(IFD.Interop)[1] == "R98"
    assert exif.get_ifd(IFD.GPSInfo)[1] == "N"
    assert exif[50730] == -0.5  # BaselineExposure
    assert read.metadata.xmp is not None
    for text in ("Öl", SOFTWARE, "album", "compositeWithTrainedAlgorithmicMedia"):
        assert text.encode() in read.metadata.xmp
    assert read.notes == ()
    if output_format in ("jpeg", "tiff"):
        assert read.metadata.iptc == metadata.iptc


@pytest.mark.parametrize("output_format", OUTPUT_FORMATS)
def test_metadata_is_left_out_on_request_but_profile_and_resolution_stay(
    tmp_path: Path, colours: Pixels, metadata: Metadata, srgb_profile: bytes, output_format: OutputFormat
) -> None:
    photo = Photo(colours, icc_profile=srgb_profile, metadata=metadata, dpi=(300, 300))
    write(photo, tmp_path / "a", output_format, keep_metadata=False)
    read = read_photo(tmp_path / "a")
    assert read.icc_profile == srgb_profile
    assert read.dpi == pytest.approx((300, 300), abs=0.1)
    assert read.metadata.iptc is None
    data = (tmp_path / "a").read_bytes()
    for private in (b"Agfa", b"1950", "Öl".encode()):
        assert private not in data
    assert read.metadata.xmp is not None
    assert b"compositeWithTrainedAlgorithmicMedia" in read.metadata.xmp


def test_thumbnail_in_exif_is_dropped(tmp_path: Path, colours: Pixels) -> None:
    thumbnail = io.BytesIO()
    Image.fromarray(colours).save(thumbnail, "JPEG")
    plain = Image.Exif()
    plain[Base.Make] = "Agfa"
    block = bytearray(plain.tobytes().removeprefix(b"Exif\0\0"))
    next_directory = 8 + 2 + 12
    block[next_directory : next_directory + 4] = len(block).to_bytes(4, "big")
    start = len(block) + 2 + 2 * 12 + 4
    entries = [(513, start), (514, len(thumbnail.getvalue()))]
    block += (2).to_bytes(2, "big")
    for tag, value in entries:
        block += (
            tag.to_bytes(2, "big")
            + (4).to_bytes(2, "big")
            + (1).to_bytes(4, "big")
            + value.to_bytes(4, "big")
        )
    block += bytes(4) + thumbnail.getvalue()
    path = tmp_path / "a.jpg"
    Image.fromarray(colours).save(path, exif=b"Exif\0\0" + bytes(block))
    with Image.open(path) as image:
        assert 514 in image.getexif().get_ifd(IFD.IFD1)
    photo = read_photo(path)
    assert exif_of(photo)[Base.Make] == "Agfa"
    assert thumbnail.getvalue() not in (photo.metadata.exif or b"")


def test_grey_jpeg_keeps_its_grey_profile(
    tmp_path: Path, colours: Pixels, curve_profile: Callable[..., bytes]
) -> None:
    profile = curve_profile()
    write(Photo(colours[..., :1], icc_profile=profile), tmp_path / "a.jpg", "jpeg")
    assert read_photo(tmp_path / "a.jpg").icc_profile == profile


def test_comments_and_names_have_the_types_that_other_programs_expect(metadata: Metadata) -> None:
    types = exif_types(result_exif(metadata.exif, width=20, height=14, dpi=None, software="Heirloom 1"))
    undefined, ascii_text = 7, 2
    assert types[Base.UserComment] == undefined
    assert types[Base.CameraOwnerName] == ascii_text


@pytest.mark.parametrize(("tag", "kept"), [(Base.FileSource, b"\3"), (Base.CameraOwnerName, None)])
def test_a_number_where_bytes_or_text_belong_costs_no_other_tag(tag: Base, kept: bytes | None) -> None:
    exif = Image.Exif()
    exif.endian = "<"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "1950:06:01 12:00:00"
    exif.get_ifd(IFD.Exif)[Base.Flash] = 3  # a number, for which the tag is put in
    flash, number = (struct.pack("<HHI", code, 3, 1) for code in (Base.Flash, tag))
    block = exif.tobytes().removeprefix(b"Exif\0\0").replace(flash, number)
    written = open_block(result_exif(block, width=20, height=14, dpi=None, software="Heirloom 1"))
    assert written.get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "1950:06:01 12:00:00"
    assert written.get_ifd(IFD.Exif).get(tag) == kept


@pytest.mark.parametrize("output_format", ["png", "tiff"])
def test_deep_grey_with_alpha_keeps_every_bit_and_its_profile(
    tmp_path: Path, curve_profile: Callable[..., bytes], output_format: OutputFormat
) -> None:
    ramp = np.arange(60 * 50, dtype=np.uint16).reshape(60, 50, 1) * np.uint16(21)
    photo = Photo(ramp, ramp[::-1, :, 0].copy(), icc_profile=curve_profile(), dpi=(300, 300))
    write(photo, tmp_path / "a", output_format)
    read = read_photo(tmp_path / "a")
    np.testing.assert_array_equal(read.pixels, photo.pixels)
    np.testing.assert_array_equal(read.alpha, photo.alpha)
    assert read.icc_profile == photo.icc_profile
    assert read.dpi == pytest.approx((300, 300), abs=0.1)


@pytest.mark.parametrize("output_format", ["webp", "avif"])
def test_grey_profile_never_goes_with_three_channels(
    tmp_path: Path, deep_colours: Pixels, curve_profile: Callable[..., bytes], output_format: OutputFormat
) -> None:
    grey, alpha = deep_colours[..., :1], deep_colours[..., 1]
    write(Photo(grey, alpha, icc_profile=curve_profile()), tmp_path / "a", output_format)
    photo = read_photo(tmp_path / "a")
    assert photo.icc_profile is None
    assert photo.notes == ()


@pytest.mark.parametrize("quality, sampling", [(90, 0), (89, 2)])
def test_jpeg_keeps_full_colour_resolution_from_quality_90(
    tmp_path: Path, colours: Pixels, quality: int, sampling: int
) -> None:
    write(Photo(colours), tmp_path / "a.jpg", "jpeg", quality)
    with Image.open(tmp_path / "a.jpg") as image:
        assert JpegImagePlugin.get_sampling(image) == sampling


@pytest.mark.parametrize(("quality", "is_kept"), [(90, True), (89, False)])
def test_avif_keeps_full_colour_resolution_from_quality_90(
    tmp_path: Path, quality: int, is_kept: bool
) -> None:
    stripes = np.full((32, 32, 3), (200, 60, 60), np.uint8)
    stripes[:, ::2] = (60, 60, 200)
    write(Photo(stripes), tmp_path / "a.avif", "avif", quality)
    red = read_photo(tmp_path / "a.avif").pixels[..., 0].astype(int)
    assert (np.abs(np.diff(red[8:-8, 8:-8], axis=1)).mean() > 100) == is_kept


def test_transparent_parts_are_white_in_jpeg(tmp_path: Path) -> None:
    black, alpha = np.zeros((16, 32, 3), np.uint8), np.zeros((16, 32), np.uint8)
    alpha[:, 16:] = 255
    write(Photo(black, alpha), tmp_path / "a.jpg", "jpeg")
    pixels = read_photo(tmp_path / "a.jpg").pixels
    assert pixels[:, :8].min() > 250
    assert pixels[:, 24:].max() < 5


def test_xmp_too_long_for_jpeg_is_left_out(tmp_path: Path, colours: Pixels, metadata: Metadata) -> None:
    assert metadata.xmp is not None
    long = replace(metadata, xmp=metadata.xmp.replace("Öl".encode(), b"x" * 70_000))
    write(Photo(colours, metadata=long), tmp_path / "a.jpg", "jpeg")
    xmp = read_photo(tmp_path / "a.jpg").metadata.xmp
    assert xmp is not None
    assert b"compositeWithTrainedAlgorithmicMedia" in xmp


def test_what_a_jpegs_fields_cannot_hold_does_not_hinder_the_photo(
    tmp_path: Path, colours: Pixels, metadata: Metadata
) -> None:
    exif = exif_of(Photo(colours, metadata=metadata))
    exif.get_ifd(IFD.Exif)[Base.MakerNote] = bytes(70_000)
    long = replace(metadata, exif=exif.tobytes().removeprefix(b"Exif\0\0"), iptc=bytes(70_000))
    photo = Photo(colours, metadata=long, dpi=(80_000, 80_000))  # a scan of 20,000 DPI, 4 times as wide
    write(photo, tmp_path / "a.jpg", "jpeg")
    read = read_photo(tmp_path / "a.jpg")
    assert read.metadata.exif is read.metadata.iptc is None
    assert read.metadata.xmp is not None
    with Image.open(tmp_path / "a.jpg") as image:
        assert image.info["dpi"] == (65_535, 65_535)


@pytest.mark.parametrize("output_format, width", [("jpeg", 65_501), ("webp", 16_384), ("avif", 32_769)])
def test_too_large_for_the_format_is_told(tmp_path: Path, output_format: OutputFormat, width: int) -> None:
    with pytest.raises(OutputError, match=str(width)):
        write(Photo(np.zeros((1, width, 1), np.uint8)), tmp_path / "a", output_format)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output_format, width", [("jpeg", 65_500), ("webp", 16_383), ("avif", 32_768)])
def test_the_largest_of_a_format_is_written(tmp_path: Path, output_format: OutputFormat, width: int) -> None:
    write(Photo(np.zeros((1, width, 1), np.uint8)), tmp_path / "a", output_format)
    assert read_photo(tmp_path / "a").width == width


def test_existing_file_is_kept_unless_overwriting(tmp_path: Path, colours: Pixels) -> None:
    path = tmp_path / "a.png"
    path.write_text("mine")
    with pytest.raises(OutputError, match="already"):
        write(Photo(colours), path, "png")
    assert path.read_text() == "mine"
    write(Photo(colours), path, "png", overwrite=True)
    assert np.array_equal(read_photo(path).pixels, colours)
    assert list(tmp_path.iterdir()) == [path]


def test_file_made_meanwhile_is_kept(
    tmp_path: Path, colours: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_text("made meanwhile")
    monkeypatch.setattr(Path, "exists", lambda _: False)
    with pytest.raises(OutputError, match="already"):
        write(Photo(colours), path, "png")
    assert path.read_text() == "made meanwhile"
    assert list(tmp_path.iterdir()) == [path]


def test_what_no_encoder_takes_is_told(
    tmp_path: Path, colours: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> bytes:
        raise struct.error("argument out of range")

    monkeypatch.setattr("core.images.writing.encode_photo", fail)
    with pytest.raises(OutputError, match="cannot be encoded as PNG"):
        write(Photo(colours), tmp_path / "a", "png")
    assert list(tmp_path.iterdir()) == []


def test_disks_without_hard_links_are_written_too(
    tmp_path: Path, colours: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write(Photo(colours), tmp_path / "a.png", "png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_nothing_stays_when_writing_stops_half_way(
    tmp_path: Path, colours: Pixels, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def fail(_descriptor: int) -> None:
        raise failure

    monkeypatch.setattr(os, "fsync", fail)
    expected = OutputError if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected) as caught:
        write(Photo(colours), tmp_path / "a.png", "png")
    assert list(tmp_path.iterdir()) == []
    if isinstance(caught.value, OutputError):
        assert "space" in caught.value.remedy


@pytest.mark.parametrize("name", ["a" * 300 + ".png", "file/inside.png", "a\0b.png"])
def test_impossible_place_is_told(tmp_path: Path, colours: Pixels, name: str) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputError, match="cannot be written"):
        write(Photo(colours), tmp_path / name, "png")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_folders_are_made_and_any_name_works(tmp_path: Path, colours: Pixels) -> None:
    path = tmp_path / "ältere Bilder" / ("långt namn " * 10).strip() / "Oma & Opa 1950 😀.png"
    write(Photo(colours), path, "png")
    assert np.array_equal(read_photo(path).pixels, colours)


@pytest.mark.parametrize(
    "read_from, kept",
    [
        ("JPEG", "jpeg"),
        ("TIFF", "tiff"),
        ("WEBP", "webp"),
        ("AVIF", "avif"),
        ("HEIF", "png"),
        ("BMP", "png"),
        ("", "png"),
    ],
)
def test_format_is_kept_where_it_can_be_written(colours: Pixels, read_from: str, kept: str) -> None:
    assert writable_format(Photo(colours, format=read_from)) == kept


def test_result_too_large_for_its_format_becomes_png() -> None:
    wide = Photo(np.zeros((1, 5000, 3), np.uint8), format="WEBP")
    assert writable_format(wide, scale=2) == "webp"
    assert writable_format(wide, scale=4) == "png"
