import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from core.cli.main import build_parser
from core.training.events import RunFinished, RunStarted, StepDone
from core.training.options import TrainingOptions
from desktop_app.training.command import command_line, resume_arguments, start_arguments
from desktop_app.training.process import NICER_BY, NICEST, Ending, How, TrainingProcess

ARGUMENTS = ["train", "album", "--name=mine"]
Plan = Callable[[str], None]
PATIENCE_MS = 1500


@pytest.fixture
def process(qtbot: QtBot) -> Iterator[TrainingProcess]:  # noqa: ARG001 (there must be an application)
    process = TrainingProcess()
    yield process
    process.stop()


def ending_of(qtbot: QtBot, process: TrainingProcess, plan_child: Plan, plan: str) -> Ending:
    plan_child(plan)
    with qtbot.waitSignal(process.ended, timeout=20_000) as ended:
        process.start(ARGUMENTS)
    return ended.args[0]


def until_steps(qtbot: QtBot, process: TrainingProcess, plan_child: Plan, plan: str) -> None:
    plan_child(plan)
    with qtbot.waitSignal(
        process.event_received, timeout=20_000, check_params_cb=lambda event: isinstance(event, StepDone)
    ):
        process.start(ARGUMENTS)


def test_the_command_line_understands_every_option_that_it_is_handed(tmp_path: Path) -> None:
    chosen = {
        "folder": tmp_path,
        "name": "größe",
        "minutes": 1.5,
        "objective": "detail",
        "network": "classic",
        "features": "hed",
        "base": "-photo",
        "scale": 2,
        "filters": 4,
        "blocks": 1,
        "damage": 0.5,
        "damage_kinds": ("jpeg", "grain"),
        "batch": 2,
        "patch_px": 32,
        "held_out": 0.2,
        "early_stopping": 6,
        "seed": 3,
        "learning_rate": 1e-3,
        "decay": "linear",
        "optimizer": "muon",
        "beta_1": 0.7,
        "pixel_weight": 0.1,
        "perceptual_weight": 0.2,
        "direction_weight": 0.3,
        "distribution_weight": 0.4,
        "adversarial_weight": 0.5,
        "phase_weight": 0.6,
        "feature_layers": ("block1_conv2", "block2_conv2"),
        "report_steps": 9,
        "precision": "float32",
    }
    assert chosen.keys() | {"steps", "discriminator"} == {field.name for field in fields(TrainingOptions)}
    given = vars(build_parser().parse_args(start_arguments(TrainingOptions(**chosen))))
    assert {name: given[name] for name in chosen} == chosen
    assert build_parser().parse_args(resume_arguments("-größe")).resume == "-größe"


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert command_line(["train"]) == (sys.executable, ["-m", "desktop_app", "train"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command_line(["train"]) == (sys.executable, ["train"])


def test_lines_become_events_and_other_output_is_passed_over(
    qtbot: QtBot, process: TrainingProcess, plan_child: Plan
) -> None:
    events: list[object] = []
    process.event_received.connect(events.append)
    assert ending_of(qtbot, process, plan_child, "win") == Ending(How.FINISHED)
    assert isinstance(events[0], RunStarted)
    assert isinstance(events[-1], RunFinished)
    assert len([event for event in events if isinstance(event, StepDone)]) == 2


def test_training_leaves_the_window_the_first_turn_at_the_processor(
    qtbot: QtBot, process: TrainingProcess, plan_child: Plan
) -> None:
    until_steps(qtbot, process, plan_child, "wait")
    assert psutil.Process(process.process_id).nice() == min(psutil.Process().nice() + NICER_BY, NICEST)


def test_a_process_that_is_started_again_outlives_the_patience_with_the_one_before(
    qtbot: QtBot, process: TrainingProcess, plan_child: Plan
) -> None:
    until_steps(qtbot, process, plan_child, "wait")
    with qtbot.waitSignal(process.ended):
        process.ask_to_stop(PATIENCE_MS)
    until_steps(qtbot, process, plan_child, "wait")
    with qtbot.assertNotEmitted(process.ended, wait=PATIENCE_MS):
        pass


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("wait", Ending(How.STOPPED)),
        (
            "wait for a full disk",
            Ending(How.FAILED, "The checkpoint cannot be written. Free some space."),
        ),
    ],
)
def test_a_process_that_is_asked_to_stop_ends_as_it_was_asked_or_tells_why_it_cannot(
    qtbot: QtBot, process: TrainingProcess, plan_child: Plan, plan: str, expected: Ending
) -> None:
    until_steps(qtbot, process, plan_child, plan)
    with qtbot.waitSignal(process.ended) as ended:
        process.ask_to_stop()
    assert ended.args == [expected]


def test_a_process_that_does_not_react_is_killed_when_patience_ends(
    qtbot: QtBot, process: TrainingProcess, plan_child: Plan
) -> None:
    until_steps(qtbot, process, plan_child, "hang")
    with qtbot.waitSignal(process.ended) as ended:
        process.ask_to_stop(patience_ms=50)
    assert ended.args[0].how is How.STOPPED


def test_nothing_is_left_running_after_stop(qtbot: QtBot, process: TrainingProcess, plan_child: Plan) -> None:
    until_steps(qtbot, process, plan_child, "wait")
    number = process.process_id
    process.stop()
    assert not psutil.pid_exists(number)


def test_a_killed_process_is_told_from_one_that_complains(
    qtbot: QtBot, process: TrainingProcess, plan_child: Plan
) -> None:
    assert ending_of(qtbot, process, plan_child, "be killed").how is How.LOST
    complaint = ending_of(qtbot, process, plan_child, "complain")
    assert complaint == Ending(How.FAILED, "Received no photos; expected two. Add photos.")


def test_a_mistake_in_the_program_comes_with_its_traceback(
    qtbot: QtBot, process: TrainingProcess, plan_child: Plan
) -> None:
    ending = ending_of(qtbot, process, plan_child, "break")
    assert ending.how is How.LOST
    assert "RuntimeError: a mistake in the program" in ending.words


def test_training_stops_when_the_program_that_started_it_dies(qtbot: QtBot) -> None:
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', {WAITING!r}], stdin=subprocess.PIPE)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    assert parent.stdout.readline() == "waiting\n"
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    qtbot.waitUntil(lambda: has_ended(child), timeout=20_000)


def has_ended(process: psutil.Process) -> bool:
    """Whether it runs no more, though nobody may have asked how it ended: in some containers nobody does."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


WAITING = """
from core import service
from core.cli.main import main

def train(_options, _on_event, progress):
    print("waiting", flush=True)
    while True:
        progress(0, 1)

service.train = train
main(["train", "album", "--minutes=1", "--json", "--stop-with-input"])
"""
