"""The runs in the person's data folder; nothing here needs a training framework."""

import shutil
from pathlib import Path

from core.errors import TrainingError
from core.training.run_folder import RunFolder
from core.user_data import user_data_folder


def run_path(name: str) -> Path:
    """Where the run of that name keeps its files."""
    return user_data_folder() / "runs" / name


def unfinished_runs() -> list[str]:
    """Names of the runs that can be resumed."""
    folders = sorted(run_path("").glob("*/"))
    return [folder.name for folder in folders if RunFolder(folder).can_resume]


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
