import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import TrainingError
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from core.whole_file import write_whole_file


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "run")
    folder.create(TrainingOptions(folder=tmp_path, name="größe", minutes=1.5))
    return folder


def test_options_come_back_as_they_were(run: RunFolder, tmp_path: Path) -> None:
    assert run.read_options() == TrainingOptions(folder=tmp_path, name="größe", minutes=1.5)


def test_a_run_with_a_name_that_no_model_may_have_is_refused_as_damaged(
    run: RunFolder, tmp_path: Path
) -> None:
    run.create(TrainingOptions(folder=tmp_path, name="mine", steps=1))
    options = run.path / "options.json"
    options.write_text(options.read_text().replace('"mine"', '"Mum & Dad"'))
    with pytest.raises(TrainingError, match="a folder of an earlier run"):
        run.read_options()


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="folder of an earlier run"):
        RunFolder(tmp_path).read_options()


def test_metrics_come_back_as_columns(run: RunFolder) -> None:
    run.metrics.append({"step": 1, "loss": 0.5})
    run.metrics.append({"step": 2, "loss": 0.25})
    assert run.metrics.read() == {"step": [1, 2], "loss": [0.5, 0.25]}
    assert run.scores.read() == {}


def test_a_row_with_other_figures_keeps_to_the_tables_columns(run: RunFolder) -> None:
    run.scores.append({"step": 1, "psnr_y": 30.5})
    run.scores.append({"step": 2, "psnr_y": 31.5, "perceptual": 0.25})
    run.scores.append({"step": 3})
    columns = run.scores.read()
    assert columns["step"] == [1, 2, 3]
    assert columns["psnr_y"] == pytest.approx([30.5, 31.5, float("nan")], nan_ok=True)
    assert set(columns) == {"step", "psnr_y"}


def test_a_row_that_a_full_disk_cut_short_is_passed_over(run: RunFolder) -> None:
    run.metrics.append({"step": 1, "loss": 0.5})
    with run.metrics.path.open("a") as file:
        file.write("2")
    assert run.metrics.read() == {"step": [1], "loss": [0.5]}


def test_a_row_that_was_cut_short_does_not_run_into_the_next(run: RunFolder) -> None:
    run.metrics.append({"step": 1, "loss": 0.5})
    with run.metrics.path.open("a") as file:
        file.write("1")
    run.metrics.forget(after=1)
    run.metrics.append({"step": 5, "loss": 0.25})
    assert run.metrics.read() == {"step": [1, 5], "loss": [0.5, 0.25]}
    run.metrics.forget(after=2)
    assert run.metrics.read() == {"step": [1], "loss": [0.5]}


def test_two_processes_cannot_train_in_one_folder(run: RunFolder, other_process: int) -> None:
    (run.path / "running.lock").write_text(str(other_process))
    with pytest.raises(TrainingError, match="another process"), run.locked():
        pass


def test_a_process_that_comes_between_look_and_lock_keeps_the_folder(
    run: RunFolder, other_process: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = run.path / "running.lock"

    def come_first(path: Path, data: bytes, *, replace: bool) -> None:
        lock.write_text(str(other_process))
        write_whole_file(path, data, replace=replace)

    monkeypatch.setattr("core.training.run_folder.write_whole_file", come_first)
    with pytest.raises(TrainingError, match="another process"), run.locked():
        pass
    assert lock.read_text() == str(other_process)


def test_the_lock_of_a_dead_process_whose_number_another_got_does_not_hold(
    run: RunFolder, other_process: int
) -> None:
    lock = run.path / "running.lock"
    lock.write_text(str(other_process))
    an_hour_ago = time.time() - 3600
    os.utime(lock, (an_hour_ago, an_hour_ago))
    with run.locked():
        assert lock.read_text() == str(os.getpid())


def test_lists_among_options_come_back_as_tuples(run: RunFolder, tmp_path: Path) -> None:
    options = TrainingOptions(
        folder=tmp_path, steps=1, objective="detail", feature_layers=("block1_conv2", "block3_conv3")
    )
    run.create(options)
    assert run.read_options() == options


def test_the_lock_of_a_dead_process_does_not_hold(run: RunFolder) -> None:
    other = subprocess.Popen([sys.executable, "-c", ""])
    other.wait()
    (run.path / "running.lock").write_text(str(other.pid))
    with run.locked():
        assert (run.path / "running.lock").exists()
    assert not (run.path / "running.lock").exists()
