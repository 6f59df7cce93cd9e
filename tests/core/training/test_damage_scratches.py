import cv2
import numpy as np
import pytest

from core.training.damage.scratches import ScratchOptions, scratch
from core.training.damage.strokes import OVERHANG_PX, blob, line, polygon, wander, worn_line

NOTHING = {"scratches": 0, "creases": 0, "dust": 0, "hairs": 0, "tears": 0, "stains": 0}
GREY = np.full((160, 200, 3), 0.5, np.float32)


def damaged(seed: int, **counts: int) -> tuple[np.ndarray, np.ndarray]:
    return scratch(GREY, np.random.default_rng(seed), ScratchOptions(**{**NOTHING, **counts}))


def test_no_damage_leaves_the_photo_and_an_empty_mask():
    photo, mask = damaged(1)
    np.testing.assert_array_equal(photo, GREY)
    assert not mask.any()


def test_photo_and_mask_have_the_size_types_and_range_of_their_contract():
    for seed in range(10):
        photo, mask = scratch(GREY, np.random.default_rng(seed), ScratchOptions())
        assert photo.shape == GREY.shape
        assert photo.dtype == np.float32
        assert 0 <= photo.min() <= photo.max() <= 1
        assert mask.shape == GREY.shape[:2]
        assert mask.dtype == np.uint8
        assert set(np.unique(mask)) <= {0, 255}
    assert (GREY == 0.5).all()


def test_same_seed_gives_the_same_damage_and_another_seed_another():
    one, same, other = (scratch(GREY, np.random.default_rng(seed), ScratchOptions())[0] for seed in (2, 2, 3))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("kind", ["scratches", "dust", "hairs", "tears"])
def test_what_is_covered_is_masked_and_nothing_else(kind):
    for seed in range(8):
        photo, mask = damaged(seed, **{kind: 6})
        change = np.abs(photo - GREY).max(axis=2)
        assert change[mask == 0].max() < 0.15
        assert (change[mask == 255] > 0.02).mean() > 0.9


def test_scratches_and_dust_come_bright_and_dark():
    tones = np.concatenate([photo[mask == 255] for photo, mask in (damaged(s, dust=20) for s in range(6))])
    assert (tones > 0.7).any()
    assert (tones < 0.2).any()


def test_creases_shade_their_surroundings_without_masking_them():
    photo, mask = damaged(5, creases=3)
    beside = (cv2.dilate(mask, np.ones((9, 9), np.uint8)) == 255) & (mask == 0)
    assert np.abs(photo - GREY)[beside].max() > 0.02


def test_stains_show_the_picture_and_are_not_masked():
    photo, mask = next(
        result for result in (damaged(seed, stains=3) for seed in range(9)) if result[0].min() < 0.48
    )
    assert not mask.any()
    assert photo.min() > 0.25


def test_damage_grows_with_the_photo():
    def share(side: int) -> float:
        photo = np.full((side, side, 3), 0.5, np.float32)
        options = ScratchOptions(**{**NOTHING, "dust": 40})
        masks = [scratch(photo, np.random.default_rng(seed), options)[1] for seed in range(4)]
        return float(np.mean(masks)) / 255

    assert share(768) == pytest.approx(share(256), rel=0.5)


def test_line_is_as_wide_as_asked_and_covers_less_when_thin():
    points = np.array([[5, 20], [55, 20]], np.float32)
    for width in (0.5, 1, 2, 3, 4.5):
        cover = line((40, 60), points, width_px=width)
        assert cover[:, 30].sum() == pytest.approx(width, rel=0.15)
    assert line((40, 60), points, width_px=0.5).max() < 0.5


def test_worn_line_has_gaps():
    points = wander(np.random.default_rng(1), (0, 20), radians=0, length_px=300, bend=0)
    along = worn_line(np.random.default_rng(1), (40, 300), points, width_px=1, gaps=0.5).max(axis=0)
    assert (along == 0).any()
    assert (along > 0.3).any()


def test_wandering_goes_its_length_in_its_direction():
    points = wander(np.random.default_rng(1), (10, 20), radians=np.pi / 2, length_px=100, bend=0)
    np.testing.assert_allclose(points[0], (10, 20))
    np.testing.assert_allclose(points[-1], (10, 120), atol=1e-3)


def test_blob_lies_around_its_centre_and_polygon_fills_its_outline():
    rows, columns = np.nonzero(blob(np.random.default_rng(1), (60, 60), (30, 20), radius_px=6))
    assert (columns.mean(), rows.mean()) == pytest.approx((30, 20), abs=2)
    square = np.array([[10, 10], [20, 10], [20, 20], [10, 20]], np.float32)
    assert polygon((40, 40), square).sum() == pytest.approx((10 + 2 * OVERHANG_PX) ** 2, rel=0.05)
