import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from desktop_app.photos.pyramid import Pyramid
from desktop_app.photos.qimage import to_pixels, to_qimage
from desktop_app.photos.reading import open_photo, read_thumbnail


def pixels(height: int, width: int, channels: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, channels), np.uint8)


def test_colours_survive_the_way_to_qimage_and_back():
    colour = pixels(5, 7, 3)
    assert np.array_equal(to_pixels(to_qimage(colour)), colour)


def test_grey_becomes_three_equal_channels():
    grey = pixels(5, 7, 1)
    assert np.array_equal(to_pixels(to_qimage(grey)), np.repeat(grey, 3, axis=2))


def test_transparency_is_kept():
    image = to_qimage(np.array([[[10, 20, 30, 40]]], np.uint8))
    assert image.pixelColor(0, 0).getRgb() == (10, 20, 30, 40)


def test_transparent_parts_are_white_where_there_is_no_transparency():
    image = to_qimage(np.array([[[10, 20, 30, 0], [10, 20, 30, 255]]], np.uint8))
    assert to_pixels(image).tolist() == [[[255, 255, 255], [10, 20, 30]]]


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_thumbnail_has_the_colours_that_the_photo_is_shown_in(tmp_path, ending):
    path = tmp_path / f"dark.{ending}"
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    linear = linear_profile(bytearray(srgb.tobytes()))
    Image.new("RGB", (300, 200), (60, 60, 60)).save(path, icc_profile=linear, quality=95)
    shown = read_thumbnail(path).image.pixelColor(9, 9).red()
    assert abs(shown - open_photo(path).pyramid.levels[0].pixelColor(9, 9).red()) <= 2
    assert shown > 100


@pytest.mark.parametrize("suffix", [".jpg", ".tif"])
@pytest.mark.parametrize(("width", "height"), [(1000, 999), (90, 60)])
def test_the_size_of_a_photo_is_that_of_the_photo_turned_upright(tmp_path, suffix, width, height):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    path = tmp_path / f"turned{suffix}"
    Image.new("RGB", (width, height)).save(path, exif=exif)
    assert read_thumbnail(path).size == (height, width)


def linear_profile(profile: bytearray) -> bytes:
    """`profile` with its tone curves taken away, so that it is linear."""
    for number in range(int.from_bytes(profile[128:132], "big")):
        entry = 132 + 12 * number
        if profile[entry : entry + 4] in (b"rTRC", b"gTRC", b"bTRC"):
            start = int.from_bytes(profile[entry + 4 : entry + 8], "big")
            profile[start : start + 12] = b"curv" + bytes(8)
            profile[entry + 8 : entry + 12] = (12).to_bytes(4, "big")
    return bytes(profile)


def test_a_qimage_outlives_the_array_it_was_made_of():
    colour = pixels(3, 3, 3)
    image = to_qimage(colour)
    expected = QColor(*colour[1, 1])
    colour[:] = 0
    del colour
    assert image.pixelColor(1, 1) == expected


def test_a_pyramid_halves_until_it_is_small():
    pyramid = Pyramid.of_pixels(pixels(300, 2100, 3))
    assert [level.width() for level in pyramid.levels] == [2100, 1050, 525, 262]


def test_a_line_one_pixel_wide_keeps_its_width():
    assert Pyramid.of_pixels(pixels(1, 2000, 3)).levels[-1].height() == 1


def test_the_level_has_a_pixel_for_each_screen_pixel():
    pyramid = Pyramid.of_pixels(pixels(16, 2048, 3))
    assert [pyramid.level_for(zoom) for zoom in (2, 1, 0.51, 0.5, 0.25, 0.01)] == [0, 0, 0, 1, 2, 2]


def test_a_crop_far_to_the_right_is_found():
    wide = np.zeros((2, 40_000, 3), np.uint8)
    wide[:, 39_999] = 255
    crop = Pyramid.of_pixels(wide).crop(0, QRect(39_998, 0, 2, 2))
    assert [crop.pixelColor(x, 0).red() for x in (0, 1)] == [0, 255]
