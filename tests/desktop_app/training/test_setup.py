import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from core.models.store import StoredModel, find_model
from core.training import album as album_module
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from desktop_app.training.panel import TrainingPanel
from desktop_app.translation import Translation

LEFT = Qt.MouseButton.LeftButton


def choose(box: QComboBox, value: str | None) -> None:
    row = box.findData(value)
    box.setCurrentIndex(row)
    box.activated.emit(row)  # as a click in its list does


def test_a_dropped_album_tells_what_is_usable_and_why_the_rest_is_not(person, panel: TrainingPanel) -> None:
    assert not panel.buttons.start.isEnabled()
    person.choose_album()
    assert "3" in panel.setup.album.hint.text()
    person.click(panel.setup.album.reasons_button)
    reasons = panel.setup.album.reasons
    assert reasons.isVisible()
    texts = [reasons.item(row).text() for row in range(reasons.count())]
    assert any("tiny.png: Too small" in text for text in texts)
    assert any("broken.jpg" in text for text in texts)
    assert panel.setup.name.text() == "album"


def test_why_photos_are_left_out_is_said_again_in_another_language(
    qtbot: QtBot, person, panel: TrainingPanel, translation: Translation
) -> None:
    person.choose_album()
    reasons = panel.setup.album.reasons
    translation.choose("zh_CN")
    qtbot.waitUntil(lambda: any("太小" in reasons.item(row).text() for row in range(reasons.count())))


def test_an_own_time_can_be_seen_and_typed(qtbot: QtBot, panel: TrainingPanel) -> None:
    qtbot.mouseClick(panel.setup.minutes.buttons[-1], LEFT)
    field = panel.setup.own_minutes
    qtbot.waitUntil(lambda: field.lineEdit().width() > 100)
    QTest.keyClicks(field, "45")
    assert panel.setup.chosen_minutes == 45


def test_a_dropped_file_is_answered_with_what_to_drop(
    panel: TrainingPanel, tmp_path: Path, drop: Callable[..., object]
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear aunt")
    drop(panel.setup.album, file)
    assert "one folder" in panel.setup.album.hint.text()
    assert not panel.buttons.start.isEnabled()


def test_what_to_drop_is_said_again_in_another_language(
    qtbot: QtBot, panel: TrainingPanel, tmp_path: Path, drop: Callable[..., object], translation: Translation
) -> None:
    drop(panel.setup.album, tmp_path, tmp_path)
    assert "one folder" in panel.setup.album.hint.text()
    translation.choose("zh_CN")
    qtbot.waitUntil(lambda: "一个" in panel.setup.album.hint.text())


def test_a_late_look_through_an_album_is_not_taken_for_that_of_the_next(
    qtbot: QtBot,
    panel: TrainingPanel,
    album: Path,
    tmp_path: Path,
    drop: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
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
    drop(panel.setup.album, album)
    qtbot.waitUntil(first.is_set)
    drop(panel.setup.album, tmp_path / "empty")
    has_gone_on.set()
    qtbot.waitUntil(lambda: "holds no photos" in panel.setup.album.hint.text(), timeout=20_000)
    assert panel.setup.album.usable_count == 0
    assert not panel.buttons.start.isEnabled()


def test_a_run_starts_from_a_model_that_restores_and_enlarges_unless_another_is_chosen(
    qtbot: QtBot, panel: TrainingPanel
) -> None:
    qtbot.waitUntil(lambda: panel.setup.base.count() > 1)
    assert panel.setup.base.currentData() == "restore-x4"


def test_the_options_are_what_was_clicked(
    qtbot: QtBot, person, panel: TrainingPanel, album: Path, save_tiny_model: Callable[..., StoredModel]
) -> None:
    save_tiny_model("photo")
    panel.refresh()
    person.choose_album()
    base = panel.setup.base
    qtbot.waitUntil(lambda: base.findData("photo") > 0)
    choose(base, "photo")
    panel.setup.name.selectAll()
    qtbot.keyClicks(panel.setup.name, "Summer")
    person.click(panel.setup.objective.buttons[1])
    person.click(panel.setup.minutes.buttons[3])
    qtbot.keyClicks(panel.setup.own_minutes, "7")
    assert panel.setup.options == TrainingOptions(
        folder=album, name="Summer", minutes=7, objective="detail", base="photo"
    )
    choose(base, None)
    person.click(panel.setup.may_stop_early)
    person.click(panel.setup.scale.buttons[0])
    assert panel.setup.options == TrainingOptions(
        folder=album, name="Summer", minutes=7, objective="detail", scale=2, early_stopping=6
    )


def test_a_new_network_is_offered_no_scale_at_which_it_has_nothing_to_learn(panel: TrainingPanel) -> None:
    assert [button.text()[0] for button in panel.setup.scale.buttons] == ["2", "4"]


def test_a_name_that_cannot_be_a_folders_cannot_be_started(
    qtbot: QtBot, person, panel: TrainingPanel
) -> None:
    person.choose_album()
    qtbot.keyClicks(panel.setup.name, "/2")
    assert not panel.buttons.start.isEnabled()
    assert panel.setup.hints["name"].isVisible()


def test_why_a_name_cannot_be_started_with_is_said(
    person, panel: TrainingPanel, interrupt_run: Callable[..., RunFolder]
) -> None:
    interrupt_run("Wedding")
    panel.refresh()
    person.choose_album()
    person.wait_until(lambda: "Wedding" in panel.unfinished.cards)
    reasons = {"": "needs a name", "Wedding": "unfinished run", "restore-x4": "came with the program"}
    for name, reason in reasons.items():
        panel.setup.name.setText(name)
        panel.setup.name.textEdited.emit(name)
        assert reason in panel.setup.hints["name"].text()
        assert not panel.buttons.start.isEnabled()


def test_the_name_of_an_interrupted_run_is_not_suggested_again(
    person, panel: TrainingPanel, interrupt_run: Callable[..., RunFolder]
) -> None:
    interrupt_run("album")
    panel.refresh()
    person.wait_until(lambda: "album" in panel.unfinished.cards)
    person.choose_album()
    assert panel.setup.name.text() == "album 2"


def test_the_longest_name_widens_nothing(
    qtbot: QtBot, panel: TrainingPanel, interrupt_run: Callable[..., RunFolder]
) -> None:
    name = "Tom and Jerry and everyone else whom we met in that summer without an end"
    interrupt_run(name)
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
    person, panel: TrainingPanel, album: Path, folder: str, name: str
) -> None:
    person.choose_album(album.rename(album.with_name(folder)))
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
    qtbot: QtBot,
    panel: TrainingPanel,
    interrupt_run: Callable[..., RunFolder],
    save_tiny_model: Callable[..., StoredModel],
) -> None:
    interrupted = interrupt_run("Wedding", base="mine")
    panel.models.rename(save_tiny_model("mine"), "ours")
    qtbot.waitUntil(lambda: interrupted.read_options().base == "ours", timeout=20_000)
