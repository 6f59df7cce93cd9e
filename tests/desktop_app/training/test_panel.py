import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.models.store import StoredModel, find_model
from core.training import album as album_module
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from core.training.run_list import run_path, unfinished_runs
from desktop_app.look.theme import Theme
from desktop_app.settings import Settings
from desktop_app.training import run
from desktop_app.training.panel import TrainingBreakdown, TrainingPanel
from desktop_app.training.run import TrainingState
from desktop_app.translation import Translation

Plan = Callable[[str], None]
LEFT = Qt.MouseButton.LeftButton


def drop(panel: TrainingPanel, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, keys = panel.setup.album.rect().center(), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        panel.setup.album, QDragEnterEvent(place, Qt.DropAction.CopyAction, data, LEFT, keys)
    )
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, LEFT, keys)
    QApplication.sendEvent(panel.setup.album, event)


def set_up(qtbot: QtBot, panel: TrainingPanel, album: Path) -> None:
    drop(panel, album)
    qtbot.waitUntil(panel.buttons.start.isEnabled, timeout=20_000)


def choose(box: QComboBox, value: str | None) -> None:
    row = box.findData(value)
    box.setCurrentIndex(row)
    box.activated.emit(row)  # as a click in its list does


def start(qtbot: QtBot, panel: TrainingPanel, album: Path) -> None:
    set_up(qtbot, panel, album)
    qtbot.mouseClick(panel.buttons.start, LEFT)


def wait_for(qtbot: QtBot, panel: TrainingPanel, state: TrainingState) -> None:
    qtbot.waitUntil(lambda: panel.run.state is state, timeout=20_000)


def wait_for_steps(qtbot: QtBot, panel: TrainingPanel) -> None:
    qtbot.waitUntil(lambda: "step 20" in panel.view.progress_text.text(), timeout=20_000)


def pause(qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan) -> None:
    """Begin a run, and pause it after some steps."""
    plan_child("wait")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    qtbot.mouseClick(panel.buttons.pause, LEFT)
    wait_for(qtbot, panel, TrainingState.PAUSED)


def interrupt(name: str, album: Path, base: str | None = None) -> RunFolder:
    """Leave a run as a terminal that was interrupted does."""
    interrupted = RunFolder(run_path(name))
    interrupted.create(TrainingOptions(folder=album, name=name, minutes=20, base=base))
    interrupted.checkpoint.touch()
    return interrupted


def answer_with(qtbot: QtBot, text: str) -> None:
    """Click the button `text` of the message box that opens next."""

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = next(each for each in box.buttons() if each.text().replace("&", "") == text)
        qtbot.mouseClick(button, LEFT)

    QTimer.singleShot(0, click)


def test_a_dropped_album_tells_what_is_usable_and_why_the_rest_is_not(
    qtbot: QtBot, panel: TrainingPanel, album: Path
) -> None:
    assert not panel.buttons.start.isEnabled()
    set_up(qtbot, panel, album)
    assert "3" in panel.setup.album.hint.text()
    qtbot.mouseClick(panel.setup.album.reasons_button, LEFT)
    reasons = panel.setup.album.reasons
    assert reasons.isVisible()
    texts = [reasons.item(row).text() for row in range(reasons.count())]
    assert any("tiny.png: Too small" in text for text in texts)
    assert any("broken.jpg" in text for text in texts)
    assert panel.setup.name.text() == "album"


def test_why_photos_are_left_out_is_said_again_in_another_language(
    qtbot: QtBot, panel: TrainingPanel, album: Path, translation: Translation
) -> None:
    set_up(qtbot, panel, album)
    reasons = panel.setup.album.reasons
    translation.choose("zh_CN")
    qtbot.waitUntil(lambda: any("太小" in reasons.item(row).text() for row in range(reasons.count())))


def test_an_own_time_can_be_seen_and_typed(panel: TrainingPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.setup.minutes.buttons[-1], LEFT)
    field = panel.setup.own_minutes
    qtbot.waitUntil(lambda: field.lineEdit().width() > 100)
    QTest.keyClicks(field, "45")
    assert panel.setup.chosen_minutes == 45


