"""Which tiles a photo is cut into: pure geometry."""

from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]
"""First pixel and the one after the last, along one axis."""


@dataclass(frozen=True)
class TileBounds:
    """What a network is shown (`window`) and the part of it that is kept (`core`), as (rows, columns).

    Windows have all the same size and may end beyond the photo by less than a step; cores cover the
    photo once, and end with it.
    """

    window: tuple[Span, Span]
    core: tuple[Span, Span]


def cut(height: int, width: int, *, tile_px: int, halo_px: int, step_px: int) -> Iterator[TileBounds]:
    """Cut a photo of any size into even tiles, row by row.

    Windows reach `halo_px` beyond their cores, but never beyond the photo's first pixels, and beyond
    its last ones only up to a multiple of `step_px`. So a network that pads with zeros does so where
    it would for the whole photo. All windows start at multiples of `step_px`.

    Args:
        height: of the photo.
        width: of the photo.
        tile_px: longest side of a tile, without halo; raised to `step_px`.
        halo_px: a multiple of `step_px`.
        step_px: sizes and starts of windows are multiples of this.
    """
    columns = _spans(width, tile_px, halo_px, step_px)
    for row_window, row_core in _spans(height, tile_px, halo_px, step_px):
        for column_window, column_core in columns:
            yield TileBounds((row_window, column_window), (row_core, column_core))


def _round_up(length: int, step: int) -> int:
    """The smallest multiple of `step` that is not less than `length`."""
    return -(-length // step) * step


def _spans(length: int, tile_px: int, halo_px: int, step_px: int) -> list[tuple[Span, Span]]:
    padded = _round_up(length, step_px)
    tile_px = _round_up(tile_px, step_px)
    count = max(1, -(-(padded - 2 * halo_px) // tile_px))
    # `count` equal windows that overlap by two halos.
    window = _round_up(-(-(padded + 2 * halo_px * (count - 1)) // count), step_px)
    starts = [min(index * (window - 2 * halo_px), padded - window) for index in range(count)]
    inner_edges = [start + window - halo_px for start in starts[:-1]]
    edges = [0, *inner_edges, length]
    return [((start, start + window), (edges[index], edges[index + 1])) for index, start in enumerate(starts)]
