import numpy as np
import pytest
from PIL import Image

from core.images.photo import Photo, Pixels
from core.images.resizing import bleed_colour_under_alpha, enlarge


def test_8_bit_enlargement_is_pillows_bicubic(colours: Pixels) -> None:
    expected = np.asarray(Image.fromarray(colours).resize((80, 56), Image.Resampling.BICUBIC))
    assert np.array_equal(enlarge(colours, 4), expected)


@pytest.mark.parametrize("channels", [1, 2, 3])
def test_16_bit_enlargement_follows_the_8_bit_one(channels: int) -> None:
    small = np.random.default_rng(0).integers(0, 256, (10, 12, channels), dtype=np.uint8)
    deep = enlarge(small.astype(np.uint16) * 257, 2)
    assert deep.dtype == np.uint16
    assert deep.shape == (20, 24, channels)
    assert np.abs(deep / 257 - enlarge(small, 2)).max() <= 1


def test_flat_photos_stay_flat_to_the_edge() -> None:
    flat = np.full((5, 7, 3), 65535, np.uint16)
    assert (enlarge(flat, 4) == 65535).all()


def test_scale_1_is_the_photo_itself(colours: Pixels) -> None:
    assert enlarge(colours, 1) is colours


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_hidden_pixels_take_the_nearest_visible_colour(dtype: type) -> None:
    pixels = np.zeros((4, 8, 3), dtype)
    pixels[:, :2] = (200, 100, 50)
    pixels[:, 7] = (9, 8, 7)
    alpha = np.where(pixels[..., 0] > 0, np.iinfo(dtype).max, 0).astype(dtype)
    filled = bleed_colour_under_alpha(Photo(pixels, alpha))
    assert filled.dtype == dtype
    assert (filled[:, :4] == (200, 100, 50)).all()
    assert (filled[:, 6:] == (9, 8, 7)).all()
    assert (pixels[:, 4] == 0).all()


def test_enlarged_edge_shows_no_halo() -> None:
    pixels, alpha = np.zeros((8, 8, 3), np.uint8), np.zeros((8, 8), np.uint8)
    pixels[:, :4], alpha[:, :4] = 255, 255
    photo = Photo(pixels, alpha)
    visible = enlarge(alpha[..., None], 4)[..., 0] > 0
    assert enlarge(pixels, 4)[visible].min() < 128
    assert enlarge(bleed_colour_under_alpha(photo), 4)[visible].min() == 255


@pytest.mark.parametrize("alpha", [None, 0, 1, 255])
def test_photos_without_hidden_edges_are_left_alone(colours: Pixels, alpha: int | None) -> None:
    plane = None if alpha is None else np.full(colours.shape[:2], alpha, np.uint8)
    photo = Photo(colours, plane)
    assert bleed_colour_under_alpha(photo) is colours
