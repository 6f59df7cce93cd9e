from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.images.resizing import shrink
from core.training.patches import PatchOptions, PatchSampler, shrunk_pair
from core.training.photos import PhotoCache

SavePhoto = Callable[..., Path]


def sampler(paths: list[Path], *, areas: list[float] | None = None, **changes: Any) -> PatchSampler:
    options = PatchOptions(**{"scale": 4, "patch_px": 32, "batch": 3, "seed": 0, **changes})
    return PatchSampler(PhotoCache(paths), shrunk_pair, options, areas=areas)


def originals_of(source: PatchSampler, *, steps: int) -> NDArray[np.float32]:
    return np.concatenate([source.batch(step)[1] for step in range(steps)])


@pytest.fixture
def paths(save_photo: SavePhoto) -> list[Path]:
    return [save_photo(f"{index}.png", width=120, height=100, seed=index) for index in range(3)]


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_batch_holds_inputs_and_originals_in_unit_range(paths: list[Path], scale: int) -> None:
    inputs, originals = sampler(paths, scale=scale).batch(0)
    assert inputs.shape == (3, 32 // scale, 32 // scale, 3)
    assert originals.shape == (3, 32, 32, 3)
    assert inputs.dtype == originals.dtype == np.float32
    assert 0 <= originals.min() < originals.max() <= 1


def test_the_input_is_the_original_shrunk_as_if_within_its_photo(paths: list[Path]) -> None:
    inputs, originals = sampler(paths).batch(0)
    again = shrink(np.rint(originals[0] * 255).astype(np.uint8), 4)
    inner = slice(2, -2)
    assert np.abs(again[inner, inner] - inputs[0][inner, inner] * 255).max() <= 1


def test_a_batch_depends_on_seed_and_step_alone(paths: list[Path]) -> None:
    first, second = sampler(paths), sampler(paths)
    second.batch(0)
    assert np.array_equal(first.batch(5)[1], second.batch(5)[1])
    assert not np.array_equal(first.batch(5)[1], first.batch(6)[1])
    assert not np.array_equal(first.batch(5)[1], sampler(paths, seed=1).batch(5)[1])


def test_batches_come_in_order_from_the_first_step(paths: list[Path]) -> None:
    source = sampler(paths)
    batches = source.batches(4)
    for step in (4, 5, 6):
        assert np.array_equal(next(batches)[0], source.batch(step)[0])
    batches.close()


def test_patches_without_detail_are_passed_over_where_detail_is_wanted(tmp_path: Path) -> None:
    picture = np.full((240, 240, 3), 128, np.uint8)
    picture[:120, :120] = np.random.default_rng(0).integers(0, 256, (120, 120, 3))
    Image.fromarray(picture).save(tmp_path / "half.png")

    def flat_share(*, detailed: bool) -> float:
        source = sampler([tmp_path / "half.png"], detailed=detailed)
        originals = originals_of(source, steps=24)
        return float(np.mean([patch.std() < 0.01 for patch in originals]))

    assert flat_share(detailed=False) > 0.25
    assert flat_share(detailed=True) < 0.2


def test_a_photo_is_seen_in_all_its_flips_and_quarter_turns(tmp_path: Path) -> None:
    levels = np.zeros((120, 120, 3), np.uint8)
    levels[..., 0], levels[..., 1] = np.arange(120) * 2, np.arange(120)[:, None] * 2  # red across, green down
    Image.fromarray(levels).save(tmp_path / "ramps.png")
    seen = set()
    for patch in originals_of(sampler([tmp_path / "ramps.png"]), steps=20):
        across, down = patch[0, -1, :2] - patch[0, 0, :2], patch[-1, 0, :2] - patch[0, 0, :2]
        seen.add(tuple(np.sign(np.rint(10 * np.concatenate([across, down])))))
    assert len(seen) == 8


def test_a_batch_is_of_several_photos_and_the_steps_come_to_all_of_a_large_album(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.training.patches.WINDOW", 3)
    monkeypatch.setattr("core.training.patches.STEPS_PER_PHOTO", 1)
    tones = range(20, 220, 25)
    for tone in tones:
        Image.new("RGB", (40, 40), (tone, tone, tone)).save(tmp_path / f"{tone}.png")
    source = sampler([tmp_path / f"{tone}.png" for tone in tones])
    seen = [{round(255 * patch.mean()) for patch in source.batch(step)[1]} for step in range(24)]
    assert max(map(len, seen)) > 1
    assert set().union(*seen) == set(tones)


def test_photos_are_seen_at_many_sizes_and_now_and_then_as_they_are(tmp_path: Path) -> None:
    ramp = np.broadcast_to((np.arange(250, dtype=np.uint8))[:, None, None], (250, 250, 3))
    Image.fromarray(np.ascontiguousarray(ramp)).save(tmp_path / "ramp.png")
    originals = originals_of(sampler([tmp_path / "ramp.png"]), steps=20)
    steps = [float(np.ptp(patch) * 255 / 31) for patch in originals]  # levels from a pixel to the next
    assert min(steps) == pytest.approx(1, abs=0.05)
    assert max(steps) > 2
    assert len({round(step, 1) for step in steps}) > 8


def test_large_photos_are_drawn_more_often(tmp_path: Path) -> None:
    for name, tone in (("small", 60), ("large", 180)):
        Image.new("RGB", (80, 80), (tone, tone, tone)).save(tmp_path / f"{name}.png")
    paths = [tmp_path / "small.png", tmp_path / "large.png"]

    def large_share(areas: list[float] | None) -> float:
        originals = originals_of(sampler(paths, areas=areas), steps=80)
        return float(np.mean([patch.mean() > 0.5 for patch in originals]))

    assert large_share(None) == pytest.approx(1 / 2, abs=0.1)
    assert large_share([100, 400]) == pytest.approx(2 / 3, abs=0.1)
    assert large_share([1, 10_000]) == pytest.approx(4 / 5, abs=0.1)


def test_where_any_colours_will_do_the_same_photo_is_seen_in_many(tmp_path: Path) -> None:
    Image.new("RGB", (80, 80), (250, 90, 10)).save(tmp_path / "orange.png")
    paths = [tmp_path / "orange.png"]
    colours = originals_of(sampler(paths, any_colours=True), steps=30)[:, 0, 0]
    assert {tuple(np.argsort(colour)) for colour in colours} == set(permutations(range(3)))
    darkest, middle, brightest = 255 * np.sort(colours, axis=-1).T
    contrasts = (brightest - darkest) / 240
    assert 0.5 <= contrasts.min() < 0.7
    assert np.mean(contrasts > 0.999) == pytest.approx(0.5, abs=0.15)
    assert darkest.max() > 50
    are_negatives = (middle - darkest) / (brightest - darkest) > 0.5
    assert np.mean(are_negatives) == pytest.approx(0.25, abs=0.15)
    assert len(np.unique(originals_of(sampler(paths), steps=30)[:, 0, 0], axis=0)) == 1


def test_a_patch_with_other_colours_still_fits_its_input(paths: list[Path]) -> None:
    inputs, originals = sampler(paths, any_colours=True).batch(0)
    inner = slice(2, -2)
    for small, large in zip(inputs, originals, strict=True):
        again = shrink(np.rint(large * 255).astype(np.uint8), 4)
        assert np.abs(again[inner, inner] - small[inner, inner] * 255).max() <= 1


def test_photos_smaller_than_a_patch_are_still_used(save_photo: SavePhoto) -> None:
    assert sampler([save_photo("small.png", width=20, height=24)]).batch(0)[1].shape == (3, 32, 32, 3)


def test_the_cache_keeps_no_more_than_its_limit(paths: list[Path]) -> None:
    photos = PhotoCache(paths, limit_bytes=100 * 120 * 3)
    first = photos[0]
    assert photos[0] is first
    photos[1]
    assert photos[0] is not first
    assert np.array_equal(photos[0], first)


def test_a_cache_shrinks_the_photos_that_it_is_told_to(paths: list[Path]) -> None:
    whole, shrunk = PhotoCache(paths), PhotoCache(paths, {paths[0]: 2})
    height, width = whole[0].shape[:2]
    assert shrunk[0].shape == (height // 2, width // 2, 3)
    assert shrunk[1].shape == whole[1].shape
