"""Enlarging and shrinking by interpolation, and colours for transparent pixels."""

import numpy as np
from PIL import Image

from core.images.photo import Photo, Pixels


def enlarge(pixels: Pixels, scale: int) -> Pixels:
    """Enlarge by bicubic interpolation with a = -0.5 (Pillow's, the literature's).

    Args:
        pixels: uint8 or uint16, (height, width, channels), any number of channels.
        scale: 1 or more; 1 returns `pixels` itself.

    Returns:
        Same type, (scale * height, scale * width, channels).
    """
    if scale == 1:
        return pixels
    height, width, channels = pixels.shape
    result = np.empty((scale * height, scale * width, channels), pixels.dtype)
    size = (scale * width, scale * height)
    for channel in range(channels):  # one at a time: Pillow has no 16-bit colour
        plane = Image.fromarray(pixels[..., channel])
        result[..., channel] = plane.resize(size, Image.Resampling.BICUBIC)
    return result


def shrink(pixels: Pixels, factor: int, method: Image.Resampling = Image.Resampling.BICUBIC) -> Pixels:
    """Shrink with antialiasing; by default bicubic with a = -0.5, as the literature makes its inputs.

    Args:
        pixels: uint8, (height, width, 1 or 3); what is left over at the right and bottom is squeezed in.
        factor: 1 or more; 1 returns `pixels` itself.
        method: Pillow's filter.

    Returns:
        uint8, (height // factor, width // factor, same channels).
    """
    height, width, _ = pixels.shape
    return resize(pixels, height // factor, width // factor, method)


def resize(
    pixels: Pixels, height: int, width: int, method: Image.Resampling = Image.Resampling.BICUBIC
) -> Pixels:
    """Interpolate, by default bicubically with a = -0.5, with antialiasing where that shrinks.

    Args:
        pixels: uint8, (any height, any width, 1 or 3).
        height, width: of the result; where `pixels` has them already, it is returned itself.
        method: Pillow's filter.

    Returns:
        uint8, (height, width, same channels).
    """
    if pixels.shape[:2] == (height, width):
        return pixels
    channels = pixels.shape[2]
    image = Image.fromarray(pixels[..., 0] if channels == 1 else pixels)
    return np.asarray(image.resize((width, height), method)).reshape(height, width, channels)


def bleed_colour_under_alpha(photo: Photo) -> Pixels:
    """Give each fully transparent pixel the colour of the nearest visible one.

    What lies under alpha 0 is arbitrary (often black); a network or an interpolation would draw it
    into the visible edge as a halo. Photos without alpha, or all transparent, come back unchanged.

    Returns:
        `photo.pixels`, or a filled copy of the same type and shape.
    """
    if photo.alpha is None:
        return photo.pixels
    hidden = photo.alpha == 0
    if not hidden.any() or hidden.all():
        return photo.pixels
    import cv2

    _, labels = cv2.distanceTransformWithLabels(
        hidden.astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colours = np.empty((int(labels.max()) + 1, photo.pixels.shape[2]), photo.pixels.dtype)
    colours[labels[~hidden]] = photo.pixels[~hidden]
    filled = photo.pixels.copy()
    filled[hidden] = colours[labels[hidden]]
    return filled
