"""What Heirloom can do, for the command line and the window alike.

Libraries are imported when a verb needs them, so that a caller starts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.config import Device, OutputOptions, RestoreOptions
from core.outcomes import BatchReport, PhotoOutcome
from core.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from core.evaluation.evaluate import Evaluation
    from core.evaluation.throughput import ThroughputReport
    from core.images.photo import Photo
    from core.restoration.engine import Engine
    from core.restoration.engine_cache import EngineCache
    from core.restoration.restorer import Region
    from core.training.events import OnEvent, RunFinished
    from core.training.options import TrainingOptions

BICUBIC = "bicubic"
"""The subject of an evaluation that stands for plain enlarging."""


def open_engines() -> EngineCache:
    """An empty engine cache, to hand to the verbs below again and again. For one thread at a time."""
    from core.restoration.engine_cache import EngineCache

    return EngineCache()


def restore_photos(
    inputs: Sequence[Path],
    options: RestoreOptions,
    output: OutputOptions,
    *,
    recursive: bool = False,
    replaceable: Iterable[Path] = (),
    engines: EngineCache | None = None,
    progress: Progress = silent,
    on_photo: Callable[[PhotoOutcome], None] = lambda _outcome: None,
) -> BatchReport:
    """Restore photos, and the photos in folders, one after the other, and write the results.

    A photo that cannot be read, restored or written becomes a Failed outcome; the others go on.
    `on_photo` gets each outcome as it comes. `progress` counts photos, with parts of one.
    Results may replace the files `replaceable`, whatever `output` says of existing ones.

    Raises:
        OptionsError: the name pattern does not give each result a name of its own.
        ModelError, DeviceError: no photo can be restored with this model on this device.
        Cancelled: out of `progress`; the results that are written stay, and nothing else does.
    """
    from core.restoration.batch import Batch

    batch = Batch(options, output, engines or open_engines(), replaceable)
    return batch.run(inputs, recursive=recursive, progress=progress, on_photo=on_photo)


def restore_photo(
    photo: Photo, options: RestoreOptions, *, engines: EngineCache | None = None, progress: Progress = silent
) -> Photo:
    """Restore one photo in memory; `progress` counts pixels of the result.

    Raises:
        ModelError, DeviceError: the model is missing or broken, the device absent or out of memory.
        Cancelled: out of `progress`.
    """
    from core.restoration.restorer import restore

    return restore(photo, _engine(options, engines), options, progress)


def preview_region(
    photo: Photo,
    region: Region,
    options: RestoreOptions,
    *,
    engines: EngineCache | None = None,
    progress: Progress = silent,
) -> Photo:
    """Restore `region` (left, top, width, height in photo pixels) alone, as the whole result will show it.

    Raises what restore_photo raises.
    """
    from core.restoration.restorer import restore_region

    return restore_region(photo, region, _engine(options, engines), options, progress)


def compare(
    subjects: Sequence[str],
    originals: Path,
    options: RestoreOptions,
    *,
    crop_px: int = 4,
    progress: Progress = silent,
) -> list[Evaluation]:
    """Score several subjects on the photos in the folder `originals`.

    Args:
        subjects: each is "bicubic", a model's name or folder, or else a folder of results.
        originals: searched without its subfolders.
        options: how models restore the shrunk originals; their scale is 4 where it is None.
        crop_px: border that is not measured.
        progress: counts subjects, with parts of one.

    Raises:
        ModelError, DeviceError, PhotoError: a subject, the device or an original cannot be used.
        Cancelled: out of `progress`.
    """
    return [
        _evaluate(subject, originals, options, crop_px, part_of(progress, index, len(subjects)))
        for index, subject in enumerate(subjects)
    ]


def measure_speed(
    *,
    model: str | None = None,
    scale: int | None = None,
    device: Device = "auto",
    progress: Progress = silent,
) -> ThroughputReport:
    """Measure how fast `model`, or else the best one for `scale`, restores here.

    Raises what restore_photo raises; `progress` counts measurements.
    """
    from core.evaluation.throughput import BenchmarkOptions, run_benchmark
    from core.restoration.opening import chosen_model

    chosen = chosen_model(RestoreOptions(model=model, scale=scale))
    return run_benchmark(chosen, BenchmarkOptions(device=device), progress)


def damage(
    photo: Path, *, folder: Path | None, strength: float, seed: int, scratched: bool = False
) -> tuple[list[Path], str]:
    """Age a photo as training does and save it; see `core.training.damage.saving.save_damaged`."""
    from core.training.damage.saving import save_damaged

    return save_damaged(photo, folder=folder, strength=strength, seed=seed, scratched=scratched)


def train(options: TrainingOptions, on_event: OnEvent, progress: Progress = silent) -> RunFinished:
    """Train a model; see `core.training.runs.train`."""
    from core.keras_import import import_keras

    import_keras()
    from core.training import runs

    return runs.train(options, on_event, progress)


def resume_training(name: str, on_event: OnEvent, progress: Progress = silent) -> RunFinished:
    """Go on with an interrupted run; see `core.training.runs.resume`."""
    from core.keras_import import import_keras

    import_keras()
    from core.training import runs

    return runs.resume(name, on_event, progress)


def _evaluate(
    subject: str, originals: Path, options: RestoreOptions, crop_px: int, progress: Progress
) -> Evaluation:
    from core.evaluation.evaluate import enlarge_bicubic, evaluate_enlarging, evaluate_folder
    from core.models.card_json import CARD_FILE
    from core.models.store import list_models

    folder = Path(subject)
    is_folder = subject != BICUBIC and folder.is_dir() and not (folder / CARD_FILE).exists()
    if is_folder and subject not in {model.card.name for model in list_models()}:
        return evaluate_folder(folder, originals, crop_px=crop_px, progress=progress)
    scale = options.scale or 4
    if subject == BICUBIC:
        upscale = enlarge_bicubic(scale)
    else:
        of_subject = replace(options, model=subject, scale=scale)
        engines = open_engines()

        def upscale(photo: Photo, progress: Progress) -> Photo:
            return restore_photo(photo, of_subject, engines=engines, progress=progress)

    return evaluate_enlarging(
        folder.name, upscale, originals, scale=scale, crop_px=crop_px, progress=progress
    )


def _engine(options: RestoreOptions, engines: EngineCache | None) -> Engine:
    from core.restoration.opening import chosen_model

    return (engines or open_engines()).open(
        chosen_model(options), detail=options.detail, device=options.device
    )
