from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from core.models.store import StoredModel, find_model, list_models
from desktop_app.look.theme import LIGHT
from desktop_app.training.tuned_models import TunedModels

LEFT = Qt.MouseButton.LeftButton
SaveModel = Callable[..., StoredModel]


@pytest.fixture
def models(qtbot: QtBot, save_tiny_model: SaveModel) -> Iterator[TunedModels]:
    """Shows "photo", and "summer", which was tuned from it and is in use."""
    save_tiny_model("photo")
    save_tiny_model("summer", training={"base": "photo"})
    models = TunedModels()
    models.set_colours(LIGHT)
    models.show_models(list_models(), "summer")
    qtbot.addWidget(models)
    models.show()
    yield models
    models.stop()


def names() -> list[str]:
    return [model.card.name for model in list_models() if not model.bundled]


def test_another_model_can_be_used(qtbot: QtBot, models: TunedModels) -> None:
    assert not models.rows["summer"].use_button.isEnabled()
    with qtbot.waitSignal(models.chosen) as chosen:
        qtbot.mouseClick(models.rows["photo"].use_button, LEFT)
    assert chosen.args == ["photo"]


def test_rolling_back_chooses_what_the_model_was_tuned_from(qtbot: QtBot, models: TunedModels) -> None:
    assert not models.rows["photo"].roll_back.isEnabled()
    with qtbot.waitSignal(models.rolled_back) as rolled_back:
        models.rows["summer"].roll_back.trigger()
    assert rolled_back.args == ["summer", "photo"]


def test_a_model_that_took_its_bases_place_has_none_to_come_from_or_go_back_to(
    qtbot: QtBot, models: TunedModels, save_tiny_model: SaveModel
) -> None:
    album = save_tiny_model("album", training={"base": "album"})
    models.show_models([album], "album")
    facts = [label.text() for label in models.rows["album"].findChildren(QLabel)]
    assert not any("from album" in fact for fact in facts)
    with qtbot.waitSignal(models.rolled_back) as rolled_back:
        models.rows["album"].roll_back.trigger()
    assert rolled_back.args == ["album", None]
    with qtbot.waitSignal(models.deleted) as deleted:
        models.delete(album)
    assert deleted.args == ["album", None]


@pytest.mark.parametrize("base", ["gone", [], None])
def test_rolling_back_to_a_base_that_is_gone_or_no_name_chooses_automatically(
    qtbot: QtBot, models: TunedModels, save_tiny_model: SaveModel, base: object
) -> None:
    name = save_tiny_model("stranger", training={"base": base}).card.name
    models.show_models([find_model(name)], name)
    with qtbot.waitSignal(models.rolled_back) as rolled_back:
        models.rows[name].roll_back.trigger()
    assert rolled_back.args == [name, None]


def test_a_renamed_model_is_told_by_both_names(qtbot: QtBot, models: TunedModels) -> None:
    def type_name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue("autumn")
        dialog.accept()

    QTimer.singleShot(0, type_name)
    with qtbot.waitSignal(models.renamed) as renamed:
        models.rows["summer"].rename.trigger()
    assert renamed.args == ["summer", "autumn"]
    assert names() == ["autumn", "photo"]


def test_a_name_that_is_taken_is_refused_in_words(qtbot: QtBot, models: TunedModels) -> None:
    with qtbot.waitSignal(models.failed) as failed:
        models.rename(find_model("summer"), "photo")
    assert "a name that no model has yet" in str(failed.args[0])


def test_a_deleted_model_is_told_with_its_base(qtbot: QtBot, models: TunedModels) -> None:
    def confirm() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        qtbot.mouseClick(box.button(QMessageBox.StandardButton.Yes), LEFT)

    QTimer.singleShot(0, confirm)
    with qtbot.waitSignal(models.deleted) as deleted:
        models.rows["summer"].delete.trigger()
    assert deleted.args == ["summer", "photo"]
    assert names() == ["photo"]


def test_who_deletes_a_model_is_told_which_interrupted_runs_start_from_it(
    models: TunedModels, interrupt_run: Callable[..., object]
) -> None:
    interrupt_run("Wedding", base="photo")
    questions: dict[str, str] = {}

    def decline(name: str) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        questions[name] = box.text()
        box.reject()

    for name in ("photo", "summer"):
        QTimer.singleShot(0, partial(decline, name))
        models.rows[name].delete.trigger()
    assert "could not go on: Wedding." in questions["photo"]
    assert "Wedding" not in questions["summer"]
    assert names() == ["photo", "summer"]


def test_an_exported_model_can_be_imported_again(qtbot: QtBot, models: TunedModels, tmp_path: Path) -> None:
    summer = find_model("summer")
    with qtbot.waitSignal(models.exported):
        models.export(summer, tmp_path / "summer.zip")
    with qtbot.waitSignal(models.changed):
        models.delete(summer)
    with qtbot.waitSignal(models.changed):
        models.import_from(tmp_path / "summer.zip")
    assert names() == ["photo", "summer"]


def test_a_file_that_is_no_model_is_refused_in_words(
    qtbot: QtBot, models: TunedModels, tmp_path: Path
) -> None:
    (tmp_path / "letter.zip").write_text("Dear aunt")
    with qtbot.waitSignal(models.failed) as failed:
        models.import_from(tmp_path / "letter.zip")
    assert "model" in str(failed.args[0])
    assert names() == ["photo", "summer"]
