"""Batches of (input, original) patches, each a pure function of the seed and the step."""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.images.resizing import resize, shrink
from core.training.photos import PhotoCache

Patch = NDArray[np.uint8]
Batch = tuple[NDArray[np.float32], NDArray[np.float32]]

MARGIN_PX = 16
"""Around each patch while it is shrunk, so that its border sees its true neighbours."""
WINDOW = 64
"""Photos in use at one time; the window moves on through the shuffled album, step by step."""
STEPS_PER_PHOTO = 8
REDUCTIONS = (0.5, 2.5)
"""By how much photos are reduced at random, so that no place is seen twice alike; below 1, not at all."""
LEAST_CONTRAST = 0.5
"""Of a patch whose colours are changed, over what it was."""
MAX_COPIES = 4
"""Times that a large photo is drawn for each time a small one is."""
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
        areas: of the photos, in any unit: there is more to learn from the large ones. None: all are alike.
        any_colours: whether patches change their colours at random, which makes more of few photos.
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
        areas: Sequence[float] | None = None,
        any_colours: bool = False,
        detailed: bool = True,
    ) -> None:
        self._photos, self._pair = photos, pair
        self._scale, self._patch_px, self._batch, self._seed = scale, patch_px, batch, seed
        self._any_colours, self._candidates = any_colours, CANDIDATES if detailed else 1
        self._copies = _copies(areas or [1] * len(photos))

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
        patch = _turned(max_detail, rng)
        if self._any_colours:
            patch = _recoloured(patch, rng)
        small, large = self._pair(patch, self._scale, rng)
        inner = margin // self._scale
        return small[inner:-inner, inner:-inner], large[margin:-margin, margin:-margin]

    def _draw_crop(self, step: int, side: int, rng: np.random.Generator) -> Patch:
        photo = self._photos[self._draw_photo(step, rng)]
        height, width = photo.shape[:2]
        if min(height, width) < side:
            missing = (side - min(height, side), side - min(width, side))
            photo = np.pad(photo, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="reflect")
            height, width = photo.shape[:2]
        # Reduced photos are sharper and more varied.
        seen = min(height, width, max(side, round(side * rng.uniform(*REDUCTIONS))))
        top, left = rng.integers(height - seen + 1), rng.integers(width - seen + 1)
        return resize(np.ascontiguousarray(photo[top : top + seen, left : left + seen]), side, side)

    def _draw_photo(self, step: int, rng: np.random.Generator) -> int:
        count = len(self._copies)
        position = step // STEPS_PER_PHOTO + int(rng.integers(min(WINDOW, count)))
        turn, place = divmod(position, count)
        return int(np.random.default_rng((self._seed, turn)).permutation(self._copies)[place])


def _copies(areas: Sequence[float]) -> NDArray[np.intp]:
    """The photos' indices, those of large ones several times: as often as their sides are longer."""
    sides = np.sqrt(np.asarray(areas, float))
    return np.repeat(np.arange(len(sides)), np.clip(np.rint(sides / sides.min()), 1, MAX_COPIES).astype(int))


def _turned(patch: Patch, rng: np.random.Generator) -> Patch:
    """One of the eight flips and quarter turns."""
    patch = np.rot90(patch, int(rng.integers(4)))
    return np.ascontiguousarray(patch[:, ::-1] if rng.random() < 0.5 else patch)


def _recoloured(patch: Patch, rng: np.random.Generator) -> Patch:
    """The colours change places; half of the patches lose contrast too, and half of those are negatives."""
    patch = np.ascontiguousarray(patch[..., rng.permutation(3)])
    if rng.random() < 0.5:
        return patch
    if rng.random() < 0.5:
        patch = 255 - patch
    contrast = rng.uniform(LEAST_CONTRAST, 1)
    darkest = rng.uniform(0, 255 * (1 - contrast))
    tones = np.rint(contrast * np.arange(256) + darkest).astype(np.uint8)
    recoloured: Patch = tones[patch]
    return recoloured


def _detail(patch: Patch) -> float:
    grey = patch[::2, ::2, 1].astype(np.int16)
    return float(np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean()) / 2
