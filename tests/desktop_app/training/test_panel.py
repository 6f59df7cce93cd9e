import os
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.models.store import StoredModel
from core.training.events import DownloadAdvanced, RunStarted
from core.training.run_folder import RunFolder
from core.training.run_list import run_path, unfinished_runs
from desktop_app.settings import Settings
from desktop_app.training import run
from desktop_app.training.panel import TrainingBreakdown, TrainingPanel
from desktop_app.training.run import TrainingState
from desktop_app.translation import Translation


def test_notices_are_said_again_in_another_language(
    qtbot: QtBot, panel: TrainingPanel, translation: Translation
) -> None:
    panel.run.lost.emit("")
    assert "ended unexpectedly" in panel.notice.shown_text
    translation.choose("zh_CN")
    qtbot.waitUntil(lambda: "意外" in panel.notice.shown_text)
    panel.models.exported.emit("album.zip")
    assert "album.zip" in panel.notice.shown_text
    translation.choose("en")
    qtbot.waitUntil(lambda: panel.notice.shown_text == "Exported as album.zip.")


def test_the_estimate_follows_the_last_runs_pace_and_admits_when_there_was_none(
    person, panel: TrainingPanel
) -> None:
    assert "not known yet" in panel.setup.hints["minutes"].text()
    person.start("win")
    person.wait_for(TrainingState.FINISHED)
    person.click(panel.buttons.back)
    assert "1,200 steps" in panel.setup.hints["minutes"].text()  # 10 steps in 10 s, 20 min


def test_a_run_shows_progress_curves_and_samples(person, panel: TrainingPanel) -> None:
    person.train()
    charts = panel.view.charts
    assert charts.losses.points["pixel"] == ([10, 20], [0.1, 0.05])
    assert charts.scores.points["baseline_psnr_y"] == ([10, 20], [28, 28])
    assert charts.shares.points["fooled"] == ([10, 20], [20, 20])
    assert charts.shares.isVisible()
    assert "1:00 left" in panel.view.progress_text.text()
    facts = panel.view.facts.text()
    assert "CPU (test)" in facts
    for fault in ("blur 0.9 px", "noise 1.8 %", "JPEG quality 76"):
        assert fault in facts
    assert [picture.pixmap.width() for picture in panel.view.strip.pictures] == [8, 8, 8]
    levels = [picture.pixmap.toImage().pixelColor(0, 3).red() for picture in panel.view.strip.pictures]
    assert levels == [3, 103, 203]


def test_a_download_is_shown_until_it_is_done_and_can_be_cancelled(person, panel: TrainingPanel) -> None:
    view = panel.view
    person.start("hang in a download")
    person.wait_until(lambda: view.progress_text.text() == "Downloading VGG19, once: 20 of 80 MB")
    assert (view.progress.value(), view.progress.maximum()) == (250, 1000)
    panel.run.event_received.emit(DownloadAdvanced(done=80e6, total=80e6))
    assert "Getting ready" in view.progress_text.text()
    assert view.progress.maximum() == 0
    person.click(panel.buttons.pause)
    person.wait_for(TrainingState.IDLE)


def test_a_run_whose_download_failed_gets_ready(
    person, panel: TrainingPanel, run_started: RunStarted
) -> None:
    person.start("hang in a download")
    person.wait_until(lambda: "20 of 80 MB" in panel.view.progress_text.text())
    panel.run.process.event_received.emit(run_started)
    assert "Getting ready" in panel.view.progress_text.text()
    assert panel.view.progress.maximum() == 0


def test_steps_that_were_rolled_back_count_neither_for_the_pace_nor_for_the_curves(
    person, panel: TrainingPanel
) -> None:
    person.start("be rolled back and wait")  # to step 10, to play 10 steps in 5 s
    person.wait_until(lambda: "step 30" in panel.view.progress_text.text())
    assert "2 steps a second" in panel.view.progress_text.text()
    charts = panel.view.charts
    assert charts.losses.points["pixel"][0] == [10, 20, 30]
    assert charts.shares.points["real"][0] == [10, 20, 30]
    assert charts.scores.points["psnr_y"][0] == [10, 20]