def test_a_dropped_file_is_answered_with_what_to_drop(panel: TrainingPanel, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear aunt")
    drop(panel, file)
    assert "one folder" in panel.setup.album.hint.text()
    assert not panel.buttons.start.isEnabled()


def test_what_to_drop_is_said_again_in_another_language(
    panel: TrainingPanel, tmp_path: Path, translation: Translation, qtbot: QtBot
) -> None:
    drop(panel, tmp_path, tmp_path)
    assert "one folder" in panel.setup.album.hint.text()
    translation.choose("zh_CN")
    qtbot.waitUntil(lambda: "一个" in panel.setup.album.hint.text())


def test_notices_are_said_again_in_another_language(
    panel: TrainingPanel, translation: Translation, qtbot: QtBot
) -> None:
    panel.run.lost.emit("")
    assert "ended unexpectedly" in panel.notice.shown_text
    translation.choose("zh_CN")
    qtbot.waitUntil(lambda: "意外" in panel.notice.shown_text)
    panel.models.exported.emit("album.zip")
    assert "album.zip" in panel.notice.shown_text
    translation.choose("en")
    qtbot.waitUntil(lambda: panel.notice.shown_text == "Exported as album.zip.")


def test_a_late_look_through_an_album_is_not_taken_for_that_of_the_next(
    panel: TrainingPanel, album: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, has_gone_on = threading.Event(), threading.Event()
    scan_album = album_module.scan_album

    def slow_scan(folder: Path, **options: Any) -> album_module.AlbumScan:
        scan = scan_album(folder, **options)
        if not first.is_set():
            first.set()
            has_gone_on.wait(10)
        return scan

    monkeypatch.setattr(album_module, "scan_album", slow_scan)
    (tmp_path / "empty").mkdir()
    drop(panel, album)
    qtbot.waitUntil(first.is_set)
    drop(panel, tmp_path / "empty")
    has_gone_on.set()
    qtbot.waitUntil(lambda: "holds no photos" in panel.setup.album.hint.text(), timeout=20_000)
    assert panel.setup.album.usable_count == 0
    assert not panel.buttons.start.isEnabled()


def test_a_folder_without_photos_is_answered_with_what_is_needed(
    qtbot: QtBot, panel: TrainingPanel, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    drop(panel, tmp_path / "empty")
    qtbot.waitUntil(lambda: "holds no photos" in panel.setup.album.hint.text(), timeout=20_000)
    assert not panel.buttons.start.isEnabled()


def test_a_run_starts_from_a_model_that_restores_and_enlarges_unless_another_is_chosen(
    qtbot: QtBot, panel: TrainingPanel
) -> None:
    qtbot.waitUntil(lambda: panel.setup.base.count() > 1)
    assert panel.setup.base.currentData() == "restore-x4"


def test_the_options_are_what_was_clicked(
    qtbot: QtBot, panel: TrainingPanel, album: Path, save_tiny_model: Callable[..., StoredModel]
) -> None:
    save_tiny_model("photo")
    panel.refresh()
    set_up(qtbot, panel, album)
    base = panel.setup.base
    qtbot.waitUntil(lambda: base.findData("photo") > 0)
    choose(base, "photo")
    panel.setup.name.selectAll()
    qtbot.keyClicks(panel.setup.name, "Summer")
    qtbot.mouseClick(panel.setup.objective.buttons[1], LEFT)
    qtbot.mouseClick(panel.setup.minutes.buttons[3], LEFT)
    qtbot.keyClicks(panel.setup.own_minutes, "7")
    assert panel.setup.options == TrainingOptions(
        folder=album, name="Summer", minutes=7, objective="detail", base="photo"
    )
    choose(base, None)
    qtbot.mouseClick(panel.setup.may_stop_early, LEFT)
    qtbot.mouseClick(panel.setup.scale.buttons[0], LEFT)
    assert panel.setup.options == TrainingOptions(
        folder=album, name="Summer", minutes=7, objective="detail", scale=2, early_stopping=6
    )


def test_a_new_network_is_offered_no_scale_at_which_it_has_nothing_to_learn(panel: TrainingPanel) -> None:
    assert [button.text()[0] for button in panel.setup.scale.buttons] == ["2", "4"]


def test_a_name_that_cannot_be_a_folders_cannot_be_started(
    qtbot: QtBot, panel: TrainingPanel, album: Path
) -> None:
    set_up(qtbot, panel, album)
    qtbot.keyClicks(panel.setup.name, "/2")
    assert not panel.buttons.start.isEnabled()
    assert panel.setup.hints["name"].isVisible()


def test_why_a_name_cannot_be_started_with_is_said(qtbot: QtBot, panel: TrainingPanel, album: Path) -> None:
    interrupt("Wedding", album)
    panel.refresh()
    set_up(qtbot, panel, album)
    qtbot.waitUntil(lambda: "Wedding" in panel.unfinished.cards, timeout=20_000)
    reasons = {"": "needs a name", "Wedding": "unfinished run", "restore-x4": "came with the program"}
    for name, reason in reasons.items():
        panel.setup.name.setText(name)
        panel.setup.name.textEdited.emit(name)
        assert reason in panel.setup.hints["name"].text()
        assert not panel.buttons.start.isEnabled()


def test_the_name_of_an_interrupted_run_is_not_suggested_again(
    qtbot: QtBot, panel: TrainingPanel, album: Path
) -> None:
    interrupted = RunFolder(run_path("album"))
    interrupted.create(TrainingOptions(folder=album, name="album", minutes=20))
    interrupted.checkpoint.touch()
    panel.refresh()
    qtbot.waitUntil(lambda: "album" in panel.unfinished.cards, timeout=20_000)
    set_up(qtbot, panel, album)
    assert panel.setup.name.text() == "album 2"


def test_the_longest_name_widens_nothing(qtbot: QtBot, panel: TrainingPanel, album: Path) -> None:
    name = "Tom and Jerry and everyone else whom we met in that summer without an end"
    interrupt(name, album)
    before = panel.setup.minimumSizeHint().width()
    panel.refresh()
    qtbot.waitUntil(lambda: name in panel.unfinished.cards, timeout=20_000)
    assert panel.unfinished.minimumSizeHint().width() <= max(before, 300)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Oma\N{RIGHT SINGLE QUOTATION MARK}s Fotos", "Oma's Fotos"),
        ("Photos & Scans", "Photos Scans"),
        ("_scans", "scans"),
        ("Oma Mu\N{COMBINING DIAERESIS}ller", "Oma Müller"),
        ("ครอบครัว", "ครอบครัว"),
        ("x" * 90, "x" * 80),
        ("2019 (Italy)", "2019 (Italy)"),
        ("相册\N{FULLWIDTH COLON}一", "相册 一"),
        ("#", "My album"),
        ("con", "My album"),
    ],
)
def test_the_name_that_is_suggested_can_be_started_with(
    qtbot: QtBot, panel: TrainingPanel, album: Path, folder: str, name: str
) -> None:
    set_up(qtbot, panel, album.rename(album.with_name(folder)))
    assert panel.setup.name.text() == name


def test_a_run_still_starts_from_the_chosen_model_when_that_is_renamed_and_from_another_when_it_is_gone(
    qtbot: QtBot, panel: TrainingPanel, save_tiny_model: Callable[..., StoredModel]
) -> None:
    save_tiny_model("mine")
    panel.refresh()
    base = panel.setup.base
    qtbot.waitUntil(lambda: base.findData("mine") > 0)
    choose(base, "mine")
    panel.models.rename(find_model("mine"), "ours")
    qtbot.waitUntil(lambda: "ours" in panel.models.rows)
    assert base.currentData() == "ours"
    panel.models.delete(find_model("ours"))
    qtbot.waitUntil(lambda: "ours" not in panel.models.rows)
    assert base.currentData() == "restore-x4"


def test_an_interrupted_run_still_starts_from_its_model_when_that_is_renamed(
    qtbot: QtBot, panel: TrainingPanel, album: Path, save_tiny_model: Callable[..., StoredModel]
) -> None:
    interrupted = interrupt("Wedding", album, base="mine")
    panel.models.rename(save_tiny_model("mine"), "ours")
    qtbot.waitUntil(lambda: interrupted.read_options().base == "ours", timeout=20_000)


def test_the_estimate_follows_the_last_runs_pace_and_admits_when_there_was_none(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    assert "not known yet" in panel.setup.hints["minutes"].text()
    plan_child("win")
    start(qtbot, panel, album)
    wait_for(qtbot, panel, TrainingState.FINISHED)
    qtbot.mouseClick(panel.buttons.back, LEFT)
    assert "1,200 steps" in panel.setup.hints["minutes"].text()  # 10 steps in 10 s, 20 min


def test_a_run_shows_progress_curves_and_samples(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("wait")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    qtbot.waitUntil(lambda: panel.view.charts is not None, timeout=20_000)
    charts = panel.view.charts
    assert charts is not None
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


def test_steps_that_were_rolled_back_count_neither_for_the_pace_nor_for_the_curves(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("be rolled back and wait")  # to step 10, to play 10 steps in 5 s
    start(qtbot, panel, album)
    qtbot.waitUntil(lambda: "step 30" in panel.view.progress_text.text(), timeout=20_000)
    assert "2 steps a second" in panel.view.progress_text.text()
    qtbot.waitUntil(lambda: panel.view.charts is not None, timeout=20_000)
    charts = panel.view.charts
    assert charts is not None
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


def test_earlier_samples_can_be_looked_at_again(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("wait")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    history = panel.view.strip.history
    qtbot.waitUntil(lambda: history.maximum() == 1)
    assert history.value() == 1
    qtbot.keyClick(history, Qt.Key.Key_Left)
    assert history.toolTip() == "Step 10"


def test_a_model_that_wins_can_be_used(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan, settings: Settings
) -> None:
    plan_child("win")
    qtbot.mouseClick(panel.setup.minutes.buttons[0], LEFT)
    with qtbot.waitSignal(panel.models_changed, timeout=20_000):
        start(qtbot, panel, album)
    wait_for(qtbot, panel, TrainingState.FINISHED)
    assert settings.training_minutes == 5
    assert panel.view.verdict.title.text() == "Your model wins"
    with qtbot.waitSignal(panel.model_chosen) as chosen:
        qtbot.mouseClick(panel.buttons.use, LEFT)
    assert chosen.args == ["album"]
    assert panel.run.state is TrainingState.IDLE


def test_a_model_that_does_not_win_is_not_offered(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("lose")
    start(qtbot, panel, album)
    wait_for(qtbot, panel, TrainingState.FINISHED)
    assert panel.view.verdict.title.text() == "No gain this time"
    assert not panel.buttons.use.isVisible()


def test_a_paused_run_goes_on_with_its_curves(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    pause(qtbot, panel, album, plan_child)
    assert not panel.is_training
    assert not panel.notice.isVisible()
    plan_child("win")
    qtbot.mouseClick(panel.buttons.resume, LEFT)
    wait_for(qtbot, panel, TrainingState.FINISHED)
    qtbot.waitUntil(lambda: panel.view.charts is not None, timeout=20_000)
    charts = panel.view.charts
    assert charts is not None
    assert charts.losses.points["pixel"][0] == [10, 20, 30, 40]


def test_cancelling_can_keep_the_run_for_later(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("wait")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    answer_with(qtbot, "Keep for later")
    qtbot.mouseClick(panel.buttons.cancel, LEFT)
    wait_for(qtbot, panel, TrainingState.PAUSED)
    assert unfinished_runs() == ["album"]


def test_cancelling_can_discard_the_run_and_that_one_alone(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("wait")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    answer_with(qtbot, "Discard")
    qtbot.mouseClick(panel.buttons.cancel, LEFT)
    wait_for(qtbot, panel, TrainingState.IDLE)
    assert not run_path("album").exists()
    pause(qtbot, panel, album, plan_child)
    assert unfinished_runs() == ["album"]


def test_a_run_that_cannot_be_discarded_is_told_and_stays_to_be_resumed(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_name: str) -> None:
        raise PermissionError("a file of it is open in another program")

    plan_child("wait")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    monkeypatch.setattr(run, "delete_run", refuse)
    answer_with(qtbot, "Discard")
    qtbot.mouseClick(panel.buttons.cancel, LEFT)
    wait_for(qtbot, panel, TrainingState.PAUSED)
    assert "open in another program" in panel.notice.text
    assert panel.buttons.resume.isEnabled()


def test_a_run_goes_on_when_cancelling_is_taken_back(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("wait")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    answer_with(qtbot, "Go on training")
    qtbot.mouseClick(panel.buttons.cancel, LEFT)
    assert panel.run.state is TrainingState.RUNNING


def test_a_killed_process_is_told_and_can_be_resumed(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("hang")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    os.kill(panel.run.process.process_id, signal.SIGKILL)
    wait_for(qtbot, panel, TrainingState.PAUSED)
    assert "ended unexpectedly" in panel.notice.text
    assert "press Resume" in panel.notice.text
    plan_child("win")
    qtbot.mouseClick(panel.buttons.resume, LEFT)
    wait_for(qtbot, panel, TrainingState.FINISHED)
    assert not panel.notice.isVisible()


def test_a_complaint_of_the_process_is_shown_in_its_words(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("complain")
    start(qtbot, panel, album)
    qtbot.waitUntil(panel.notice.isVisible, timeout=20_000)
    assert "Add photos." in panel.notice.text
    assert panel.run.state is TrainingState.IDLE


def test_a_start_that_is_refused_for_a_run_of_that_name_leaves_that_run_alone(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    set_up(qtbot, panel, album)
    interrupt("album", album)  # which the window does not know of
    plan_child("complain")
    qtbot.mouseClick(panel.buttons.start, LEFT)
    qtbot.waitUntil(panel.notice.isVisible, timeout=20_000)
    assert panel.run.state is TrainingState.IDLE
    assert unfinished_runs() == ["album"]


def test_a_start_that_is_discarded_before_it_has_begun_leaves_a_run_of_that_name_alone(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    set_up(qtbot, panel, album)
    interrupt("album", album)
    plan_child("complain")
    qtbot.mouseClick(panel.buttons.start, LEFT)
    answer_with(qtbot, "Discard")
    qtbot.mouseClick(panel.buttons.cancel, LEFT)
    wait_for(qtbot, panel, TrainingState.IDLE)
    assert unfinished_runs() == ["album"]


def test_a_mistake_in_the_process_is_reported_as_one(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("break")
    with qtbot.captureExceptions() as mistakes:
        start(qtbot, panel, album)
        qtbot.waitUntil(lambda: bool(mistakes), timeout=20_000)
    assert mistakes[0][0] is TrainingBreakdown
    assert "a mistake in the program" in str(mistakes[0][1])


def test_an_interrupted_run_is_offered_after_a_restart(
    qtbot: QtBot, theme: Theme, settings: Settings, album: Path, plan_child: Plan
) -> None:
    run = interrupt("Wedding", album)
    run.metrics.append({"step": 20, "elapsed_s": 300})
    plan_child("wait")
    panel = TrainingPanel(settings, theme)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: "Wedding" in panel.unfinished.cards, timeout=20_000)
    qtbot.mouseClick(panel.unfinished.cards["Wedding"].resume_button, LEFT)
    wait_for(qtbot, panel, TrainingState.RUNNING)
    assert panel.run.name == "Wedding"
    panel.stop()
    assert unfinished_runs() == ["Wedding"]


def test_a_run_that_another_program_trains_is_not_offered_nor_is_its_name(
    qtbot: QtBot, theme: Theme, settings: Settings, album: Path, other_process: int
) -> None:
    for name in ("album", "School"):
        run = interrupt(name, album)
        run.metrics.path.write_text("step,elapsed_s\n20,3")  # a row that a full disk cut short
    (run_path("album") / "running.lock").write_text(str(other_process))
    panel = TrainingPanel(settings, theme)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: list(panel.unfinished.cards) == ["School"], timeout=20_000)
    set_up(qtbot, panel, album)
    assert panel.setup.name.text() == "album 2"
    panel.stop()


def test_a_paused_run_that_a_terminal_has_resumed_cannot_be_discarded_meanwhile(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan, other_process: int
) -> None:
    pause(qtbot, panel, album, plan_child)
    (run_path("album") / "running.lock").write_text(str(other_process))
    answer_with(qtbot, "Discard")
    qtbot.mouseClick(panel.buttons.discard, LEFT)
    assert "being trained already" in panel.notice.shown_text
    assert run_path("album").exists()


def test_an_interrupted_run_can_be_discarded(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    pause(qtbot, panel, album, plan_child)
    qtbot.mouseClick(panel.buttons.back, LEFT)
    qtbot.waitUntil(lambda: "album" in panel.unfinished.cards, timeout=20_000)
    answer_with(qtbot, "Discard")
    qtbot.mouseClick(panel.unfinished.cards["album"].discard_button, LEFT)
    qtbot.waitUntil(lambda: not panel.unfinished.cards, timeout=20_000)
    assert unfinished_runs() == []


def test_closing_leaves_no_process_and_a_run_to_resume(
    qtbot: QtBot, panel: TrainingPanel, album: Path, plan_child: Plan
) -> None:
    plan_child("wait")
    start(qtbot, panel, album)
    wait_for_steps(qtbot, panel)
    assert panel.is_training
    panel.stop()
    assert not panel.run.process.is_running
    assert unfinished_runs() == ["album"]


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, panel: TrainingPanel, album: Path, save_tiny_model: Callable[..., StoredModel]
) -> None:
    save_tiny_model("photo")
    panel.refresh()
    set_up(qtbot, panel, album)
    qtbot.waitUntil(lambda: bool(panel.models.rows), timeout=20_000)
    nameless = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(panel)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert [widget.metaObject().className() for widget in nameless] == []
