import math
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import keras
import pytest

from core import service
from core.cli.console import CANCELLED
from core.cli.main import main
from core.progress import Cancelled
from core.training import run_list
from core.training.events import (
    DiscriminatorSlowed,
    DownloadAdvanced,
    RolledBack,
    RunFinished,
    RunStarted,
    StepDone,
    TrainingEvent,
    from_json,
)
from core.training.options import TrainingOptions
from core.training.presets import classic_options

FINISHED = RunFinished(
    folder="run", model="model", kept=True, verdict="Kept.", step=9, scores={}, stopped_early=True
)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[TrainingOptions]:
    """The options that the command line asks training for; nothing is trained."""
    options: list[TrainingOptions] = []
    monkeypatch.setattr(service, "train", lambda asked, *_: options.append(asked))
    return options


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], event: TrainingEvent) -> str:
    """What the command says of one event."""
    monkeypatch.setattr(service, "train", lambda _options, on_event, _progress: on_event(event))
    assert main(["train", "album", "--steps", "1"]) == 0
    return capsys.readouterr().out


def test_what_is_not_asked_for_is_left_to_the_options(chosen: list[TrainingOptions]) -> None:
    assert main(["train", "album", "--steps", "5"]) == 0
    assert chosen == [TrainingOptions(folder=Path("album"), steps=5)]


def test_every_setting_of_a_run_can_be_chosen(chosen: list[TrainingOptions]) -> None:
    line = (
        "train album --steps 5 --objective detail --decay step --beta-1 0.5 --early-stopping 3 "
        "--report-steps 7 --pixel 1 --perceptual 2 --adversarial 0.1 --phase 0 "
        "--feature-layers block1_conv2,block3_conv3 --damage 0.5 --damage-kinds jpeg,grain"
    )
    assert main(line.split()) == 0
    assert chosen == [
        TrainingOptions(
            folder=Path("album"),
            steps=5,
            objective="detail",
            decay="step",
            beta_1=0.5,
            early_stopping=3,
            report_steps=7,
            pixel_weight=1,
            perceptual_weight=2,
            adversarial_weight=0.1,
            phase_weight=0,
            feature_layers=("block1_conv2", "block3_conv3"),
            damage=0.5,
            damage_kinds=("jpeg", "grain"),
        )
    ]


def test_the_classic_network_brings_the_articles_settings(chosen: list[TrainingOptions]) -> None:
    assert main(["train", "album", "--steps", "5", "--network", "classic", "--batch", "4"]) == 0
    assert chosen == [classic_options(folder=Path("album"), steps=5, batch=4)]


def test_a_report_tells_how_often_the_discriminator_is_right_and_fooled(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    event = StepDone(
        step=20,
        done=0.5,
        losses={"adversarial": 0.7, "discriminator": 0.4, "real": 0.9, "fooled": 0.25},
        learning_rate=1e-4,
        waiting=0.0,
        elapsed_s=60.0,
        remaining_s=120.0,
    )
    line = told(monkeypatch, capsys, event)
    assert line.startswith("step 20: adversarial 0.7000, discriminator 0.4000; ")
    assert "right about 90% of the originals and 75% of the generated photos" in line
    assert "fools it with 25%; 2 min left" in line


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (DiscriminatorSlowed(step=200, factor=0.25), "step 200: the discriminator told all photos apart"),
        (RolledBack(step=3, reason="a loss was not a finite number", learning_rate=1), "step 3: rolled back"),
        (FINISHED, "Stopped early, at step 9. Kept."),
    ],
)
def test_setbacks_and_an_early_end_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], event: TrainingEvent, words: str
) -> None:
    assert words in told(monkeypatch, capsys, event)


@pytest.mark.parametrize(
    ("quality", "words"),
    [(76.2, "blur of 0.9 px, noise of 1.8 %, saved as JPEG of quality 76\n"), (97.0, "noise of 1.8 %\n")],
)
def test_what_was_found_in_an_album_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    run_started: RunStarted,
    quality: float,
    words: str,
) -> None:
    faults = {"blur_px": 0.87, "noise": 0.018, "grain_px": 0.4, "jpeg": quality}
    assert words in told(monkeypatch, capsys, replace(run_started, faults=faults))


def test_what_was_left_out_is_told_with_the_reasons(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], run_started: RunStarted
) -> None:
    event = replace(run_started, rejected={"a.jpg": "blank"}, set_aside=3, resumed_at_step=7)
    text = told(monkeypatch, capsys, event)
    assert "Left out: a.jpg: blank\n" in text
    assert "tuned goes on at step 7: 9 photos to learn from, 1 held out, 3 set aside, less sharp" in text


