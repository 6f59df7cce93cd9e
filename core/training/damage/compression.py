"""What saving as JPEG does."""

import cv2
import numpy as np

from core.training.damage.arrays import Floats


def jpeg(photo: Floats, *, quality: int, halved_colour: bool, left: int = 0, top: int = 0) -> Floats:
    """Save as JPEG and read again.

    Args:
        photo: float32 (height, width, 3), 0..1.
        quality: 1..100, as libjpeg counts.
        halved_colour: colour at half width and height (4:2:0), as most programs do it.
        left, top: 0..15, how far the photo begins inside a block, as a piece of a larger one does.

    Returns:
        The same size and range, with blocks.
    """
    height, width = photo.shape[:2]
    levels = cv2.convertScaleAbs(photo, alpha=255)
    if left or top:
        levels = cv2.copyMakeBorder(levels, top, 0, left, 0, cv2.BORDER_REFLECT_101)
    sampling = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420 if halved_colour else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
    parameters = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling]
    _, encoded = cv2.imencode(".jpg", cv2.cvtColor(levels, cv2.COLOR_RGB2BGR), parameters)
    decoded = cv2.cvtColor(cv2.imdecode(encoded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    saved: Floats = decoded[top : top + height, left : left + width].astype(np.float32)
    return np.multiply(saved, np.float32(1 / 255), out=saved)
