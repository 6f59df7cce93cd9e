import io

import numpy as np
import pytest
from PIL import Image

from core.images.comparison import Pair, animation, contact_sheet, side_by_side, split
from core.images.photo import Pixels


@pytest.fixture
def pair() -> Pair:
    """A dark photo of 20 x 10 and its bright result, four times as large."""
    return Pair(np.full((10, 20, 3), 40, np.uint8), np.full((40, 80, 3), 200, np.uint8), "Grandma, 1931")


def test_side_by_side_enlarges_the_photo_to_the_result(pair: Pair):
    joined = side_by_side(pair)
    assert joined.shape == (40, 168, 3)
    assert (joined[20, 40, 0], joined[20, 130, 0]) == (40, 200)


@pytest.mark.parametrize(("position", "left", "right"), [(0.5, 40, 200), (0.0, 200, 200), (1.0, 40, 40)])
def test_split_shows_the_photo_left_of_the_divider(pair: Pair, position: float, left: int, right: int):
    joined = split(pair, position=position)
    assert joined.shape == pair.after.shape
    assert (joined[20, 20, 0], joined[20, 60, 0]) == (left, right)


def test_the_animation_begins_with_the_photo_holds_the_result_and_loops(pair: Pair):
    with Image.open(io.BytesIO(animation(pair))) as gif:
        assert gif.is_animated and gif.info["loop"] == 0
        levels, holds_ms = [], []
        for number in range(gif.n_frames):
            gif.seek(number)
            levels.append(gif.convert("RGB").getpixel((5, 5))[0])
            holds_ms.append(gif.info["duration"])
    assert levels[0] == 40 and max(levels) == 200
    assert holds_ms[levels.index(200)] > 1000


def test_a_large_animation_is_made_smaller(pair: Pair):
    with Image.open(io.BytesIO(animation(pair, longest_px=40))) as gif:
        assert gif.size == (40, 20)


def black_line(_text: str, width: int, height: int) -> Pixels:
    return np.zeros((height, width, 3), np.uint8)


def test_a_contact_sheet_has_a_cell_and_a_caption_for_each_pair(pair: Pair):
    one, three = (contact_sheet([pair] * count, black_line, cell_px=120) for count in (1, 3))
    assert three.shape[1] > 1.9 * one.shape[1]
    assert three.shape[0] > 1.9 * one.shape[0]
    assert {40, 200} <= set(np.unique(three[..., 0]))
    captions = [(sheet == 0).all(axis=2).sum() for sheet in (one, three)]
    assert captions == [242 * 12, 3 * 242 * 12]


def test_portraits_and_landscapes_share_a_sheet():
    tall, wide = np.zeros((300, 20, 3), np.uint8), np.zeros((20, 300, 3), np.uint8)
    assert contact_sheet([Pair(tall, tall), Pair(wide, wide)], black_line, cell_px=60).ndim == 3
