"""Finds photos that show the same, even if one is rotated, mirrored, smaller or saved again."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

TURNS = 8
"""The flips and quarter turns of a photo."""
SIDE = 16
"""A fingerprint has SIDE x SIDE places, each the difference of two neighbouring tones."""
WORDS = SIDE * SIDE // 64
SMALL_PX = 256
"""Photos are shrunk to squares of this side before they are turned."""
FLAT = 2
"""Grey levels; smaller differences are chance, as on even paper around a print."""
FEWEST_PLACES = 16
"""Photos with fewer places that are not flat are never taken to show the same."""
EVEN = np.indices((SIDE, SIDE)).sum(0) % 2 == 1
"""Stands in for the slope at flat places: a chequerboard, which agrees with no real pattern."""
TOLERANCE = 1 / 16
"""Share of the sloped places where photos that show the same may differ."""


def fingerprint(grey: NDArray[np.uint8]) -> bytes:
    """For each of the eight turns, where a photo gets darker to the right, and where it is not flat.

    N. Krawetz' dHash of uint8 (height, width), of 16 x 16 places, with a mask: bits, then mask, 64 bytes a
    turn, 512 in all. Of two photos the places count that are not flat in one of them at least.
    """
    small = cv2.resize(grey, (SMALL_PX, SMALL_PX), interpolation=cv2.INTER_AREA)
    return b"".join(map(_slopes, _turned(small)))


def first_alike(prints: Sequence[bytes]) -> Iterator[int | None]:
    """For each fingerprint, the index of the earlier one that it repeats; None: there is none."""
    kept = np.empty((len(prints), 2, WORDS), np.uint64)
    indices: list[int] = []
    for index, each in enumerate(prints):
        turns = np.frombuffer(each, np.uint64).reshape(TURNS, 1, 2, WORDS)
        others = kept[: len(indices)]
        places = turns[:, :, 1] | others[:, 1]
        unlike = (turns[:, :, 0] ^ others[:, 0]) & places
        counts = np.bitwise_count(places).sum(-1)
        alike = (np.bitwise_count(unlike).sum(-1) <= TOLERANCE * counts) & (counts >= FEWEST_PLACES)
        matches = np.flatnonzero(alike.any(0))
        if len(matches):
            yield indices[matches[0]]
        else:
            kept[len(indices)] = turns[0, 0]
            indices.append(index)
            yield None


def _turned(square: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    for side in (square, square[:, ::-1]):
        for quarters in range(4):
            yield np.ascontiguousarray(np.rot90(side, quarters))


def _slopes(tones: NDArray[np.uint8]) -> bytes:
    small = cv2.resize(tones, (SIDE + 1, SIDE), interpolation=cv2.INTER_AREA).astype(np.int16)
    steps = small[:, :-1] - small[:, 1:]
    darker = np.where(steps == 0, EVEN, steps > 0)
    return np.packbits(darker).tobytes() + np.packbits(np.abs(steps) > FLAT).tobytes()
