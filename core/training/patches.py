"""Batches of (input, original) patches, each a pure function of the seed and the step."""

import itertools
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.images.depth import to_unit
from core.images.photo import RgbImage
from core.images.resizing import resize, shrink
from core.training.photos import PhotoCache

Pair = tuple[NDArray[np.float32], NDArray[np.float32]]
"""A network's input and target, 0..1: (h / scale, w / scale, 3) and (h, w, 3)."""
PatchBatch = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Some pairs: their inputs, and their targets."""

MARGIN_PX = 16
"""Around each patch while it is shrunk, so that its border sees its true neighbours."""
WINDOW = 64
"""Photos in use at one time; the window moves on through the shuffled album, step by step."""
STEPS_PER_PHOTO = 8
REDUCTIONS = (0.5, 2.5)
"""Range of the random factor that photos are reduced by, so that no patch recurs; below 1: not at all."""
LEAST_CONTRAST = 0.5
"""Of a patch whose contrast is reduced, as a share of what it was."""
MAX_COPIES = 4
"""Times that a large photo is drawn for each time a small one is."""
DETAIL_THRESHOLD = 4.0
"""Mean absolute difference of neighbouring pixels, in grey levels, below which a patch has little detail."""
BATCHES_AHEAD = 4
"""Made in the background while the networks train."""
CANDIDATES = 4
"""Patches drawn at most to find one with detail, where that is wanted."""


class PairMaker(Protocol):
    """Makes a network's input and target from a piece of an original."""

    def __call__(self, original: RgbImage, scale: int, rng: np.random.Generator) -> Pair:
        """`original` is uint8 (h, w, 3)."""


def shrunk_pair(original: RgbImage, scale: int, rng: np.random.Generator) -> Pair:
    """The clean pair of the literature: antialiased bicubic (a = -0.5), rounded to 8 bits."""
    del rng
    return to_unit(shrink(original, scale)), to_unit(original)


@dataclass(frozen=True, kw_only=True)
class PatchOptions:
    """What batches are like.

    Attributes:
        scale: target width over input width.
        patch_px: side of a target.
        batch: pairs in a batch.
        seed: of all that is drawn.
        any_colours: whether patches change their colours at random, which makes more of few photos.
        detailed: whether patches with little detail are mostly skipped. Good for learning to enlarge;
            models that clean or draw texture need flat patches too.
    """

    scale: int
    patch_px: int
    batch: int
    seed: int
    any_colours: bool = False
    detailed: bool = True


class PatchSampler:
    """Draws batches from the photos of a cache.

    A step's batch depends on the seed and the step alone, so a run that was interrupted goes on
    with the very patches it would have seen.

    Args:
        photos: to learn from.
        pair: makes input and target of a piece of a photo.
        options: what batches are like.
        areas: of the photos, in any unit: there is more to learn from the large ones. None: all are alike.
    """

    def __init__(
        self,
        photos: PhotoCache,
        pair: PairMaker,
        options: PatchOptions,
        *,
        areas: Sequence[float] | None = None,
    ) -> None:
        self._photos, self._pair, self._options = photos, pair, options
        self._copies = _copies(areas or [1] * len(photos))

    def batch(self, step: int) -> PatchBatch:
        """Inputs (batch, patch / scale, patch / scale, 3) and originals (batch, patch, patch, 3), 0..1."""
        rng = np.random.default_rng((self._options.seed, step))
        pairs = [self._draw_pair(step, rng) for _ in range(self._options.batch)]
        inputs, originals = zip(*pairs, strict=True)
        return np.stack(inputs), np.stack(originals)

    def batches(self, first_step: int) -> Generator[PatchBatch, None, None]:
        """The batches from `first_step` on, made ahead by background threads."""
        steps = itertools.count(first_step)
        with ThreadPoolExecutor(2, "patches") as pool:
            waiting = deque(pool.submit(self.batch, next(steps)) for _ in range(BATCHES_AHEAD))
            try:
                while True:
                    yield waiting.popleft().result()
                    waiting.append(pool.submit(self.batch, next(steps)))
            finally:
                for future in waiting:
                    future.cancel()

    def _draw_pair(self, step: int, rng: np.random.Generator) -> Pair:
        crop = self._draw_crop(step, rng)
        for _ in range(CANDIDATES - 1 if self._options.detailed else 0):
            if _detail(crop) >= DETAIL_THRESHOLD:
                break
            crop = max(crop, self._draw_crop(step, rng), key=_detail)
        patch = _turned(crop, rng)
        if self._options.any_colours:
            patch = _recoloured(patch, rng)
        scale, margin = self._options.scale, MARGIN_PX
        small, large = self._pair(patch, scale, rng)
        inner = margin // scale
        return small[inner:-inner, inner:-inner], large[margin:-margin, margin:-margin]

    def _draw_crop(self, step: int, rng: np.random.Generator) -> RgbImage:
        """A patch with its margin."""
        side = self._options.patch_px + 2 * MARGIN_PX
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
        return int(np.random.default_rng((self._options.seed, turn)).permutation(self._copies)[place])


def _copies(areas: Sequence[float]) -> NDArray[np.intp]:
    """The photos' indices, those of large ones several times: as often as their sides are longer."""
    sides = np.sqrt(np.asarray(areas, float))
    return np.repeat(np.arange(len(sides)), np.clip(np.rint(sides / sides.min()), 1, MAX_COPIES).astype(int))


def _turned(patch: RgbImage, rng: np.random.Generator) -> RgbImage:
    """One of the eight flips and quarter turns."""
    patch = np.rot90(patch, int(rng.integers(4)))
    return np.ascontiguousarray(patch[:, ::-1] if rng.random() < 0.5 else patch)


def _recoloured(patch: RgbImage, rng: np.random.Generator) -> RgbImage:
    """The colours change places; half of the patches lose contrast too, and half of those are negatives."""
    patch = np.ascontiguousarray(patch[..., rng.permutation(3)])
    if rng.random() < 0.5:
        return patch
    if rng.random() < 0.5:
        patch = 255 - patch
    contrast = rng.uniform(LEAST_CONTRAST, 1)
    darkest = rng.uniform(0, 255 * (1 - contrast))
    tones = np.rint(contrast * np.arange(256) + darkest).astype(np.uint8)
    recoloured: RgbImage = tones[patch]
    return recoloured


def _detail(patch: RgbImage) -> float:
    grey = patch[::2, ::2, 1].astype(np.int16)
    return float(np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean()) / 2
