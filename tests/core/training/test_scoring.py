from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.evaluation.metrics import psnr_y
from core.models.features import build_features
from core.training.losses import feature_distance, feature_maps
from core.training.patches import shrunk_pair
from core.training.photos import PhotoCache
from core.training.scoring import MAX_CROPS, UNSEEN_DB, HeldOut

SavePhoto = Callable[..., Path]


@pytest.fixture
def photos(save_photo: SavePhoto) -> PhotoCache:
    return PhotoCache([save_photo(f"{index}.png", width=48, height=40, seed=index) for index in range(2)])


def test_the_perceptual_score_is_the_mean_perceptual_loss(photos: PhotoCache) -> None:
    features = build_features(["block1_conv2", "block2_conv1"], weights=None)
    held_out = HeldOut(photos, shrunk_pair, scale=4, features=features)
    enlarged = held_out.interpolated()
    losses = [
        float(feature_distance(*(feature_maps(features, image[None] / np.float32(255)) for image in pair)))
        for pair in zip(enlarged, held_out.originals, strict=True)
    ]
    assert held_out.score(enlarged)["perceptual"] == pytest.approx(np.mean(losses), rel=1e-5)
    assert held_out.score(held_out.originals)["perceptual"] == 0


def test_originals_are_looked_at_once(photos: PhotoCache) -> None:
    features = build_features(["block1_conv1"], weights=None)
    seen: list[int] = []

    def counting(images: object) -> object:
        seen.append(1)
        return features(images)

    held_out = HeldOut(photos, shrunk_pair, scale=4, features=counting)
    for _ in range(3):
        held_out.score(held_out.originals)
    assert len(seen) == 2 + 3 * 2


def test_looks_are_left_out_where_they_are_not_asked_for(photos: PhotoCache) -> None:
    features = build_features(["block1_conv1"], weights=None)
    held_out = HeldOut(photos, shrunk_pair, scale=4, features=features)
    assert set(held_out.score(held_out.interpolated(), looks=False)) == {"psnr_y"}
    assert set(HeldOut(photos, shrunk_pair, scale=4).score(held_out.originals)) == {"psnr_y"}


def test_a_photo_without_damage_does_not_outweigh_the_others(photos: PhotoCache) -> None:
    held_out = HeldOut(photos, shrunk_pair, scale=1)
    equal, other = held_out.originals
    assert held_out.score([equal, other])["psnr_y"] == UNSEEN_DB
    scores = held_out.score([equal, 255 - other])
    assert scores["psnr_y"] == pytest.approx((UNSEEN_DB + psnr_y(255 - other, other)) / 2)


def test_large_photos_are_scored_in_several_places(save_photo: SavePhoto) -> None:
    large, small = (save_photo(f"{side}.png", width=side, height=300, seed=side) for side in (900, 300))
    originals = HeldOut(PhotoCache([large, small]), shrunk_pair, scale=4).originals
    assert len(originals) == 3 + 1
    assert {original.shape for original in originals} == {(256, 256, 3)}
    assert len({original.tobytes() for original in originals}) == 4


def test_no_more_crops_are_scored_than_time_allows(save_photo: SavePhoto) -> None:
    paths = [save_photo(f"{index}.png", width=520, height=260, seed=index) for index in range(8)]
    originals = HeldOut(PhotoCache(paths), shrunk_pair, scale=4).originals
    assert len(originals) == MAX_CROPS
    assert len({original.tobytes() for original in originals}) == MAX_CROPS
