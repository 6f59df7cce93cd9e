from collections.abc import Callable

import numpy as np
import pytest

from core.evaluation.throughput import BenchmarkOptions, run_benchmark, synthetic_photo
from core.models.store import StoredModel
from core.progress import Cancelled

QUICK = BenchmarkOptions(width=40, height=30, small_px=16, repeats=1, real_esrgan_px=0, device="cpu")


def test_every_figure_is_measured(save_tiny_model: Callable[..., StoredModel]) -> None:
    steps: list[float] = []
    report = run_benchmark(save_tiny_model(), QUICK, lambda done, total: steps.append(done / total))
    assert report.device.startswith("CPU")
    assert report.network_mp_s > 0
    assert report.restore_mp_s > 0
    assert 30 < report.peak_memory_mb < 2000
    assert 0 < report.cold_start_s < 60
    assert report.real_esrgan_mp_s is report.times_real_esrgan is None
    assert steps == [0, 0.2, 0.4, 0.6, 0.8, 1]


def test_benchmark_can_be_cancelled(save_tiny_model: Callable[..., StoredModel]) -> None:
    def cancel(done: float, total: float) -> None:
        if done < total:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_benchmark(save_tiny_model(), QUICK, cancel)


def test_synthetic_photo_is_textured_and_the_same_each_time() -> None:
    photo = synthetic_photo(70, 50)
    assert photo.pixels.shape == (50, 70, 3)
    assert photo.pixels.std() > 20
    np.testing.assert_array_equal(photo.pixels, synthetic_photo(70, 50).pixels)
