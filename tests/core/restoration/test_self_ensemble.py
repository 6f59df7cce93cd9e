from collections.abc import Callable

import numpy as np
import pytest

from core.config import RestoreOptions
from core.images.photo import Photo
from core.restoration.engine import Engine, EngineWrapper, Tile
from core.restoration.restorer import restore, restore_region
from core.restoration.self_ensemble import SelfEnsemble

MakeEngine = Callable[..., Engine]
CAREFUL = RestoreOptions(careful=True)


class Counting(EngineWrapper):
    """Keeps the shapes of the tiles it is shown."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, engine.scale)
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, tile: Tile) -> Tile:
        self.shapes.append(tile.shape[:2])
        return self._engine(tile)


def photo(height: int, width: int) -> Photo:
    rng = np.random.default_rng(8)
    return Photo(rng.integers(0, 255, (height, width, 3), np.uint8, endpoint=True))


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_turned_photo_gives_the_turned_result(tiny_engine: MakeEngine, scale: int) -> None:
    old, engine = photo(36, 24), tiny_engine(scale)

    def differences(options: RestoreOptions) -> list[int]:
        upright = restore(old, engine, options).pixels.astype(int)
        turned = restore(Photo(np.rot90(old.pixels).copy()), engine, options).pixels
        mirrored = restore(Photo(old.pixels[:, ::-1].copy()), engine, options).pixels
        return [np.abs(np.rot90(turned, -1) - upright).max(), np.abs(mirrored[:, ::-1] - upright).max()]

    assert min(differences(RestoreOptions())) > 20
    assert max(differences(CAREFUL)) <= 1


def test_result_is_the_mean_of_all_eight_orientations(tiny_engine: MakeEngine) -> None:
    tile = np.random.default_rng(1).random((12, 20, 3), np.float32)
    engine = tiny_engine(2)
    results = []
    for turns in range(4):
        results.append(np.rot90(engine(np.rot90(tile, turns).copy()), -turns))
        flipped = np.rot90(tile[::-1], turns).copy()
        results.append(np.rot90(engine(flipped), -turns)[::-1])
    assert np.std(results, axis=0).max() > 0.1
    np.testing.assert_allclose(SelfEnsemble(engine)(tile), np.mean(results, axis=0), atol=1e-5)


def test_tiles_leave_no_trace_and_a_region_looks_like_its_part_of_the_whole(tiny_engine: MakeEngine) -> None:
    old, engine = photo(131, 117), tiny_engine(2)
    whole = restore(old, engine, CAREFUL).pixels.astype(int)
    tiled = restore(old, engine, RestoreOptions(careful=True, tile_px=32)).pixels
    part = restore_region(old, (51, 83, 30, 21), engine, CAREFUL).pixels
    np.testing.assert_allclose(tiled, whole, atol=1)
    np.testing.assert_allclose(part, whole[166:208, 102:162], atol=1)


def test_each_tile_is_shown_eight_times_and_the_upright_ones_in_a_row(tiny_engine: MakeEngine) -> None:
    old = photo(30, 20)
    for job in (
        lambda engine: restore(old, engine, CAREFUL),
        lambda engine: restore_region(old, (4, 4, 8, 8), engine, CAREFUL),
    ):
        engine = Counting(tiny_engine())
        job(engine)
        assert len(engine.shapes) == 8
        upright, lying = set(engine.shapes[:4]), set(engine.shapes[4:])
        assert len(upright) == len(lying) == 1
        assert upright.pop() == lying.pop()[::-1]
