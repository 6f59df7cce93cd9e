"""OpenCV's decoders and encoders, for the pixels that Pillow cannot hold: 16-bit colour.

OpenCV takes 0.2 s to import from a cold disk, so nothing here imports it before a photo needs it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from core.images.photo import Pixels


def decode(data: bytes) -> Pixels:
    """Decode an image file's bytes to samples as stored, (height, width, 1, 3 or 4), RGB order.

    Raises:
        ValueError: OpenCV cannot decode it.
    """
    import cv2

    with _silence():
        samples = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if samples is None:
        raise ValueError("its pixels cannot be decoded")
    return _swapped(samples.reshape(*samples.shape[:2], -1))


def encode(ending: str, samples: Pixels, parameters: list[int], metadata: dict[int, bytes]) -> bytes:
    """Encode samples, (height, width, 1, 3 or 4) in RGB order, as a file of the type of `ending`.

    Args:
        ending: a file-name ending, ".png" or ".avif".
        parameters: pairs of `cv2.IMWRITE_...` and a value.
        metadata: blocks by `cv2.IMAGE_METADATA_...`.

    Raises:
        ValueError: OpenCV cannot encode it.
    """
    import cv2

    blocks = [np.frombuffer(block, np.uint8) for block in metadata.values()]
    with _silence():
        done, data = cv2.imencodeWithMetadata(
            ending, np.ascontiguousarray(_swapped(samples)), list(metadata), blocks, parameters
        )
    if not done:
        raise ValueError(f"OpenCV cannot encode {samples.shape} {samples.dtype} as {ending}")
    return bytes(data)


def _swapped(samples: Pixels) -> Pixels:
    """RGB from OpenCV's BGR, or the other way round."""
    channels = samples.shape[2]
    return samples if channels < 3 else samples[..., [2, 1, 0, 3][:channels]]


@contextmanager
def _silence() -> Iterator[None]:
    """Keep OpenCV's log off standard error; callers learn of failures by ValueError."""
    import cv2

    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(level)
