from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from core.config import RestoreOptions
from core.errors import DeviceError
from core.images.photo import Photo
from core.images.resizing import enlarge
from core.progress import Cancelled
from core.restoration.engine import Engine, EngineWrapper, Tile
from core.restoration.restorer import restore, restore_region

MakeEngine = Callable[..., Engine]


def photo(height: int, width: int, channels: int = 3, dtype: type = np.uint8) -> Photo:
    rng = np.random.default_rng(5)
    pixels = rng.integers(0, np.iinfo(dtype).max, (height, width, channels), dtype, endpoint=True)
    return Photo(pixels, dpi=(300, 300))


def repeated(pixels: np.ndarray, scale: int) -> np.ndarray:
    return pixels.repeat(scale, 0).repeat(scale, 1)


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_tiles_leave_no_trace(tiny_engine: MakeEngine, scale: int) -> None:
    old = photo(131, 170)
    engine = tiny_engine(scale)
    whole = restore(old, engine, RestoreOptions(tile_px=4096))
    tiled = restore(old, engine, RestoreOptions(tile_px=32))
    assert np.abs(whole.pixels.astype(int) - repeated(old.pixels, scale)).max() > 20
    np.testing.assert_allclose(tiled.pixels.astype(int), whole.pixels, atol=1)


@pytest.mark.parametrize(("channels", "dtype"), [(3, np.uint8), (1, np.uint16)])
@pytest.mark.parametrize("size", [(1, 1), (6, 37), (140, 33)])
def test_every_sample_survives_a_network_that_changes_nothing(
    tiny_engine: MakeEngine, size: tuple[int, int], channels: int, dtype: type
) -> None:
    old = photo(*size, channels, dtype)
    for scale in (1, 2, 4):
        result = restore(old, tiny_engine(scale, gain=0), RestoreOptions(tile_px=32))
        assert result.pixels.dtype == dtype
        np.testing.assert_array_equal(result.pixels, repeated(old.pixels, scale))


