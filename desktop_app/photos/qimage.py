"""Between NumPy pixels and QImages that own their memory."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter


def to_qimage(pixels: NDArray[np.uint8]) -> QImage:
    """Copy uint8 `pixels`, (height, width, 1, 3 or 4) grey, RGB or RGBA, into a new QImage.

    The copy is made straight into Qt's memory, so the image outlives `pixels`, and by OpenCV,
    so that other threads run meanwhile. Opaque pixels give Format_RGB32, others Format_ARGB32.
    """
    import cv2  # here, so that the first window does not wait for it

    height, width, channels = pixels.shape
    form = QImage.Format.Format_ARGB32 if channels == 4 else QImage.Format.Format_RGB32
    image = QImage(width, height, form)
    # Qt's 32-bit pixels are blue, green, red, alpha in memory on the little-endian machines we run on.
    memory = np.frombuffer(image.bits(), np.uint8).reshape(height, width, 4)
    order = {1: cv2.COLOR_GRAY2BGRA, 3: cv2.COLOR_RGB2BGRA, 4: cv2.COLOR_RGBA2BGRA}[channels]
    cv2.cvtColor(pixels, order, dst=memory)
    return image


def to_pixels(image: QImage) -> NDArray[np.uint8]:
    """Copy `image` into uint8 RGB pixels, (height, width, 3); transparent parts are white, as in a JPEG."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    with QPainter(flat) as painter:
        painter.drawImage(0, 0, image)
    memory = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.width(), 4)
    return np.ascontiguousarray(memory[..., 2::-1])