def test_features_that_stand_in_for_others_are_told_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], run_started: RunStarted
) -> None:
    assert "Features: vgg16 (hed)\n" in told(monkeypatch, capsys, run_started)
    event = replace(run_started, missing_features="The weights of vgg19 cannot be had (no network)")
    line = "Features: vgg16 (hed). The weights of vgg19 cannot be had (no network); these stand in for them\n"
    assert line in told(monkeypatch, capsys, event)


def test_options_that_no_run_can_have_are_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "album", "--minutes", str(math.nan)]) == 2
    assert main(["train", "album", "--steps", "5", "--pixel", "2"]) == 2
    assert main(["train", "album", "--steps", "5", "--objective", "detail", "--feature-layers", "conv3"]) == 2
    budget, weight, layer = capsys.readouterr().err.splitlines()
    assert "budget" in budget
    assert "objective fidelity" in weight
    assert "conv3" in layer


def test_training_against_a_discriminator_says_nothing_but_its_own(
    save_photo: Callable[..., Path], tmp_path: Path
) -> None:
    for number in range(5):
        save_photo(f"album/{number}.png", width=64, height=64, seed=number)
    options = [
        "--objective=detail",
        "--features=none",
        "--filters=2",
        "--blocks=1",
        "--patch=32",
        "--steps=1",
    ]
    command = [sys.executable, "-m", "desktop_app", "train", str(tmp_path / "album"), *options]
    environment = {name: value for name, value in os.environ.items() if name != "TF_CPP_MIN_LOG_LEVEL"}
    child = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert (child.returncode, child.stderr) == (0, "")


@pytest.mark.parametrize("interrupt", [Cancelled, KeyboardInterrupt])
@pytest.mark.parametrize(
    ("unfinished", "words"), [(["mine"], "heirloom train --resume mine\n"), ([], "Cancelled.\n")]
)
def test_a_cancelled_run_says_how_to_go_on_where_it_can(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    unfinished: list[str],
    words: str,
    interrupt: type[BaseException],
) -> None:
    def cancel(*_: object) -> None:
        raise interrupt

    monkeypatch.setattr(service, "train", cancel)
    monkeypatch.setattr(run_list, "unfinished_runs", lambda: unfinished)
    assert main(["train", "album", "--steps", "1"]) == CANCELLED
    assert capsys.readouterr().err.endswith(words)


def test_events_are_told_as_json_lines_to_the_end(
    save_photo: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for seed in range(3):
        save_photo(f"album/{seed}.png", width=80, height=72, seed=seed)
    sizes = ["--filters", "2", "--blocks", "1", "--batch", "1", "--patch", "32", "--held-out", "0.4"]
    arguments = ["train", str(tmp_path / "album"), "--steps", "2", "--name", "ours", *sizes, "--json"]
    assert main(arguments) == 0
    events = [from_json(line) for line in capsys.readouterr().out.splitlines()]
    assert isinstance(events[0], RunStarted)
    assert isinstance(events[-1], RunFinished)
    assert events[-1].step == 2


def test_a_download_is_told_in_bytes_as_json_lines(
    save_photo: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for seed in range(3):
        save_photo(f"album/{seed}.png", width=80, height=72, seed=seed)
    weights = tmp_path / "weights.h5"
    weights.write_bytes(bytes(3000))

    def download(**_: object) -> NoReturn:
        keras.utils.get_file("cached.h5", weights.as_uri(), cache_dir=tmp_path, cache_subdir="")
        raise OSError("no weights at all")

    monkeypatch.setattr(keras.applications, "VGG19", download)
    options = ["--steps=1", "--patch=32", "--features=imagenet", "--json"]
    assert main(["train", str(tmp_path / "album"), *options]) == 1
    assert [from_json(line) for line in capsys.readouterr().out.splitlines()] == [
        DownloadAdvanced(done=0, total=3000),
        DownloadAdvanced(done=3000, total=3000),
    ]


def test_a_run_needs_a_folder_and_a_budget_or_else_a_run_to_resume_and_no_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["train"]) == 2
    assert main(["train", "album"]) == 2
    assert main(["train", "album", "--resume", "ours"]) == 2
    assert main(["train", "--resume", "ours", "--minutes", "600", "--patch", "64"]) == 2
    folder_or_run, budget, *with_others = capsys.readouterr().err.splitlines()
    assert "no folder" in folder_or_run
    assert "minutes" in budget
    assert ["--resume with other options" in complaint for complaint in with_others] == [True, True]
