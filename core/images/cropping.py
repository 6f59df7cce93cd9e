"""The middle of a photo, where what it is about tends to be."""

from core.images.photo import Pixels


def middle(pixels: Pixels, side: int) -> Pixels:
    """What is at most `side` pixels high and wide in the middle of `pixels`, (height, width, channels).

    A view: changing it changes `pixels`.
    """
    top, left = (max(0, (length - side) // 2) for length in pixels.shape[:2])
    return pixels[top : top + side, left : left + side]
