import struct
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.images.colour import cmyk_to_srgb, fits, profile_space, to_srgb
from core.images.depth import full_range, to_8_bit, to_16_bit
from core.images.photo import Photo, Pixels

MakeProfile = Callable[..., bytes]


def wide_profile() -> bytes:
    """An RGB profile of larger gamut than sRGB: its red and green colorants are exchanged for purer ones."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Display P3 colorants in D50, as XYZ.
    colorants = {
        b"rXYZ": (0.5151, 0.2412, -0.0011),
        b"gXYZ": (0.2920, 0.6922, 0.0419),
        b"bXYZ": (0.1571, 0.0666, 0.7841),
    }
    for number in range(int.from_bytes(data[128:132], "big")):
        entry = 132 + 12 * number
        if (name := bytes(data[entry : entry + 4])) in colorants:
            start = int.from_bytes(data[entry + 4 : entry + 8], "big") + 8
            values = (round(value * 65536).to_bytes(4, "big", signed=True) for value in colorants[name])
            data[start : start + 12] = b"".join(values)
    return bytes(data)


def test_wide_colours_look_stronger_in_srgb() -> None:
    pixels = np.full((2, 2, 3), (200, 120, 120), np.uint8)
    converted = to_srgb(Photo(pixels, icc_profile=wide_profile()))
    assert converted.icc_profile is None
    red, green, blue = converted.pixels[0, 0].tolist()
    assert red > 205
    assert green < 120
    assert abs(blue - 120) < 8


def test_grey_is_the_same_in_every_rgb_profile() -> None:
    ramp = np.arange(256, dtype=np.uint8).reshape(1, -1, 1).repeat(3, axis=2)
    converted = to_srgb(Photo(ramp, icc_profile=wide_profile())).pixels
    assert np.abs(converted.astype(int) - ramp).max() <= 1


def test_photo_without_profile_is_srgb_already(colours: Pixels) -> None:
    assert to_srgb(Photo(colours)).pixels is colours


def test_16_bit_becomes_8_bit_for_the_screen(deep_colours: Pixels, srgb_profile: bytes) -> None:
    photo = to_srgb(Photo(deep_colours, alpha=deep_colours[..., 0], icc_profile=srgb_profile))
    assert photo.pixels.dtype == np.uint8
    assert photo.alpha is not None
    assert photo.alpha.dtype == np.uint8
    assert np.abs(photo.pixels.astype(float) - deep_colours / 257).max() <= 1.5


def test_spaces_of_profiles_are_told(srgb_profile: bytes) -> None:
    assert profile_space(srgb_profile) == "RGB"
    assert profile_space(b"damaged") is None
    assert fits(srgb_profile, 3)
    assert not fits(srgb_profile, 1)


def test_plain_cmyk_ignores_a_profile_of_another_space(srgb_profile: bytes) -> None:
    image = Image.new("CMYK", (1, 1), (0, 0, 0, 255))
    assert cmyk_to_srgb(image, srgb_profile).tolist() == cmyk_to_srgb(image, None).tolist() == [[[0, 0, 0]]]


@pytest.mark.parametrize("value", [0, 128, 129, 32768, 65406, 65407, 65535])
def test_16_bit_is_rounded_to_the_nearest_8_bit_value(value: int) -> None:
    assert to_8_bit(np.array([value], np.uint16))[0] == round(value / 257)


def test_8_bit_survives_16() -> None:
    values = np.arange(256, dtype=np.uint8)
    assert np.array_equal(to_8_bit(to_16_bit(values)), values)
    assert to_16_bit(values).max() == 65535


@pytest.mark.parametrize("bits", [10, 12, 14, 16])
def test_fewer_bits_fill_the_full_range(bits: int) -> None:
    white = np.array([(2**bits - 1) << (16 - bits), 0], np.uint16)
    assert full_range(white, bits).tolist() == [65535, 0]


def srgb_of_linear(tones: np.ndarray) -> np.ndarray:
    """IEC 61966-2-1, 0..1 to 0..255."""
    return 255 * np.where(tones <= 0.0031308, 12.92 * tones, 1.055 * tones ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("largest", [255, 65535])
def test_shadows_of_linear_grey_are_as_bright_as_they_should_be(
    curve_profile: MakeProfile, largest: int
) -> None:
    tones = np.linspace(0, 1, 256)
    levels = np.rint(tones * largest).astype(np.uint8 if largest == 255 else np.uint16)
    photo = Photo(levels.reshape(1, -1, 1), icc_profile=curve_profile(gamma=1.0))
    shown = to_srgb(photo).pixels
    np.testing.assert_allclose(shown[0, :, 0], srgb_of_linear(tones), atol=1)
    assert (shown == shown[..., :1]).all()


def test_16_bit_linear_grey_is_shown_in_all_its_shadows(curve_profile: MakeProfile) -> None:
    levels = np.arange(1000, dtype=np.uint16).reshape(1, -1, 1)
    shown = to_srgb(Photo(levels, icc_profile=curve_profile(gamma=1.0))).pixels[0, :, 0]
    assert np.diff(shown.astype(int)).max() <= 1


def test_the_darkest_tone_of_a_profile_is_shown_black(curve_profile: MakeProfile) -> None:
    to_black, from_5_percent = struct.pack(">IHH", 1, 256, 0), struct.pack(">IHH", 2, 3277, 65535)
    faint = curve_profile(gamma=1.0).replace(to_black, from_5_percent)
    ends = Photo(np.array([[[0], [255]]], np.uint8), icc_profile=faint)
    assert to_srgb(ends).pixels[0, :, 0].tolist() == [0, 255]


@pytest.mark.parametrize("space", [b"GRAY", b"RGB ", b"CMYK"])
def test_profile_with_a_sound_head_and_nothing_behind_it_is_damaged(
    curve_profile: MakeProfile, space: bytes
) -> None:
    whole = curve_profile(space=space)
    assert profile_space(whole[:128] + bytes(4)) is None
    image = Image.new("CMYK", (2, 2))
    assert cmyk_to_srgb(image, whole[:128] + bytes(4)).shape == (2, 2, 3)
