"""Restoring a whole photo, or a region of it, tile by tile."""

import math
from dataclasses import replace

import numpy as np

from core.config import RestoreOptions
from core.errors import DeviceError
from core.images.cropping import middle
from core.images.photo import Photo, Pixels
from core.images.resizing import bleed_colour_under_alpha, enlarge
from core.progress import Progress, silent
from core.restoration import tiles
from core.restoration.engine import Engine, Tile
from core.restoration.grain import Grain, add_grain, measure_grain
from core.restoration.scaling import fit_scale
from core.restoration.self_ensemble import SelfEnsemble

SMALLEST_TILE_PX = 64
_STRIP_PX = 64
_GRAIN_PX = 768
"""Side of the piece of the result in which grain is measured: small, as each preview measures it too."""

Region = tuple[int, int, int, int]
"""Left, top, width and height in photo pixels, inside the photo."""


def restore(photo: Photo, engine: Engine, options: RestoreOptions, progress: Progress = silent) -> Photo:
    """Restore `photo` at `options.scale` (None: the engine's).

    The result has the photo's bit depth and number of channels. Grey photos pass through the network as
    three equal channels, of which the mean is taken, and three equal channels stay equal. Beside the
    result, the memory of a few tiles is used.

    Args:
        photo: at any size from 1 x 1 pixel.
        engine: opened for the options' model, detail and device.
        options: scale, strength, grain, careful and tile_px count here.
        progress: in pixels of the result.

    Raises:
        DeviceError: memory is short even for the smallest tiles, or the device fails.
        Cancelled: out of `progress`.
    """
    fitted = _fitted(engine, options)
    is_grey = _is_black_and_white(photo)
    grain = _grain(photo, engine, options, progress, is_grey=is_grey)
    restored = _without_grain(photo, fitted, options, progress, is_grey=is_grey)
    if grain:
        add_grain(restored.pixels, grain, share=_missing_grain(options), scale=fitted.scale)
    return restored


def restore_region(
    photo: Photo, region: Region, engine: Engine, options: RestoreOptions, progress: Progress = silent
) -> Photo:
    """Restore what `restore` would show in `region`, from that region and its surroundings alone.

    Equal to that part of the whole result within one level of 255, or two where grain is given back.
    Raises what `restore` raises.
    """
    fitted = _fitted(engine, options)
    is_grey = _is_black_and_white(photo)
    grain = _grain(photo, engine, options, progress, is_grey=is_grey)
    left, top, width, height = region
    # A multiple of the step, so that the network folds the same pixels together as in the whole photo.
    x = max(0, left - fitted.halo_px) // fitted.step_px * fitted.step_px
    y = max(0, top - fitted.halo_px) // fitted.step_px * fitted.step_px
    end_x, end_y = left + width + fitted.halo_px, top + height + fitted.halo_px
    alpha = None if photo.alpha is None else photo.alpha[y:end_y, x:end_x]
    surroundings = Photo(photo.pixels[y:end_y, x:end_x], alpha, photo.icc_profile)
    restored = _without_grain(surroundings, fitted, options, progress, is_grey=is_grey)
    rows = slice((top - y) * fitted.scale, (top - y + height) * fitted.scale)
    columns = slice((left - x) * fitted.scale, (left - x + width) * fitted.scale)
    alpha = None if restored.alpha is None else restored.alpha[rows, columns]
    pixels = restored.pixels[rows, columns]
    if grain:
        place = (top * fitted.scale, left * fitted.scale)
        add_grain(pixels, grain, share=_missing_grain(options), scale=fitted.scale, place=place)
    return Photo(pixels, alpha, photo.icc_profile)


def _is_black_and_white(photo: Photo) -> bool:
    """Whether it is grey, also if in three equal channels, as scanners save black-and-white photos."""
    for row in range(0, photo.height, _STRIP_PX):
        strip = photo.pixels[row : row + _STRIP_PX]
        is_equal = (strip == strip[..., :1]).all(axis=2)
        if photo.alpha is not None:
            is_equal |= photo.alpha[row : row + _STRIP_PX] == 0
        if not is_equal.all():
            return False
    return True


def _without_grain(
    photo: Photo, engine: Engine, options: RestoreOptions, progress: Progress, *, is_grey: bool
) -> Photo:
    result = _restore_pixels(bleed_colour_under_alpha(photo), engine, options, progress, is_grey=is_grey)
    alpha = None if photo.alpha is None else enlarge(photo.alpha[..., np.newaxis], engine.scale)[..., 0]
    return photo.resized(result, alpha)


