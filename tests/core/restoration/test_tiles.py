import itertools

import pytest

from core.restoration.tiles import Span, cut

SIZES = list(itertools.product((1, 2, 31, 100, 333), (1, 5, 64, 257)))
SETTINGS = [(32, 12, 1), (64, 24, 2), (64, 48, 4), (1, 4, 4)]


@pytest.mark.parametrize(("tile_px", "halo_px", "step_px"), SETTINGS)
def test_cores_cover_every_pixel_once(tile_px: int, halo_px: int, step_px: int) -> None:
    for height, width in SIZES:
        covered = [[0] * width for _ in range(height)]
        for tile in cut(height, width, tile_px=tile_px, halo_px=halo_px, step_px=step_px):
            for y, x in itertools.product(range(*tile.core[0]), range(*tile.core[1])):
                covered[y][x] += 1
        assert all(count == 1 for row in covered for count in row)


@pytest.mark.parametrize(("tile_px", "halo_px", "step_px"), SETTINGS)
def test_windows_are_alike_aligned_and_see_the_halo(tile_px: int, halo_px: int, step_px: int) -> None:
    def check(window: Span, core: Span, length: int) -> None:
        assert window[0] % step_px == window[1] % step_px == 0
        assert window[0] == 0 or core[0] - window[0] >= halo_px
        assert window[1] >= length or window[1] - core[1] >= halo_px
        assert 0 <= window[0] <= core[0] < core[1] <= length < window[1] + length
        assert window[1] < length + step_px

    for height, width in SIZES:
        tiles = list(cut(height, width, tile_px=tile_px, halo_px=halo_px, step_px=step_px))
        for tile in tiles:
            check(tile.window[0], tile.core[0], height)
            check(tile.window[1], tile.core[1], width)
        assert len({tuple(end - start for start, end in tile.window) for tile in tiles}) == 1


def test_photo_slightly_larger_than_a_tile_is_cut_into_even_halves() -> None:
    tiles = list(cut(8, 130, tile_px=100, halo_px=4, step_px=2))
    assert [tile.core[1] for tile in tiles] == [(0, 66), (66, 130)]