def test_grey_photo_is_restored_as_three_equal_channels(tiny_engine: MakeEngine) -> None:
    grey = Photo(photo(20, 30, channels=1).pixels // 4 + np.uint8(96))
    nearly = grey.pixels.repeat(3, axis=2)
    nearly[-1, -1, 2] ^= 1
    engine = tiny_engine(gain=0.07)
    result = restore(grey, engine, RestoreOptions())
    assert result.is_grey
    assert np.abs(result.pixels.astype(int) - repeated(grey.pixels, 4)).max() > 10
    of_colours = restore(Photo(nearly), engine, RestoreOptions()).pixels
    assert (of_colours[..., 0] != of_colours[..., 2]).any()
    np.testing.assert_allclose(result.pixels, of_colours.mean(axis=2, keepdims=True), atol=1)


@pytest.mark.parametrize("options", [RestoreOptions(), RestoreOptions(grain=0.5, strength=0.8)])
def test_what_is_black_and_white_in_three_channels_stays_so(
    tiny_engine: MakeEngine, options: RestoreOptions
) -> None:
    grey = photo(60, 90, channels=1)
    colours = Photo(grey.pixels.repeat(3, axis=2))
    engine = tiny_engine(2, gain=0.07)
    expected = restore(grey, engine, options).pixels.repeat(3, axis=2)
    np.testing.assert_array_equal(restore(colours, engine, options).pixels, expected)
    part = restore_region(colours, (10, 20, 30, 16), engine, options).pixels
    np.testing.assert_array_equal(
        part, restore_region(grey, (10, 20, 30, 16), engine, options).pixels.repeat(3, axis=2)
    )


def test_a_grey_region_of_a_colour_photo_looks_as_in_the_whole(tiny_engine: MakeEngine) -> None:
    old = photo(90, 120)
    old.pixels[..., 1:] = old.pixels[..., :1]
    old.pixels[-1, -1, 2] ^= 1
    engine = tiny_engine(2, gain=0.07)
    whole = restore(old, engine, RestoreOptions()).pixels
    part = restore_region(old, (8, 12, 20, 16), engine, RestoreOptions()).pixels
    np.testing.assert_allclose(part.astype(int), whole[24:56, 16:56], atol=1)


def test_print_size_stays(tiny_engine: MakeEngine) -> None:
    old = replace(photo(8, 8), dpi=(300, 150))
    assert restore(old, tiny_engine(2), RestoreOptions()).dpi == (600, 300)


@pytest.mark.parametrize(("own", "asked"), [(4, 1), (4, 2), (2, 1), (2, 4)])
def test_any_scale_comes_from_any_model(tiny_engine: MakeEngine, own: int, asked: int) -> None:
    old = photo(31, 45, dtype=np.uint16)
    result = restore(old, tiny_engine(own, gain=0), RestoreOptions(scale=asked, tile_px=32))
    np.testing.assert_array_equal(result.pixels, repeated(old.pixels, asked))


def test_a_smaller_scale_is_the_mean_of_the_models_own(tiny_engine: MakeEngine) -> None:
    levels = photo(31, 45, dtype=np.uint16).pixels // 2 + np.uint16(16384)
    engine = tiny_engine(4, gain=0.04)
    own, half = (restore(Photo(levels), engine, RestoreOptions(scale=scale)).pixels for scale in (4, 2))
    assert np.abs(half.astype(int) - own[::2, ::2]).max() > 100
    np.testing.assert_allclose(half, own.reshape(62, 2, 90, 2, 3).mean(axis=(1, 3)), atol=1)


class Brightening(EngineWrapper):
    """An engine that makes white of what is bright, and more; it keeps the brightest that it is shown."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, engine.scale)
        self.brightest = 0.0

    def __call__(self, tile: Tile) -> Tile:
        self.brightest = max(self.brightest, float(tile.max()))
        return self._engine(tile) + np.float32(0.2)


@pytest.mark.parametrize(("own", "asked"), [(1, 2), (1, 4), (2, 4)])
def test_what_is_brighter_than_white_is_white_in_between_too(
    tiny_engine: MakeEngine, own: int, asked: int
) -> None:
    engine = Brightening(tiny_engine(own, gain=0))
    result = restore(Photo(np.full((24, 20, 3), 240, np.uint8)), engine, RestoreOptions(scale=asked))
    assert result.pixels.min() == 255
    assert engine.brightest <= 1


def test_model_of_scale_1_is_followed_by_plain_enlargement(tiny_engine: MakeEngine) -> None:
    old = photo(40, 44, dtype=np.uint16)
    result = restore(old, tiny_engine(1, gain=0), RestoreOptions(scale=2, tile_px=32))
    np.testing.assert_allclose(result.pixels.astype(int), enlarge(old.pixels, 2), atol=1)


def test_model_of_scale_2_runs_twice_without_seams(tiny_engine: MakeEngine) -> None:
    old, engine = photo(90, 70), tiny_engine(2)
    whole = restore(old, engine, RestoreOptions(scale=4, tile_px=4096))
    tiled = restore(old, engine, RestoreOptions(scale=4, tile_px=32))
    np.testing.assert_allclose(tiled.pixels.astype(int), whole.pixels, atol=1)


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_strength_goes_from_plain_enlargement_to_the_restored_photo(
    tiny_engine: MakeEngine, scale: int
) -> None:
    old, engine = photo(51, 41, dtype=np.uint16), tiny_engine(scale)
    plain, half, full = (
        restore(old, engine, RestoreOptions(strength=strength, tile_px=32)).pixels.astype(float)
        for strength in (0, 0.5, 1)
    )
    np.testing.assert_allclose(plain, enlarge(old.pixels, scale), atol=1)
    unclipped = (full > 0) & (full < 65535)
    np.testing.assert_allclose(half[unclipped], (plain + full)[unclipped] / 2, atol=2)


def test_colours_under_full_transparency_do_not_bleed(tiny_engine: MakeEngine) -> None:
    pixels = np.full((40, 40, 3), 200, np.uint8)
    alpha = np.full((40, 40), 255, np.uint8)
    alpha[:, 20:] = 0
    hidden = pixels.copy()
    hidden[:, 20:] = 0
    engine = tiny_engine()
    visible = slice(0, 80)
    clean = restore(Photo(pixels), engine, RestoreOptions())
    cut_out = restore(Photo(hidden, alpha), engine, RestoreOptions())
    np.testing.assert_array_equal(cut_out.pixels[:, visible], clean.pixels[:, visible])
    np.testing.assert_array_equal(cut_out.alpha, enlarge(alpha[..., None], 4)[..., 0])


@pytest.mark.parametrize(("own", "asked"), [(1, 1), (4, 4), (2, 4)])
def test_region_looks_like_that_part_of_the_whole(tiny_engine: MakeEngine, own: int, asked: int) -> None:
    old, engine = photo(203, 187), tiny_engine(own)
    options = RestoreOptions(scale=asked)
    whole = restore(old, engine, options).pixels
    for x, y, width, height in [(0, 0, 9, 9), (101, 83, 30, 21), (150, 190, 37, 13)]:
        part = restore_region(old, (x, y, width, height), engine, options).pixels
        expected = whole[y * asked : (y + height) * asked, x * asked : (x + width) * asked]
        np.testing.assert_allclose(part.astype(int), expected, atol=1)


def test_region_of_a_cut_out_has_its_edges_transparency_and_profile(tiny_engine: MakeEngine) -> None:
    cut_out = photo(90, 120)
    alpha = np.full((90, 120), 255, np.uint8)
    alpha[:40, 30:] = 0
    cut_out.pixels[alpha == 0] = 0
    cut_out = replace(cut_out, alpha=alpha, icc_profile=b"profile")
    engine = tiny_engine(2)
    whole = restore(cut_out, engine, RestoreOptions())
    part = restore_region(cut_out, (20, 25, 50, 30), engine, RestoreOptions())
    assert part.alpha is not None and whole.alpha is not None
    np.testing.assert_array_equal(part.alpha, whole.alpha[50:110, 40:140])
    np.testing.assert_allclose(part.pixels.astype(int), whole.pixels[50:110, 40:140], atol=1)
    assert part.icc_profile == b"profile"


def test_region_has_the_grain_of_that_part_of_the_whole(tiny_engine: MakeEngine) -> None:
    rng = np.random.default_rng(0)
    levels = photo(203, 187).pixels // 2 + 64
    noise = rng.normal(0, 9, (203, 187, 1))
    noise[90:] = 0
    old, engine = Photo(np.rint(levels + noise).astype(np.uint8)), tiny_engine(2)
    options = RestoreOptions(grain=1, strength=0.8)
    whole = restore(old, engine, options).pixels
    for x, y, width, height in [(101, 20, 60, 40), (30, 150, 64, 32)]:
        part = restore_region(old, (x, y, width, height), engine, options).pixels
        expected = whole[y * 2 : (y + height) * 2, x * 2 : (x + width) * 2]
        np.testing.assert_allclose(part.astype(int), expected, atol=2)


def test_progress_counts_result_pixels_to_the_end(tiny_engine: MakeEngine) -> None:
    seen: list[tuple[float, float]] = []
    restore(photo(240, 140), tiny_engine(2), RestoreOptions(tile_px=32), lambda *step: seen.append(step))
    assert seen[0] == (0, 134400)
    assert seen[-1] == (134400, 134400)
    assert len(seen) > 3
    assert seen == sorted(seen)


def test_cancelling_stops_at_the_next_tile(tiny_engine: MakeEngine) -> None:
    def cancel(done: float, total: float) -> None:
        if done > total / 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore(photo(120, 70), tiny_engine(2), RestoreOptions(tile_px=32), cancel)


class ShortOfMemory:
    """An engine whose device holds tiles up to `limit_px` pixels."""

    def __init__(self, engine: Engine, limit_px: int) -> None:
        self._engine, self._limit_px = engine, limit_px
        self.scale, self.device, self.step_px = engine.scale, engine.device, engine.step_px
        self.halo_px, self.tile_px = engine.halo_px, engine.tile_px

    def __call__(self, tile: np.ndarray) -> np.ndarray:
        if tile.shape[0] * tile.shape[1] > self._limit_px:
            raise MemoryError
        return self._engine(tile)


def test_short_memory_means_smaller_tiles(tiny_engine: MakeEngine) -> None:
    old, engine = photo(300, 200), tiny_engine()
    result = restore(old, ShortOfMemory(engine, 100 * 100), RestoreOptions())
    whole = restore(old, engine, RestoreOptions())
    np.testing.assert_allclose(result.pixels.astype(int), whole.pixels, atol=1)


def test_too_little_memory_for_the_smallest_tile_is_an_error(tiny_engine: MakeEngine) -> None:
    with pytest.raises(DeviceError, match="tile of 64 pixels"):
        restore(photo(300, 200), ShortOfMemory(tiny_engine(), 1000), RestoreOptions())


def test_grain_is_given_back_and_the_same_each_time(tiny_engine: MakeEngine) -> None:
    rng = np.random.default_rng(0)
    noisy = Photo(np.clip(rng.normal(128, 9, (96, 96, 1)), 0, 255).astype(np.uint8))
    clean = Smoother(tiny_engine(1, gain=0))
    plain, grainy, again = (restore(noisy, clean, RestoreOptions(grain=grain)).pixels for grain in (0, 1, 1))
    added = grainy.astype(int) - plain
    assert 7 < added.std() < 11
    np.testing.assert_array_equal(grainy, again)


def test_grain_costs_a_small_sample_whatever_is_asked_of_the_engine_and_can_be_cancelled(
    tiny_engine: MakeEngine,
) -> None:
    class Counting(EngineWrapper):
        """Counts the pixels that it is given."""

        seen_px = 0

        def __call__(self, tile: Tile) -> Tile:
            self.seen_px += tile.shape[0] * tile.shape[1]
            return self._engine(tile)

    def seen_px(grain: float) -> int:
        engine = Counting(tiny_engine(4, gain=0), 4)
        options = RestoreOptions(scale=1, grain=grain, careful=True)
        restore_region(old, (0, 0, 32, 32), engine, options)
        return engine.seen_px

    old = photo(300, 700)
    assert 0 < seen_px(1) - seen_px(0) <= 192 * 192

    def cancel(*_: float) -> None:
        raise Cancelled

    engine = Counting(tiny_engine(4, gain=0), 4)
    with pytest.raises(Cancelled):
        restore(old, engine, RestoreOptions(grain=1), cancel)
    assert engine.seen_px == 0


def test_hidden_colours_make_no_black_and_white_photo_coloured(tiny_engine: MakeEngine) -> None:
    grey = photo(60, 90, channels=1)
    alpha = np.full((60, 90), 255, np.uint8)
    alpha[:20] = 0
    colours = Photo(grey.pixels.repeat(3, axis=2), alpha)
    colours.pixels[:20, :, 1] ^= 255
    result = restore(colours, tiny_engine(2, gain=0.07), RestoreOptions())
    assert np.ptp(result.pixels[40:].astype(int), axis=2).max() == 0


def test_no_grain_is_given_back_that_was_not_taken(tiny_engine: MakeEngine) -> None:
    noisy = photo(96, 96)
    for scale in (1, 2):
        engine = tiny_engine(scale, gain=0)
        plain, grainy = (restore(noisy, engine, RestoreOptions(grain=grain)).pixels for grain in (0, 1))
        np.testing.assert_array_equal(grainy, plain)


@pytest.mark.parametrize(("strength", "grain"), [(0, 1), (0.5, 1), (0.5, 0.5), (1, 0.5), (1, 1)])
def test_result_never_has_more_grain_than_asked_for(
    tiny_engine: MakeEngine, strength: float, grain: float
) -> None:
    noise = np.random.default_rng(0).normal(128, 9, (96, 96, 1))
    noisy = Photo(np.rint(noise).astype(np.uint8))
    clean = Smoother(tiny_engine(1, gain=0))
    result = restore(noisy, clean, RestoreOptions(strength=strength, grain=grain)).pixels
    left = 1 - strength
    assert result.std() == pytest.approx(9 * (left + strength * grain), rel=0.1)


class Smoother:
    """An engine that takes all grain away."""

    def __init__(self, engine: Engine) -> None:
        self.scale, self.device, self.step_px = engine.scale, engine.device, engine.step_px
        self.halo_px, self.tile_px = engine.halo_px, engine.tile_px

    def __call__(self, tile: np.ndarray) -> np.ndarray:
        return np.full_like(tile, 128 / 255)
