"""The runs in the user's data folder; nothing here needs a training framework."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.errors import TrainingError
from core.models.store import own_models_folder
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from core.user_data import user_data_folder


def run_path(name: str) -> Path:
    """Where the run of that name keeps its files."""
    return user_data_folder() / "runs" / name


def unfinished_runs() -> list[str]:
    """Names of the runs that can be resumed."""
    folders = sorted(run_path("").glob("*/"))
    return [folder.name for folder in folders if RunFolder(folder).can_resume]


def runs_from(base: str) -> list[str]:
    """Names of the unfinished runs that start from the user's own model of that name."""
    return [run.path.name for run, _ in _started_from(base)]


def rename_base(old: str, new: str) -> None:
    """Let the unfinished runs that start from the user's own model `old` follow it to its new name.

    Raises:
        TrainingError: the options of one cannot be written.
    """
    for run, options in _started_from(old):
        run.write_options(replace(options, base=new))


def _started_from(base: str) -> Iterator[tuple[RunFolder, TrainingOptions]]:
    for name in unfinished_runs():
        run = RunFolder(run_path(name))
        try:
            options = run.read_options()
        except TrainingError:
            continue  # resuming it says what is wrong with it
        if options.base in (base, str(own_models_folder() / base)):
            yield run, options


def delete_run(name: str) -> None:
    """Delete a run's folder; the model it made stays.

    Raises:
        TrainingError: it is being trained.
    """
    run = RunFolder(run_path(name))
    try:
        with run.locked():
            shutil.rmtree(run.path)
    except TrainingError:
        if run.is_taken:
            raise
        shutil.rmtree(run.path)  # a full disk has no room for a lock either
