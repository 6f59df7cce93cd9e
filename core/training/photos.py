"""The photos of a run, decoded when they are needed, and no more of them than fit in memory."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np

from core.images.colour import to_srgb
from core.images.photo import RgbImage
from core.images.reading import read_photo
from core.images.resizing import shrink

CACHE_BYTES = 1 << 30


class PhotoCache:
    """Reads photos as uint8 sRGB (height, width, 3), keeping the most recent ones. Thread-safe.

    Args:
        paths: of the photos.
        factors: by which photos are shrunk; those that are not named stay as large as they are.
        limit_bytes: of all photos that are kept.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        factors: Mapping[Path, int] = MappingProxyType({}),
        *,
        limit_bytes: int = CACHE_BYTES,
    ) -> None:
        self.paths, self._factors = tuple(paths), factors
        self._limit = limit_bytes
        self._size = 0
        self._decoded: OrderedDict[int, RgbImage] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.paths)

    def factor(self, path: Path) -> int:
        """By how much a photo is shrunk."""
        return self._factors.get(path, 1)

    def __getitem__(self, index: int) -> RgbImage:
        with self._lock:
            if index in self._decoded:
                self._decoded.move_to_end(index)
                return self._decoded[index]
        path = self.paths[index]
        pixels = shrink(_read_rgb(path), self.factor(path))
        with self._lock:
            if index not in self._decoded:
                self._decoded[index] = pixels
                self._size += pixels.nbytes
            while self._size > self._limit and len(self._decoded) > 1:
                _, oldest = self._decoded.popitem(last=False)
                self._size -= oldest.nbytes
        return pixels


def _read_rgb(path: Path) -> RgbImage:
    """A photo as 8-bit sRGB (height, width, 3); grey becomes three equal channels."""
    pixels = to_srgb(read_photo(path)).pixels
    return np.ascontiguousarray(np.broadcast_to(pixels, (*pixels.shape[:2], 3)))
