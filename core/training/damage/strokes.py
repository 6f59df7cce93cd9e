"""Draws the shapes of damage as cover: float32 (height, width), 0 untouched to 1 wholly covered."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.depth import to_unit

Cover = NDArray[np.float32]
Points = NDArray[np.float32]
"""(n, 2), x and y in pixels."""

SUBPIXEL_BITS = 4
OVERHANG_PX = 0.65
"""By which OpenCV's smooth shapes stick out over their outline, on each side (measured)."""


def wander(
    rng: np.random.Generator, start: tuple[float, float], *, radians: float, length_px: float, bend: float
) -> Points:
    """A line that starts in direction `radians`, and turns by some `bend` radians at each of its steps.

    Steps are 4 pixels or a fortieth of the length, whichever is longer.
    """
    step = max(4.0, length_px / 40)
    turns = np.cumsum(rng.normal(0, bend, max(2, round(length_px / step))))
    path = np.cumsum(step * np.stack([np.cos(radians + turns), np.sin(radians + turns)], axis=1), axis=0)
    return (np.array(start) + np.vstack([np.zeros((1, 2)), path])).astype(np.float32)


def line(shape: tuple[int, int], points: Points, *, width_px: float) -> Cover:
    """A smooth line through `points`; thinner than a pixel or so, it covers less."""
    canvas = np.zeros(shape, np.uint8)
    for index in range(len(points) - 1):
        _draw(canvas, points[index], points[index + 1], width_px, 1.0)
    return to_unit(canvas)


def worn_line(
    rng: np.random.Generator, shape: tuple[int, int], points: Points, *, width_px: float, gaps: float
) -> Cover:
    """A line whose width and cover change along its way, with `gaps` (0..1) of it missing."""
    canvas = np.zeros(shape, np.uint8)
    strength = np.clip(_smooth_noise(rng, len(points)) - 2 * gaps + 1, 0, 1)
    widths = width_px * (1 + 0.6 * _smooth_noise(rng, len(points)))
    for index in range(len(points) - 1):
        if strength[index] > 0:
            _draw(canvas, points[index], points[index + 1], float(widths[index]), float(strength[index]))
    return to_unit(canvas)


def blob(
    rng: np.random.Generator, shape: tuple[int, int], centre: tuple[float, float], *, radius_px: float
) -> Cover:
    """A speck with an uneven outline."""
    angles = np.linspace(0, 2 * math.pi, 12, endpoint=False)
    radii = np.maximum(radius_px * rng.uniform(0.5, 1.2, 12) - OVERHANG_PX, 0)
    outline = np.array(centre) + radii[:, np.newaxis] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return polygon(shape, outline.astype(np.float32))


def polygon(shape: tuple[int, int], outline: Points) -> Cover:
    """The inside of an outline, and OVERHANG_PX around it."""
    canvas = np.zeros(shape, np.uint8)
    cv2.fillPoly(canvas, [_fixed_point(outline)], 255, cv2.LINE_AA, SUBPIXEL_BITS)
    return to_unit(canvas)


def _draw(canvas: NDArray[np.uint8], start: Points, end: Points, width_px: float, strength: float) -> None:
    """A straight piece, as a polygon where it is broad: OpenCV's own lines know only every other width."""
    level, thinnest = 255 * strength, 2 * OVERHANG_PX
    if width_px <= thinnest:
        ends = _fixed_point(np.stack([start, end]))
        cv2.line(canvas, ends[0], ends[1], level * width_px / thinnest, 1, cv2.LINE_AA, SUBPIXEL_BITS)
        return
    along = (end - start) / np.hypot(*(end - start))
    aside = np.array([-along[1], along[0]]) * (width_px - thinnest) / 2
    outline = _fixed_point(np.stack([start + aside, end + aside, end - aside, start - aside]))
    cv2.fillConvexPoly(canvas, outline, level, cv2.LINE_AA, SUBPIXEL_BITS)


def _fixed_point(points: Points) -> NDArray[np.int32]:
    return np.rint(points * (1 << SUBPIXEL_BITS)).astype(np.int32)


def _smooth_noise(rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    """-1..1, changing over some five values."""
    knots = rng.uniform(-1, 1, count // 5 + 2)
    return np.interp(np.linspace(0, len(knots) - 1, count), np.arange(len(knots)), knots).astype(np.float32)
