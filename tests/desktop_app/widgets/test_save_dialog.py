from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.widgets.save_dialog import SaveDialog

PICTURES, ANIMATION = "Pictures (*.jpg *.png)", "Animation (*.gif)"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(window: QWidget, tmp_path: Path) -> SaveDialog:
    dialog = SaveDialog(window, "Save", tmp_path / "grandma.jpg", [PICTURES, ANIMATION])
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog


def name_of(dialog: SaveDialog) -> QLineEdit:
    return dialog.findChild(QLineEdit, "fileNameEdit")


def name_it(dialog: SaveDialog, name: str) -> None:
    """Type `name` and press Save, as soon as the dialog is open."""

    def type_and_save() -> None:
        name_of(dialog).setText(name)
        dialog.accept()

    QTimer.singleShot(0, type_and_save)


def test_a_name_without_an_ending_gets_one(dialog: SaveDialog, tmp_path: Path):
    name_it(dialog, "my grandma")
    assert dialog.ask() == (tmp_path / "my grandma.jpg", PICTURES)


def test_the_ending_follows_the_kind(dialog: SaveDialog, tmp_path: Path):
    def choose_animation() -> None:
        kinds = dialog.findChild(QComboBox, "fileTypeCombo")
        kinds.setCurrentIndex(1)
        kinds.activated.emit(1)
        assert name_of(dialog).text() == "grandma.gif"
        dialog.accept()

    QTimer.singleShot(0, choose_animation)
    assert dialog.ask() == (tmp_path / "grandma.gif", ANIMATION)


def test_a_file_that_is_there_is_asked_about_under_its_whole_name(dialog: SaveDialog, tmp_path: Path):
    (tmp_path / "taken.jpg").touch()
    asked: list[str] = []

    def refuse() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.reject()
        QTimer.singleShot(0, dialog.reject)

    def name_it() -> None:
        name_of(dialog).setText("taken")
        QTimer.singleShot(0, refuse)
        dialog.accept()

    QTimer.singleShot(0, name_it)
    assert dialog.ask() is None
    assert "taken.jpg" in asked[0]


def test_a_name_with_a_dot_in_it_gets_an_ending_too(dialog: SaveDialog, tmp_path: Path):
    name_it(dialog, "Oma 1.5.1931")
    assert dialog.ask() == (tmp_path / "Oma 1.5.1931.jpg", PICTURES)


@pytest.mark.parametrize("may_write", [True, False])
def test_a_file_that_is_there_is_asked_about_where_the_ending_came_later(
    dialog: SaveDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may_write: bool
):
    (tmp_path / "Oma 1.5.jpg").touch()
    asked: list[str] = []
    answer = QMessageBox.StandardButton.Yes if may_write else QMessageBox.StandardButton.No
    monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words[2]) or answer)

    name_it(dialog, "Oma 1.5")
    assert dialog.ask() == ((tmp_path / "Oma 1.5.jpg", PICTURES) if may_write else None)
    assert asked == ["Oma 1.5.jpg already exists. Replace it?"]


def test_a_typed_ending_chooses_the_kind(dialog: SaveDialog, tmp_path: Path):
    name_it(dialog, "moving.gif")
    assert dialog.ask() == (tmp_path / "moving.gif", ANIMATION)
