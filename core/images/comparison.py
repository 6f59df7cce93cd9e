"""Pictures that show a photo and its result together, to keep or to send to someone."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from core.images.photo import Pixels

GIF_HOLD_MS = 1100
GIF_FADE_MS = 60
_GIF_FADE_FRAMES = 6
_DIVIDER, _DIVIDER_PX, _GAP_PX = (255, 255, 255), 4, 8
_SHEET_COLUMNS = 2
SHEET, INK = (252, 250, 247), (60, 55, 50)
"""Colours of a contact sheet and of its captions."""

TextPainter = Callable[[str, int, int], Pixels]
"""(text, width, height) -> the text in INK on SHEET, uint8 RGB of this size."""


@dataclass(frozen=True)
class Pair:
    """A photo and its result, uint8 RGB (height, width, 3), of any sizes, and a caption for the sheet."""

    before: Pixels
    after: Pixels
    caption: str = ""


def side_by_side(pair: Pair) -> Pixels:
    """The photo, enlarged to the result's size, left of the result: uint8 RGB, (h, 2 w + 8, 3)."""
    before, after = _same_size(pair)
    gap = np.full((after.shape[0], _GAP_PX, 3), _DIVIDER, np.uint8)
    return np.hstack([before, gap, after])


def split(pair: Pair, *, position: float) -> Pixels:
    """The photo left of `position` (0..1 of the width), the result right of it: uint8 RGB, (h, w, 3)."""
    before, after = _same_size(pair)
    joined = after.copy()
    edge = round(position * after.shape[1])
    joined[:, :edge] = before[:, :edge]
    joined[:, max(0, edge - _DIVIDER_PX // 2) : edge + _DIVIDER_PX // 2] = _DIVIDER
    return joined


def animation(pair: Pair, *, longest_px: int = 1280) -> bytes:
    """A GIF file that fades from the photo to the result and back, for ever."""
    before, after = (Image.fromarray(pixels) for pixels in _same_size(pair))
    for image in (before, after):
        image.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
    fade = [
        Image.blend(before, after, step / (_GIF_FADE_FRAMES + 1)) for step in range(1, _GIF_FADE_FRAMES + 1)
    ]
    fade_ms = [GIF_FADE_MS] * len(fade)
    file = io.BytesIO()
    before.save(
        file,
        format="GIF",
        save_all=True,
        append_images=[*fade, after, *reversed(fade)],
        duration=[GIF_HOLD_MS, *fade_ms, GIF_HOLD_MS, *fade_ms],
        loop=0,
    )
    return file.getvalue()


def contact_sheet(pairs: Sequence[Pair], write: TextPainter, *, cell_px: int = 480) -> Pixels:
    """A page of pairs, photo and result next to each other with the caption below: uint8 RGB.

    Each half is at most `cell_px` wide and high; pairs run from left to right, then down. `write` makes
    the captions, as the fonts of the world's scripts are the system's.
    """
    margin, gap, line = cell_px // 12, cell_px // 60, cell_px // 10
    columns = min(_SHEET_COLUMNS, len(pairs))
    cell_width, cell_height = 2 * cell_px + gap, cell_px + line
    rows = -(-len(pairs) // columns)
    sheet = Image.new(
        "RGB",
        (margin + columns * (cell_width + margin), margin + rows * (cell_height + margin)),
        SHEET,
    )
    for number, pair in enumerate(pairs):
        left = margin + number % columns * (cell_width + margin)
        top = margin + number // columns * (cell_height + margin)
        for half, pixels in enumerate((pair.before, pair.after)):
            image = _fitted(pixels, cell_px)
            across = left + (cell_px - image.width if half == 0 else cell_px + gap)
            sheet.paste(image, (across, top + (cell_px - image.height) // 2))
        sheet.paste(Image.fromarray(write(pair.caption, cell_width, line)), (left, top + cell_px))
    return np.array(sheet)


def _same_size(pair: Pair) -> tuple[Pixels, Pixels]:
    height, width = pair.after.shape[:2]
    if pair.before.shape[:2] == (height, width):
        return pair.before, pair.after
    enlarged = Image.fromarray(pair.before).resize((width, height), Image.Resampling.BICUBIC)
    return np.array(enlarged), pair.after


def _fitted(pixels: Pixels, longest_px: int) -> Image.Image:
    """Enlarged or reduced so that the longer side is `longest_px`."""
    height, width = pixels.shape[:2]
    ratio = longest_px / max(height, width)
    size = (max(1, round(width * ratio)), max(1, round(height * ratio)))
    return Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
