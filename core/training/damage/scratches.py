"""Scratches, creases, dust, hairs, tears and stains, each known to the pixel."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.training.damage.arrays import Floats, bounded
from core.training.damage.strokes import Cover, Points, blob, line, polygon, wander, worn_line

MASKED = 0.15
"""Cover from which on a pixel counts as damaged."""
USUAL_SIDE_PX = 256
"""Short side of a photo on which widths are those named here; they grow with it."""
PAPER = (0.97, 0.95, 0.9)


@dataclass(frozen=True, kw_only=True)
class ScratchOptions:
    """How many of each a photo gets at most; the number is drawn from 0 on."""

    scratches: int = 4
    creases: int = 3
    dust: int = 30
    hairs: int = 3
    tears: int = 1
    stains: int = 1


def scratch(
    photo: Floats, rng: np.random.Generator, options: ScratchOptions
) -> tuple[Floats, NDArray[np.uint8]]:
    """Scratch a copy of `photo`, float32 (height, width, 3), 0..1.

    Returns:
        The damaged photo, and a mask, uint8 (height, width), 255 where the picture is gone and 0 elsewhere.
        Shading beside creases and stains are not in the mask: the picture can still be seen there.
    """
    canvas = _Canvas(photo, rng)
    for draw, most in (
        (_stain, options.stains),
        (_scratch, options.scratches),
        (_crease, options.creases),
        (_dust, options.dust),
        (_hair, options.hairs),
        (_tear, options.tears),
    ):
        for _ in range(rng.integers(most + 1)):
            draw(canvas)
    return canvas.photo, canvas.mask


class _Canvas:
    """The photo that damage is drawn on, and the mask of what it hides."""

    def __init__(self, photo: Floats, rng: np.random.Generator) -> None:
        self.photo, self.rng = photo.copy(), rng
        self.shape: tuple[int, int] = photo.shape[:2]
        self.mask = np.zeros(self.shape, np.uint8)
        self.unit = max(1.0, min(self.shape) / USUAL_SIDE_PX)

    def cover(self, cover: Cover, tone: Floats) -> None:
        """Paint what is lost."""
        left, top, width, height = cv2.boundingRect((cover > 0).view(np.uint8))
        touched = self.photo[top : top + height, left : left + width]
        touched += cover[top : top + height, left : left + width, np.newaxis] * (tone - touched)
        self.mask[cover > MASKED] = 255

    def shade(self, light: Cover) -> None:
        """Lighten (above 0) or darken (below) what can still be seen."""
        bounded(np.multiply(self.photo, 1 + light[..., np.newaxis], out=self.photo))

    def place(self) -> tuple[float, float]:
        return float(self.rng.uniform(0, self.shape[1])), float(self.rng.uniform(0, self.shape[0]))

    def edge(self) -> tuple[tuple[float, float], float]:
        """A point on the border, and a direction inwards in radians."""
        height, width = self.shape
        side = self.rng.integers(4)
        along = self.rng.uniform(0.05, 0.95)
        point = (
            (along * width, 0.0),
            (width, along * height),
            (along * width, height),
            (0.0, along * height),
        )
        return point[side], (side + 1) * math.pi / 2 + self.rng.normal(0, 0.5)

    def paper(self) -> Floats:
        """The white of bare paper, a little different each time."""
        return (np.array(PAPER) * self.rng.uniform(0.82, 1.03)).clip(0, 1).astype(np.float32)

    def bright_or_dark(self) -> Floats:
        return self.paper() if self.rng.random() < 0.65 else np.full(3, self.rng.uniform(0, 0.2), np.float32)


def _scratch(canvas: _Canvas) -> None:
    """A thin long line: upright, as the transport of film makes it, or in any direction and curved."""
    rng = canvas.rng
    upright = rng.random() < 0.5
    radians = math.pi / 2 + rng.normal(0, 0.03) if upright else rng.uniform(0, 2 * math.pi)
    points = wander(
        rng,
        (canvas.place()[0], 0.0) if upright else canvas.place(),
        radians=radians,
        length_px=rng.uniform(0.2, 1.2) * max(canvas.shape),
        bend=0.004 if upright else rng.uniform(0.005, 0.08),
    )
    width, gaps = canvas.unit * rng.uniform(0.5, 1.6), rng.uniform(0, 0.5)
    canvas.cover(worn_line(rng, canvas.shape, points, width_px=width, gaps=gaps), canvas.bright_or_dark())


def _crease(canvas: _Canvas) -> None:
    """A fold from the border inwards: broken emulsion in the middle, lit on one side, with branches."""
    start, inwards = canvas.edge()
    length = canvas.rng.uniform(0.4, 1.3) * max(canvas.shape)
    points = wander(canvas.rng, start, radians=inwards, length_px=length, bend=0.14)
    tone = canvas.paper()
    _fold(canvas, points, canvas.unit * canvas.rng.uniform(0.7, 2.2), tone)
    for root in points[canvas.rng.integers(len(points), size=canvas.rng.integers(5))]:
        branch = wander(
            canvas.rng,
            (float(root[0]), float(root[1])),
            radians=inwards + canvas.rng.choice((-1, 1)) * canvas.rng.uniform(0.5, 1.4),
            length_px=length * canvas.rng.uniform(0.1, 0.4),
            bend=0.2,
        )
        _fold(canvas, branch, canvas.unit * canvas.rng.uniform(0.4, 1.2), tone)


def _fold(canvas: _Canvas, points: Points, width_px: float, tone: Floats) -> None:
    rng = canvas.rng
    points = points + rng.normal(0, 0.6 * width_px, points.shape).astype(np.float32)  # paper breaks raggedly
    side = points + 1.5 * width_px * np.array([np.cos(width_px), np.sin(width_px)], np.float32)
    broad = 4 * width_px
    lit = cv2.GaussianBlur(line(canvas.shape, points, width_px=broad), (0, 0), broad / 2)
    dark = cv2.GaussianBlur(line(canvas.shape, side, width_px=broad), (0, 0), broad / 2)
    canvas.shade(rng.uniform(0.05, 0.3) * (lit - dark))
    canvas.cover(worn_line(rng, canvas.shape, points, width_px=width_px, gaps=rng.uniform(0, 0.4)), tone)


def _dust(canvas: _Canvas) -> None:
    radius = canvas.unit * canvas.rng.gamma(2, 0.6)
    canvas.cover(
        blob(canvas.rng, canvas.shape, canvas.place(), radius_px=max(radius, 0.5)), canvas.bright_or_dark()
    )


def _hair(canvas: _Canvas) -> None:
    """A curled fibre on the scanner's glass."""
    points = wander(
        canvas.rng,
        canvas.place(),
        radians=canvas.rng.uniform(0, 2 * math.pi),
        length_px=canvas.rng.uniform(20, 90) * canvas.unit,
        bend=canvas.rng.uniform(0.15, 0.4),
    )
    width = canvas.unit * canvas.rng.uniform(0.6, 1.3)
    canvas.cover(line(canvas.shape, points, width_px=width), canvas.bright_or_dark())


