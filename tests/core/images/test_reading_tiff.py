from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image
from PIL.ExifTags import Base

from core.errors import PhotoError
from core.images.photo import Pixels
from core.images.reading import read_photo, stored_size

Upright = Callable[[Pixels, int], Pixels]


@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize("compression", [None, "zlib"])
def test_16_bit_colour_keeps_every_bit(
    tmp_path: Path, deep_colours: Pixels, planar: str, compression: str | None
) -> None:
    path = tmp_path / "deep.tif"
    samples = deep_colours if planar == "contig" else np.moveaxis(deep_colours, -1, 0)
    tifffile.imwrite(path, samples, photometric="rgb", planarconfig=planar, compression=compression)
    assert np.array_equal(read_photo(path).pixels, deep_colours)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_lzw_is_read_and_turned(
    tmp_path: Path, deep_colours: Pixels, upright: Upright, orientation: int
) -> None:
    path = tmp_path / "deep.tif"
    grey = Image.fromarray(deep_colours[..., 0])  # the one deep LZW file that Pillow writes
    grey.save(path, compression="tiff_lzw", tiffinfo={Base.Orientation: orientation})
    assert np.array_equal(read_photo(path).pixels[..., 0], upright(deep_colours[..., 0], orientation))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_16_bit_colour_is_turned(
    tmp_path: Path, deep_colours: Pixels, upright: Upright, orientation: int
) -> None:
    path = tmp_path / "deep.tif"
    tag = (int(Base.Orientation), "H", 1, orientation, True)
    tifffile.imwrite(path, deep_colours, photometric="rgb", extratags=[tag])
    assert np.array_equal(read_photo(path).pixels[..., 0], upright(deep_colours[..., 0], orientation))


