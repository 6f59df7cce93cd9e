import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from core.errors import TrainingError
from core.training import run_folder
from core.training.run_folder import RunFolder
from core.training.run_list import delete_run, rename_base, runs_from, unfinished_runs

MakeRun = Callable[..., RunFolder]


def test_only_interrupted_runs_are_listed(interrupt_run: MakeRun) -> None:
    assert unfinished_runs() == []
    interrupt_run("done").checkpoint.unlink()
    interrupt_run("größe")
    assert unfinished_runs() == ["größe"]


def test_a_deleted_run_leaves_nothing(interrupt_run: MakeRun) -> None:
    run = interrupt_run("mine")
    delete_run("mine")
    assert not run.path.exists()


def test_a_run_that_is_being_trained_is_not_deleted(interrupt_run: MakeRun, other_process: int) -> None:
    run = interrupt_run("mine")
    (run.path / "running.lock").write_text(str(other_process))
    with pytest.raises(TrainingError, match="another process"):
        delete_run("mine")
    assert run.can_resume


def test_a_run_can_be_deleted_where_the_disk_is_full(
    interrupt_run: MakeRun, no_space: Callable[..., NoReturn], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = interrupt_run("mine")
    monkeypatch.setattr(run_folder, "write_whole_file", no_space)
    delete_run("mine")
    assert not run.path.exists()


def test_interrupted_runs_follow_their_base_to_its_new_name(own_home: Path, interrupt_run: MakeRun) -> None:
    bases = {"named": "old", "by folder": str(own_home / "models" / "old"), "other": "another", "none": None}
    runs = {name: interrupt_run(name, base=base) for name, base in bases.items()}
    interrupt_run("damaged", base="old").path.joinpath("options.json").write_text("{")
    interrupt_run("done", base="old").checkpoint.unlink()
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
