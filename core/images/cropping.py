"""Crops photos to their middle, where the subject tends to be."""

from core.images.photo import Pixels


def middle(pixels: Pixels, side: int) -> Pixels:
    """The middle of `pixels`, (height, width, ...), at most `side` pixels high and wide: a view."""
    top, left = (max(0, (length - side) // 2) for length in pixels.shape[:2])
    return pixels[top : top + side, left : left + side]