def test_grey_with_alpha_keeps_every_bit(tmp_path: Path, deep_colours: Pixels) -> None:
    path = tmp_path / "deep.tif"
    tifffile.imwrite(
        path,
        deep_colours[..., :2],
        photometric="minisblack",
        planarconfig="contig",
        extrasamples=["unassalpha"],
    )
    photo = read_photo(path)
    assert np.array_equal(photo.pixels, deep_colours[..., :1])
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, deep_colours[..., 1])


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_premultiplied_colours_are_divided_by_alpha(tmp_path: Path, dtype: type) -> None:
    full = int(np.iinfo(dtype).max)
    samples = np.array([[[full // 2, 0, full // 4, full // 2], [0, 0, 0, 0]]], dtype)
    path = tmp_path / "premultiplied.tif"
    tifffile.imwrite(path, samples, photometric="rgb", extrasamples=["assocalpha"])
    red, green, blue = read_photo(path).pixels[0, 0].tolist()
    assert red == full
    assert green == 0
    assert blue == pytest.approx(full / 2, abs=full / 100)


def test_channels_beyond_alpha_are_dropped(tmp_path: Path, deep_colours: Pixels) -> None:
    path = tmp_path / "infrared.tif"
    samples = np.dstack([deep_colours, deep_colours[..., 0]])
    tifffile.imwrite(path, samples, photometric="rgb", extrasamples=["unspecified"])
    photo = read_photo(path)
    assert np.array_equal(photo.pixels, deep_colours)
    assert photo.alpha is None


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_white_is_zero_is_turned_positive(tmp_path: Path, deep_colours: Pixels, dtype: type) -> None:
    grey = deep_colours[..., 0].astype(dtype)
    path = tmp_path / "negative.tif"
    tifffile.imwrite(path, grey, photometric="miniswhite")
    assert np.array_equal(read_photo(path).pixels[..., 0], np.iinfo(dtype).max - grey)


def test_first_of_several_pages_is_read_with_a_note(
    tmp_path: Path, colours: Pixels, deep_colours: Pixels
) -> None:
    for name, pages in (("8.tif", colours), ("16.tif", deep_colours)):
        path = tmp_path / name
        tifffile.imwrite(path, np.stack([pages, pages[::-1]]), photometric="rgb")
        photo = read_photo(path)
        assert np.array_equal(photo.pixels, pages)
        assert photo.notes == ("first of 2 pages",)


def test_float_from_0_to_1_becomes_black_to_white(tmp_path: Path) -> None:
    path = tmp_path / "float.tif"
    tifffile.imwrite(path, np.array([[0, 0.5, 1]], np.float32))
    photo = read_photo(path)
    assert photo.pixels[..., 0].tolist() == [[0, 32768, 65535]]
    assert any("floating point" in note for note in photo.notes)


def test_values_without_known_black_and_white_are_stretched_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "signed.tif"
    tifffile.imwrite(path, np.array([[-100, 0, 100]], np.int16))
    photo = read_photo(path)
    assert photo.pixels[0, :, 0] == pytest.approx([0, 32767.5, 65535], abs=1)
    assert any("stretched" in note for note in photo.notes)


def test_32_bit_integers_are_cut_to_16(tmp_path: Path) -> None:
    path = tmp_path / "long.tif"
    tifffile.imwrite(path, np.array([[0, 0x12345678, 0xFFFFFFFF]], np.uint32))
    assert read_photo(path).pixels[..., 0].tolist() == [[0, 0x1234, 0xFFFF]]


def test_values_that_are_not_numbers_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "nan.tif"
    tifffile.imwrite(path, np.array([[0, np.nan]], np.float32))
    with pytest.raises(PhotoError, match="not numbers"):
        read_photo(path)


@pytest.mark.parametrize("lightness, expected", [(0, 0), (0.5, 119), (1, 255)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_lab_becomes_srgb(tmp_path: Path, lightness: float, expected: int, dtype: type) -> None:
    samples = np.zeros((4, 4, 3), dtype)
    samples[..., 0] = round(lightness * np.iinfo(dtype).max)
    path = tmp_path / "lab.tif"
    tifffile.imwrite(path, samples, photometric="cielab")
    assert np.abs(read_photo(path).pixels.astype(int) - expected).max() <= 2


def test_centimetres_become_inches(tmp_path: Path, deep_colours: Pixels) -> None:
    path = tmp_path / "metric.tif"
    tifffile.imwrite(path, deep_colours, photometric="rgb", resolution=(100, 100), resolutionunit=3)
    assert read_photo(path).dpi == pytest.approx((254, 254))


def test_profile_of_a_16_bit_photo_is_kept(tmp_path: Path, deep_colours: Pixels, srgb_profile: bytes) -> None:
    path = tmp_path / "deep.tif"
    tifffile.imwrite(path, deep_colours, photometric="rgb", iccprofile=srgb_profile)
    assert read_photo(path).icc_profile == srgb_profile


@pytest.mark.parametrize("ending", ["dng", "nef"])
def test_thumbnail_of_a_cameras_raw_file_is_no_photo(tmp_path: Path, colours: Pixels, ending: str) -> None:
    path = tmp_path / f"raw.{ending}"
    with tifffile.TiffWriter(path) as writer:
        writer.write(colours, photometric="rgb", subfiletype=1, subifds=1, metadata=None)
        writer.write(np.zeros((280, 400), np.uint16), photometric=32803, subfiletype=0, metadata=None)
    with pytest.raises(PhotoError, match="holds no photo that can be read"):
        read_photo(path)


def test_xmp_declared_as_numbers_is_kept(tmp_path: Path, deep_colours: Pixels) -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>   '
    tag = (700, 4, len(packet) // 4, tuple(np.frombuffer(packet, "<u4").tolist()), True)
    tifffile.imwrite(tmp_path / "a.tif", deep_colours, photometric="rgb", byteorder="<", extratags=[tag])
    assert read_photo(tmp_path / "a.tif").metadata.xmp == packet


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_what_a_big_tiff_says_is_read_as_in_a_small_one(tmp_path: Path, dtype: type) -> None:
    photos = []
    for bigtiff in (False, True):
        path = tmp_path / f"{bigtiff}.tif"
        tifffile.imwrite(
            path,
            np.zeros((4, 8, 3), dtype),
            photometric="rgb",
            bigtiff=bigtiff,
            extratags=[(Base.Orientation, "H", 1, 6, True), (Base.Artist, "s", 0, "Oma", True)],
            resolution=(300, 300),
            resolutionunit=2,
        )
        photos.append(read_photo(path))
    small, big = photos
    assert big.notes == small.notes == ()
    assert (big.width, big.height, big.dpi) == (small.width, small.height, small.dpi) == (4, 8, (300, 300))
    assert b"Oma" in (big.metadata.exif or b"")


def test_signed_grey_is_stretched_whatever_its_depth(tmp_path: Path) -> None:
    samples = np.array([[-128, -1, 0, 127]], np.int8)
    tifffile.imwrite(tmp_path / "a.tif", samples)
    photo = read_photo(tmp_path / "a.tif")
    assert (np.diff(photo.pixels[0, :, 0].astype(int)) > 0).all()


@pytest.mark.parametrize(
    ("photometric", "channels", "dtype"),
    [("rgb", 3, np.float32), ("minisblack", 2, np.uint16), ("rgb", 3, np.uint32), ("rgb", 3, np.uint8)],
)
def test_the_size_is_told_whether_pillow_knows_the_kind_or_not(
    tmp_path: Path, photometric: str, channels: int, dtype: type
) -> None:
    path = tmp_path / "a.tif"
    samples = np.zeros((14, 20, channels), dtype)
    tifffile.imwrite(path, samples, photometric=photometric, planarconfig="contig")
    assert stored_size(path) == (20, 14)