def _grain(
    photo: Photo, engine: Engine, options: RestoreOptions, progress: Progress, *, is_grey: bool
) -> Grain | None:
    """The grain that a single pass takes out of the middle of `photo`; None: none is to be added."""
    if not _missing_grain(options):
        return None
    side = _GRAIN_PX // engine.scale
    alpha = None if photo.alpha is None else middle(photo.alpha, side)
    sample = bleed_colour_under_alpha(Photo(middle(photo.pixels, side), alpha))
    sample = sample[..., :1] if is_grey else sample
    once = replace(options, strength=1.0, careful=False)
    engine = _fitted(engine, once)
    restored = _restore_pixels(sample, engine, once, lambda *_: progress(0, 1), is_grey=is_grey)
    return measure_grain(sample, restored)


def _missing_grain(options: RestoreOptions) -> float:
    """Share of the photo's grain to add: a strength below 1 leaves some, and variances of noise add up."""
    left = 1 - options.strength
    wanted = left + options.strength * options.grain
    return math.sqrt(wanted**2 - left**2)


def _fitted(engine: Engine, options: RestoreOptions) -> Engine:
    return fit_scale(SelfEnsemble(engine) if options.careful else engine, options.scale or engine.scale)


def _restore_pixels(
    pixels: Pixels, engine: Engine, options: RestoreOptions, progress: Progress, *, is_grey: bool
) -> Pixels:
    tile_px = options.tile_px or engine.tile_px
    while True:
        try:
            return _restore_tiles(pixels, engine, tile_px, options.strength, progress, is_grey=is_grey)
        except MemoryError as error:
            if tile_px <= SMALLEST_TILE_PX:
                raise DeviceError(
                    f"Received no memory for a tile of {tile_px} pixels on {engine.device}",
                    "some hundred MB of free memory",
                    "Close other programs, or choose a smaller scale or the device cpu.",
                ) from error
            tile_px = max(SMALLEST_TILE_PX, tile_px // 2)


def _restore_tiles(
    pixels: Pixels, engine: Engine, tile_px: int, strength: float, progress: Progress, *, is_grey: bool
) -> Pixels:
    height, width, channels = pixels.shape
    scale = engine.scale
    result = np.empty((height * scale, width * scale, channels), pixels.dtype)
    total = height * width * scale**2
    done = 0
    progress(0, total)
    for bounds in tiles.cut(height, width, tile_px=tile_px, halo_px=engine.halo_px, step_px=engine.step_px):
        (top, bottom), (left, right) = bounds.window
        (core_top, core_bottom), (core_left, core_right) = bounds.core
        window = _padded(pixels[top:bottom, left:right], bottom - top, right - left)
        restored = engine(_to_tile(window))
        inside = (
            slice((core_top - top) * scale, (core_bottom - top) * scale),
            slice((core_left - left) * scale, (core_right - left) * scale),
        )
        core = restored[inside]
        if strength < 1:
            plain = _to_tile(enlarge(pixels[top:bottom, left:right], scale)[inside])
            core = plain + np.float32(strength) * (core - plain)
        target = result[core_top * scale : core_bottom * scale, core_left * scale : core_right * scale]
        _write_levels(core.mean(axis=2, keepdims=True) if is_grey else core, target)
        done += target.shape[0] * target.shape[1]
        progress(done, total)
    return result


def _padded(window: Pixels, height: int, width: int) -> Pixels:
    """Fill the part of a window that lies beyond the photo by mirroring the last pixels."""
    missing = (height - window.shape[0], width - window.shape[1])
    return np.pad(window, ((0, missing[0]), (0, missing[1]), (0, 0)), "symmetric") if any(missing) else window


def _to_tile(pixels: Pixels) -> Tile:
    """As engines take it: float32 RGB, 0..1."""
    tile: Tile = pixels.astype(np.float32)
    tile /= np.float32(np.iinfo(pixels.dtype).max)
    return np.repeat(tile, 3, axis=2) if pixels.shape[2] == 1 else tile


def _write_levels(tile: Tile, target: Pixels) -> None:
    """Round 0..1 to the levels of `target`; a single channel is written to all of them."""
    largest = np.float32(np.iinfo(target.dtype).max)
    levels = tile * largest
    np.rint(levels, out=levels)
    np.clip(levels, 0, largest, out=levels)
    target[:] = levels