def test_a_sample_without_the_original_is_cut_in_two(panel: TrainingPanel, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.samples.mkdir()
    pictures = [np.full((8, 12, 3), shade, np.uint8) for shade in (0, 90, 180)]
    strip = panel.view.strip
    for count, widths in ((2, [12, 12, 0]), (3, [12, 12, 12])):
        strip.clear()
        strip.add(folder.save_sample(count, tuple(pictures[:count])))
        assert [picture.pixmap.width() for picture in strip.pictures] == widths
        assert [not caption.isHidden() for caption in strip.captions] == [width > 0 for width in widths]
        strip.clear()
        assert not any(caption.isHidden() for caption in strip.captions)


def test_earlier_samples_can_be_looked_at_again(qtbot: QtBot, person, panel: TrainingPanel) -> None:
    person.train()
    history = panel.view.strip.history
    qtbot.waitUntil(lambda: history.maximum() == 1)
    assert history.value() == 1
    qtbot.keyClick(history, Qt.Key.Key_Left)
    assert history.toolTip() == "Step 10"


def test_a_model_that_wins_can_be_used(
    qtbot: QtBot, person, panel: TrainingPanel, settings: Settings
) -> None:
    person.click(panel.setup.minutes.buttons[0])
    with qtbot.waitSignal(panel.models_changed, timeout=20_000):
        person.start("win")
    person.wait_for(TrainingState.FINISHED)
    assert settings.training_minutes == 5
    assert panel.view.verdict.title.text() == "Your model wins"
    told: list[object] = []
    panel.models_changed.connect(lambda: told.append("changed"))
    panel.model_chosen.connect(told.append)
    person.click(panel.buttons.use)
    assert told == ["changed", "album"]  # the window lists it before it shows it
    assert panel.run.state is TrainingState.IDLE


def test_a_model_that_does_not_win_is_not_offered(person, panel: TrainingPanel) -> None:
    person.start("lose")
    person.wait_for(TrainingState.FINISHED)
    assert panel.view.verdict.title.text() == "No gain this time"
    assert not panel.buttons.use.isVisible()


def test_a_paused_run_goes_on_with_its_curves(person, panel: TrainingPanel) -> None:
    person.pause()
    assert not panel.is_training
    assert not panel.notice.isVisible()
    person.resume("win")
    person.wait_for(TrainingState.FINISHED)
    charts = panel.view.charts
    assert charts.losses.points["pixel"][0] == [10, 20, 30, 40]


def test_cancelling_can_keep_the_run_for_later(person, panel: TrainingPanel) -> None:
    person.train()
    person.answer("Keep for later")
    person.click(panel.buttons.cancel)
    person.wait_for(TrainingState.PAUSED)
    assert unfinished_runs() == ["album"]


def test_cancelling_can_discard_the_run_and_that_one_alone(person, panel: TrainingPanel) -> None:
    person.train()
    person.answer("Discard")
    person.click(panel.buttons.cancel)
    person.wait_for(TrainingState.IDLE)
    assert not run_path("album").exists()
    person.pause()
    assert unfinished_runs() == ["album"]


def test_a_run_that_cannot_be_discarded_is_told_and_stays_to_be_resumed(
    person, panel: TrainingPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_name: str) -> None:
        raise PermissionError("a file of it is open in another program")

    person.train()
    monkeypatch.setattr(run, "delete_run", refuse)
    person.answer("Discard")
    person.click(panel.buttons.cancel)
    person.wait_for(TrainingState.PAUSED)
    assert "open in another program" in panel.notice.text
    assert panel.buttons.resume.isEnabled()


def test_a_run_goes_on_when_cancelling_is_taken_back(person, panel: TrainingPanel) -> None:
    person.train()
    person.answer("Go on training")
    person.click(panel.buttons.cancel)
    assert panel.run.state is TrainingState.RUNNING


def test_a_killed_process_is_told_and_can_be_resumed(person, panel: TrainingPanel) -> None:
    person.start("hang")
    person.wait_for_steps()
    os.kill(panel.run.process.process_id, signal.SIGKILL)
    person.wait_for(TrainingState.PAUSED)
    assert "ended unexpectedly" in panel.notice.text
    assert "press Resume" in panel.notice.text
    person.resume("win")
    person.wait_for(TrainingState.FINISHED)
    assert not panel.notice.isVisible()


def test_a_complaint_of_the_process_is_shown_in_its_words(person, panel: TrainingPanel) -> None:
    person.start("complain")
    person.wait_until(panel.notice.isVisible)
    assert "Add photos." in panel.notice.text
    assert panel.run.state is TrainingState.IDLE


def test_a_start_that_is_refused_for_a_run_of_that_name_leaves_that_run_alone(
    person, panel: TrainingPanel, interrupt_run: Callable[..., RunFolder], plan_child: Callable[[str], None]
) -> None:
    person.choose_album()
    interrupt_run("album")  # which the window does not know of
    plan_child("complain")
    person.click(panel.buttons.start)
    person.wait_until(panel.notice.isVisible)
    assert panel.run.state is TrainingState.IDLE
    assert unfinished_runs() == ["album"]


def test_a_start_that_is_discarded_before_it_has_begun_leaves_a_run_of_that_name_alone(
    person, panel: TrainingPanel, interrupt_run: Callable[..., RunFolder], plan_child: Callable[[str], None]
) -> None:
    person.choose_album()
    interrupt_run("album")
    plan_child("complain")
    person.click(panel.buttons.start)
    person.answer("Discard")
    person.click(panel.buttons.cancel)
    person.wait_for(TrainingState.IDLE)
    assert unfinished_runs() == ["album"]


def test_a_mistake_in_the_process_is_reported_as_one(qtbot: QtBot, person) -> None:
    with qtbot.captureExceptions() as mistakes:
        person.start("break")
        person.wait_until(lambda: bool(mistakes))
    assert mistakes[0][0] is TrainingBreakdown
    assert "a mistake in the program" in str(mistakes[0][1])


def test_an_interrupted_run_is_offered_after_a_restart(
    request: pytest.FixtureRequest, interrupt_run: Callable[..., RunFolder], plan_child: Callable[[str], None]
) -> None:
    interrupt_run("Wedding").metrics.append({"step": 20, "elapsed_s": 300})
    plan_child("wait")
    panel, person = (request.getfixturevalue(name) for name in ("panel", "person"))
    person.wait_until(lambda: "Wedding" in panel.unfinished.cards)
    person.click(panel.unfinished.cards["Wedding"].resume_button)
    person.wait_for(TrainingState.RUNNING)
    assert panel.run.name == "Wedding"
    panel.stop()
    assert unfinished_runs() == ["Wedding"]


def test_a_run_that_another_program_trains_is_not_offered_nor_is_its_name(
    request: pytest.FixtureRequest, interrupt_run: Callable[..., RunFolder], other_process: int
) -> None:
    for name in ("album", "School"):
        interrupt_run(name).metrics.path.write_text(
            "step,elapsed_s\n20,3"
        )  # a row that a full disk cut short
    (run_path("album") / "running.lock").write_text(str(other_process))
    panel, person = (request.getfixturevalue(name) for name in ("panel", "person"))
    person.wait_until(lambda: list(panel.unfinished.cards) == ["School"])
    person.choose_album()
    assert panel.setup.name.text() == "album 2"


def test_a_paused_run_that_a_terminal_has_resumed_cannot_be_discarded_meanwhile(
    person, panel: TrainingPanel, other_process: int
) -> None:
    person.pause()
    (run_path("album") / "running.lock").write_text(str(other_process))
    person.answer("Discard")
    person.click(panel.buttons.discard)
    assert "being trained already" in panel.notice.shown_text
    assert run_path("album").exists()


def test_an_interrupted_run_can_be_discarded(person, panel: TrainingPanel) -> None:
    person.pause()
    person.click(panel.buttons.back)
    person.wait_until(lambda: "album" in panel.unfinished.cards)
    person.answer("Discard")
    person.click(panel.unfinished.cards["album"].discard_button)
    person.wait_until(lambda: not panel.unfinished.cards)
    assert unfinished_runs() == []


def test_closing_leaves_no_process_and_a_run_to_resume(person, panel: TrainingPanel) -> None:
    person.train()
    assert panel.is_training
    panel.stop()
    assert not panel.run.process.is_running
    assert unfinished_runs() == ["album"]


def test_everything_that_takes_the_keyboard_has_a_name(
    person, panel: TrainingPanel, save_tiny_model: Callable[..., StoredModel]
) -> None:
    save_tiny_model("photo")
    panel.refresh()
    person.choose_album()
    person.wait_until(lambda: bool(panel.models.rows))
    nameless = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(panel)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert [widget.metaObject().className() for widget in nameless] == []
