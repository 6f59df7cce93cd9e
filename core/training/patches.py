"""Batches of (input, original) patches, each a pure function of the seed and the step."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.images.resizing import shrink
from core.training.photos import PhotoCache

Patch = NDArray[np.uint8]
Batch = tuple[NDArray[np.float32], NDArray[np.float32]]

MARGIN_PX = 16
"""Around each patch while it is shrunk, so that its border sees its true neighbours."""
WINDOW = 64
"""Photos in use at one time; the window moves on through the shuffled album, step by step."""
STEPS_PER_PHOTO = 8
DETAIL_THRESHOLD = 4.0
"""Mean absolute difference of neighbouring pixels, in grey levels, below which a patch has little detail."""
CANDIDATES = 4
"""Drawn at most, where detail is wanted."""


class PairMaker(Protocol):
    """Makes a network's input and target from a piece of an original."""

    def __call__(
        self, original: Patch, scale: int, rng: np.random.Generator
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """uint8 (h, w, 3) -> float32 0..1 (h / scale, w / scale, 3) and (h, w, 3)."""


def shrunk_pair(
    original: Patch, scale: int, rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The clean pair of the literature: antialiased bicubic (a = -0.5), rounded to 8 bits."""
    del rng
    return to_unit(shrink(original, scale)), to_unit(original)


def to_unit(pixels: Patch) -> NDArray[np.float32]:
    """0..255 -> 0..1."""
    return np.multiply(pixels, 1 / 255, dtype=np.float32)


class PatchSampler:
    """Draws batches from a folder's photos.

    A step's batch depends on the seed and the step alone, so a run that was interrupted goes on
    with the very patches it would have seen.

    Args:
        detailed: whether patches with little detail are passed over, mostly. Enlarging is learnt in the
            others; but who learns to clean, or to draw texture, must see where there is nothing.
    """

    def __init__(
        self,
        photos: PhotoCache,
        pair: PairMaker,
        *,
        scale: int,
        patch_px: int,
        batch: int,
        seed: int,
        detailed: bool = True,
    ) -> None:
        self._photos, self._pair = photos, pair
        self._scale, self._patch_px, self._batch, self._seed = scale, patch_px, batch, seed
        self._candidates = CANDIDATES if detailed else 1

    def batch(self, step: int) -> Batch:
        """Inputs (batch, patch / scale, patch / scale, 3) and originals (batch, patch, patch, 3), 0..1."""
        rng = np.random.default_rng((self._seed, step))
        pairs = [self._draw_pair(step, rng) for _ in range(self._batch)]
        inputs, originals = zip(*pairs, strict=True)
        return np.stack(inputs), np.stack(originals)

    def batches(self, first_step: int, *, ahead: int = 4) -> Generator[Batch, None, None]:
        """The batches from `first_step` on, made by background threads."""
        with ThreadPoolExecutor(2, "patches") as pool:
            waiting = [pool.submit(self.batch, first_step + i) for i in range(ahead)]
            try:
                while True:
                    yield waiting.pop(0).result()
                    first_step += 1
                    waiting.append(pool.submit(self.batch, first_step + ahead - 1))
            finally:
                for future in waiting:
                    future.cancel()

    def _draw_pair(self, step: int, rng: np.random.Generator) -> Batch:
        margin = MARGIN_PX
        side = self._patch_px + 2 * margin
        original = max_detail = None
        best = -1.0
        for _ in range(self._candidates):
            original = self._draw_crop(step, side, rng)
            detail = _detail(original)
            if detail > best:
                best, max_detail = detail, original
            if detail >= DETAIL_THRESHOLD:
                break
        assert max_detail is not None
        small, large = self._pair(_turned(max_detail, rng), self._scale, rng)
        inner = margin // self._scale
        return small[inner:-inner, inner:-inner], large[margin:-margin, margin:-margin]

    def _draw_crop(self, step: int, side: int, rng: np.random.Generator) -> Patch:
        photo = self._photos[self._draw_photo(step, rng)]
        # Half of the patches come from the photo at half its size, which is sharper and more varied.
        factor = 2 if rng.random() < 0.5 and min(photo.shape[:2]) >= 2 * side else 1
        height, width = photo.shape[:2]
        side *= factor
        if min(height, width) < side:
            before = (side - min(height, side), side - min(width, side))
            photo = np.pad(photo, ((0, before[0]), (0, before[1]), (0, 0)), mode="reflect")
            height, width = photo.shape[:2]
        top, left = rng.integers(height - side + 1), rng.integers(width - side + 1)
        return shrink(np.ascontiguousarray(photo[top : top + side, left : left + side]), factor)

    def _draw_photo(self, step: int, rng: np.random.Generator) -> int:
        count = len(self._photos)
        position = step // STEPS_PER_PHOTO + int(rng.integers(min(WINDOW, count)))
        turn, place = divmod(position, count)
        return int(np.random.default_rng((self._seed, turn)).permutation(count)[place])


def _turned(patch: Patch, rng: np.random.Generator) -> Patch:
    """One of the eight flips and quarter turns."""
    patch = np.rot90(patch, int(rng.integers(4)))
    return np.ascontiguousarray(patch[:, ::-1] if rng.random() < 0.5 else patch)


def _detail(patch: Patch) -> float:
    grey = patch[::2, ::2, 1].astype(np.int16)
    return float(np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean()) / 2