def _tear(canvas: _Canvas) -> None:
    """A wedge of bare paper from the border inwards, ragged on both sides."""
    start, inwards = canvas.edge()
    length = canvas.rng.uniform(0.08, 0.35) * min(canvas.shape)
    middle = wander(canvas.rng, start, radians=inwards, length_px=length, bend=0.12)
    opening = np.linspace(1, 0, len(middle))[:, np.newaxis] * length * canvas.rng.uniform(0.05, 0.2)
    across = np.array([-math.sin(inwards), math.cos(inwards)])
    ragged = canvas.rng.normal(0, 0.8 * canvas.unit, (2, *middle.shape))
    outline = np.vstack(
        [middle + across * opening + ragged[0], (middle - across * opening + ragged[1])[::-1]]
    )
    canvas.cover(polygon(canvas.shape, outline.astype(np.float32)), canvas.paper())


def _stain(canvas: _Canvas) -> None:
    """Where water dried: a little darker, and most so at the rim."""
    radius = canvas.rng.uniform(0.08, 0.3) * min(canvas.shape)
    inside = blob(canvas.rng, canvas.shape, canvas.place(), radius_px=radius)
    soft = cv2.GaussianBlur(inside, (0, 0), max(1.0, radius / 10))
    rim = 4 * soft * (1 - soft)
    canvas.shade(-canvas.rng.uniform(0.04, 0.2) * (0.5 * soft + rim))
