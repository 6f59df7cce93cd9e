import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import TrainingError
from core.training import run_folder
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from core.training.run_list import delete_run, rename_base, run_path, runs_from, unfinished_runs


def make_run(name: str, *, finished: bool, base: str | None = None) -> RunFolder:
    run = RunFolder(run_path(name))
    run.create(TrainingOptions(folder=Path("album"), name=name, steps=1, base=base))
    if not finished:
        run.checkpoint.touch()
    return run


def test_only_interrupted_runs_are_listed() -> None:
    assert unfinished_runs() == []
    make_run("done", finished=True)
    make_run("größe", finished=False)
    assert unfinished_runs() == ["größe"]


def test_a_deleted_run_leaves_nothing() -> None:
    run = make_run("mine", finished=False)
    delete_run("mine")
    assert not run.path.exists()


def test_a_run_that_is_being_trained_is_not_deleted(other_process: int) -> None:
    run = make_run("mine", finished=False)
    (run.path / "running.lock").write_text(str(other_process))
    with pytest.raises(TrainingError, match="another process"):
        delete_run("mine")
    assert run.can_resume


def test_a_run_can_be_deleted_where_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run("mine", finished=False)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(run_folder, "write_whole_file", refuse)
    delete_run("mine")
    assert not run.path.exists()


def test_interrupted_runs_follow_their_base_to_its_new_name(own_home: Path) -> None:
    bases = {"named": "old", "by folder": str(own_home / "models" / "old"), "other": "another", "none": None}
    runs = {name: make_run(name, finished=False, base=base) for name, base in bases.items()}
    make_run("damaged", finished=False, base="old").path.joinpath("options.json").write_text("{")
    make_run("done", finished=True, base="old")
    assert runs_from("old") == ["by folder", "named"]
    rename_base("old", "new")
    assert runs_from("old") == []
    assert {name: run.read_options().base for name, run in runs.items()} == {
        "named": "new",
        "by folder": "new",
        "other": "another",
        "none": None,
    }


def test_listing_runs_imports_no_training_framework() -> None:
    code = "import sys, core.training.run_list; sys.exit(bool({'keras', 'tensorflow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
