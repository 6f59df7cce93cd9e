"""A picture at full size and at halves of it, so that at any zoom few pixels are painted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from desktop_app.photos.qimage import to_qimage

_SMALLEST_PX = 512


@dataclass(frozen=True)
class Pyramid:
    """`levels[n]` is 1 / 2**n of the picture's size; the last has no side above 512 pixels."""

    levels: tuple[QImage, ...]

    @classmethod
    def of_pixels(cls, pixels: NDArray[np.uint8]) -> "Pyramid":
        """Halve uint8 `pixels`, (height, width, 1, 3 or 4), until they are small. May run in any thread."""
        levels = [to_qimage(pixels)]
        while max(pixels.shape[:2]) > _SMALLEST_PX:
            pixels = _halved(pixels)
            levels.append(to_qimage(pixels))
        return cls(tuple(levels))

    @classmethod
    def of_image(cls, image: QImage) -> "Pyramid":
        """A single level, for pictures that are small anyway."""
        return cls((image,))

    @property
    def size(self) -> QSize:
        return self.levels[0].size()

    @property
    def full(self) -> QImage:
        return self.levels[0]

    def level_for(self, zoom: float) -> int:
        """The coarsest level with a pixel for each screen pixel, at `zoom` screen pixels per pixel."""
        level = 0
        while level + 1 < len(self.levels) and zoom <= 0.5 ** (level + 1):
            level += 1
        return level

    def crop(self, level: int, rect: QRect) -> QImage:
        """A copy of `rect` of a level, because Qt's painter takes no coordinates beyond 32767."""
        return self.levels[level].copy(rect)


def _halved(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mean of 2 x 2 blocks."""
    import cv2  # here, so that the first window does not wait for it

    height, width = (max(1, side // 2) for side in pixels.shape[:2])
    smaller = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    return smaller.reshape(height, width, pixels.shape[2])  # OpenCV drops a last axis of one
