from pathlib import Path

import numpy as np
import pytest

from core.errors import TrainingError
from core.training.album import AlbumPhoto, AlbumScan
from core.training.options import TrainingOptions
from core.training.quality import Quality
from core.training.splitting import split_photos

SHARP, SOFT = Quality(0.5, 0.0, 0.0, 0.0), Quality(3.0, 0.0, 0.0, 0.0)


def scan_of(count: int, *, prefix: str = "", sharp: int | None = None) -> AlbumScan:
    """Photos with difference hashes of their own, of which the first `sharp` are sharp (None: all)."""
    hashes = np.random.default_rng(0).integers(0, 2**64, count, np.uint64).tolist()
    return AlbumScan(
        tuple(
            AlbumPhoto(
                Path(f"{prefix}{index}.png"), 100, 100, bits, SHARP if index < (sharp or count) else SOFT
            )
            for index, bits in enumerate(hashes)
        ),
        {},
    )


def options(**changes: object) -> TrainingOptions:
    return TrainingOptions(**{"folder": Path("album"), "steps": 1, "held_out": 0.1, **changes})


def numbers(paths: list[Path]) -> list[int]:
    return [int(path.stem.rpartition("_")[2]) for path in paths]


def test_an_album_holds_out_the_same_photos_whatever_the_seed_and_the_names() -> None:
    first, other = split_photos(scan_of(40), options()), split_photos(scan_of(40), options(seed=7))
    assert first == other
    renamed = split_photos(scan_of(40, prefix="renamed_"), options())
    assert numbers(renamed[1]) == numbers(first[1])


def test_every_photo_is_learnt_from_or_held_out_by_the_share_asked_for() -> None:
    learning, held_out = split_photos(scan_of(40), options())
    assert len(held_out) == 4
    assert sorted(numbers(learning + held_out)) == list(range(40))
    assert numbers(learning) == sorted(numbers(learning))
    assert numbers(held_out) != [0, 1, 2, 3]


@pytest.mark.parametrize(("album", "held_out"), [(3, 1), (8, 2), (16, 4), (40, 4), (300, 15)])
def test_a_small_share_still_holds_out_enough_to_judge_by(album: int, held_out: int) -> None:
    assert len(split_photos(scan_of(album), options(held_out=0.05))[1]) == held_out


@pytest.mark.parametrize("share", [0.01, 0.99])
def test_there_is_always_a_photo_to_learn_from_and_one_to_score(share: float) -> None:
    learning, held_out = split_photos(scan_of(3), options(held_out=share))
    assert learning
    assert held_out


def test_larger_patches_never_hold_out_what_a_run_with_smaller_ones_had_learnt() -> None:
    scan = scan_of(40)
    learnt, held_out = split_photos(scan, options())
    for first_too_small in range(40):
        too_small = tuple(photo for photo in scan.usable[first_too_small::3] if photo.path not in held_out)
        usable = tuple(photo for photo in scan.usable if photo not in too_small)
        later = split_photos(AlbumScan(usable, {}, too_small), options())
        assert not set(later[1]) & set(learnt)
        assert later[1] == held_out


def test_where_the_held_out_photos_are_too_small_enough_others_are_held_out() -> None:
    scan = scan_of(80)
    for first in range(4):
        usable = scan.usable[first::4]
        too_small = tuple(photo for photo in scan.usable if photo not in usable)
        learning, held_out = split_photos(AlbumScan(usable, {}, too_small), options())
        assert 4 <= len(held_out) <= 8
        assert len(learning) + len(held_out) == 20


def test_a_run_on_sharp_photos_never_learns_what_another_held_out() -> None:
    scan = scan_of(40, sharp=20)
    held_out_of_all = split_photos(scan, options())[1]
    learning, held_out = split_photos(scan, options(), only_sharp=True)
    assert not set(learning) & set(held_out_of_all)
    assert set(held_out) <= set(held_out_of_all)
    assert max(numbers(learning)) < 20


def test_enough_sharp_photos_are_held_out_of_an_album_that_has_few() -> None:
    scan = scan_of(60, sharp=15)
    learning, held_out = split_photos(scan, options(held_out=0.05), only_sharp=True)
    assert (len(learning), len(held_out)) == (12, 3)
    of_all = split_photos(scan, options(held_out=0.05))[1]
    assert set(held_out) <= set(of_all)


def test_a_run_on_all_photos_holds_out_no_more_than_the_sharp_ones_beside() -> None:
    learning, held_out = split_photos(scan_of(60, sharp=15), options(held_out=0.05))
    assert len(held_out) <= 4 + 3
    assert len(learning) == 60 - len(held_out)


def test_a_resumed_run_has_photos_to_learn_from_and_to_score() -> None:
    with pytest.raises(TrainingError, match="held out are too small or doubled by now"):
        split_photos(scan_of(4), options(), held_out=[Path("gone.png")])
    with pytest.raises(TrainingError, match="to learn from are too small or doubled by now"):
        split_photos(scan_of(4), options(), held_out=[Path(f"{index}.png") for index in range(4)])


def test_what_a_resumed_run_holds_out_is_what_it_held_out_before() -> None:
    scan = scan_of(10)
    learning, held_out = split_photos(scan, options(), held_out=[Path("2.png"), Path("7.png")])
    assert numbers(held_out) == [2, 7]
    assert numbers(learning) == [0, 1, 3, 4, 5, 6, 8, 9]


def test_where_no_sharp_photo_is_left_the_others_do() -> None:
    scan = scan_of(4, sharp=1)
    learning, held_out = split_photos(scan, options(), only_sharp=True)
    assert learning
    assert held_out


def test_one_photo_is_too_few() -> None:
    with pytest.raises(TrainingError, match="Received 1 usable photos in album"):
        split_photos(scan_of(1), options())
