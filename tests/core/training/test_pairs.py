from pathlib import Path

import numpy as np

from core.training.options import TrainingOptions
from core.training.pairs import pair_maker


def test_a_run_ages_its_photos_by_the_chosen_kinds_alone() -> None:
    coloured = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    chosen = TrainingOptions(folder=Path("album"), steps=1, damage=1, damage_kinds=("grey",))
    pair = pair_maker(chosen, None)
    greys = 0
    for seed in range(20):
        small, target = pair(coloured, 1, np.random.default_rng(seed))
        np.testing.assert_array_equal(small, target)  # no structure damage
        greys += np.ptp(target, axis=2).max() < 1e-6
    assert 5 < greys < 20
