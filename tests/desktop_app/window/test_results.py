from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageColor
from PIL.ExifTags import Base
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest

from core.config import OutputOptions, RestoreOptions
from core.images.comparison import INK, SHEET
from core.images.reading import read_photo
from desktop_app.photos.entry import State
from desktop_app.results.files import caption_pixels, save_contact_sheet, save_result_as
from desktop_app.window.main_window import MainWindow

LONG_MS = 60_000


def test_the_result_can_be_copied(done: MainWindow):
    QTest.keySequence(done, "Ctrl+C")
    assert QGuiApplication.clipboard().image().width() == 4 * 48


@pytest.mark.parametrize("ending", ["png", "jpg", "tif", "webp"])
def test_the_result_can_be_saved_in_another_place_and_format(done: MainWindow, tmp_path, ending, qtbot):
    target = tmp_path / "elsewhere" / f"grandma.{ending}"
    target.parent.mkdir()
    with qtbot.waitSignal(done.results.told, timeout=LONG_MS):
        done.results.save_result_to(done.presenter.entry.result, target)
    assert read_photo(target).width == 4 * 48


def test_a_result_of_the_same_format_is_saved_byte_for_byte_whatever_its_ending(
    window, restored, save_photo, tmp_path, qtbot
):
    restored(window, save_photo("photo.jpg"))
    entry, target = window.presenter.entry, tmp_path / "elsewhere.JPEG"
    with qtbot.waitSignal(window.results.told, timeout=LONG_MS):
        window.results.save_result_to(entry.result, target)
    assert target.read_bytes() == entry.result.path.read_bytes()


@pytest.mark.parametrize("ending", ["jfif", "png"])
def test_the_result_of_a_photo_with_a_rare_ending_can_be_saved(
    window, restored, save_photo, tmp_path, ending, qtbot
):
    restored(window, save_photo("photo.jpg").rename(tmp_path / "photo.jfif"))
    target = tmp_path / "elsewhere" / f"grandma.{ending}"
    with qtbot.waitSignal(window.results.told, timeout=LONG_MS):
        window.results.save_result_to(window.presenter.entry.result, target)
    assert read_photo(target).width == 4 * 24


def test_a_result_saved_in_its_own_format_is_without_metadata_where_that_is_chosen(
    window, restored, save_photo, tmp_path, qtbot
):
    photo = save_photo("photo.jpg")
    exif = Image.Exif()
    exif[Base.Artist] = "Oma"
    with Image.open(photo) as image:
        image.save(photo, exif=exif)
    restored(window, photo)
    entry, target = window.presenter.entry, tmp_path / "elsewhere.jpg"
    assert b"Oma" in read_photo(entry.result.path).metadata.exif
    window.restore_panel.output.keep_metadata.setChecked(False)
    with qtbot.waitSignal(window.results.told, timeout=LONG_MS):
        window.results.save_result_to(entry.result, target)
    assert b"Oma" not in (read_photo(target).metadata.exif or b"")


def test_a_contact_sheet_is_made_of_the_pairs_that_are_still_there(
    window, restored, save_photo, tmp_path, qtbot, entry_of
):
    colours = {"a": ("red", "lime"), "b": ("blue", "yellow"), "c": ("cyan", "magenta")}
    restored(window, *(save_photo(f"{name}.png") for name in colours))
    for name, pair in colours.items():
        entry = entry_of(f"{name}.png")
        for path, colour in zip((entry.path, entry.result.path), pair, strict=True):
            Image.new("RGB", (24, 20), colour).save(path)
    entry_of("a.png").result.path.unlink()
    with qtbot.waitSignal(window.results.told, timeout=LONG_MS):
        window.results.make_contact_sheet_at(tmp_path / "sheet.png")
    shown = {tuple(colour) for colour in read_photo(tmp_path / "sheet.png").pixels.reshape(-1, 3).tolist()}
    for name, pair in colours.items():
        assert [ImageColor.getrgb(colour) in shown for colour in pair] == [name != "a"] * 2
    for name in "bc":
        entry_of(f"{name}.png").result.path.unlink()
    with qtbot.waitSignal(window.results.told) as told:
        window.results.make_contact_sheet()
    assert "no photo whose file and result are both still there" in told.args[0]


def test_a_result_saved_in_another_format_names_its_model(done: MainWindow, tmp_path, qtbot):
    target = tmp_path / "photo.tif"
    with qtbot.waitSignal(done.results.told, timeout=LONG_MS):
        done.results.save_result_to(done.presenter.entry.result, target)
    assert f"model {done.presenter.entry.result.model}<".encode() in read_photo(target).metadata.xmp
    assert done.presenter.entry.result.model


def test_pictures_of_a_photo_that_was_only_enlarged_name_no_model(done: MainWindow, photo: Path, tmp_path):
    enlarged = replace(done.presenter.entry.result, options=RestoreOptions(strength=0))
    copy, sheet = tmp_path / "copy.tif", tmp_path / "sheet.png"
    save_result_as(enlarged, copy, OutputOptions(keep_metadata=False))
    save_contact_sheet([(photo, enlarged)], sheet)
    for picture in (copy, sheet):
        assert b"rained" not in read_photo(picture).metadata.xmp


@pytest.mark.parametrize(("kind", "ending"), [("side_by_side", "jpg"), ("split", "png"), ("animated", "gif")])
def test_a_comparison_can_be_exported(done: MainWindow, tmp_path, kind, ending, qtbot):
    target = tmp_path / f"comparison.{ending}"
    with qtbot.waitSignal(done.results.told, timeout=LONG_MS):
        done.results.export_comparison_to(target, kind)
    with Image.open(target) as image:
        assert image.height == 4 * 32
        assert getattr(image, "is_animated", False) == (kind == "animated")


def test_a_split_comparison_is_divided_where_the_view_is(done: MainWindow, tmp_path, qtbot):
    done.view.set_mode("split")
    done.view.main_pane.set_divider(0.6)
    with qtbot.waitSignal(done.results.told, timeout=LONG_MS):
        done.results.export_comparison_to(tmp_path / "split.png", "split")
    pixels = read_photo(tmp_path / "split.png").pixels
    line = np.flatnonzero((pixels == 255).all(axis=(0, 2)))
    assert line.mean() == pytest.approx(done.view.split_position * 4 * 48, abs=2)
    assert line.mean() > 4 * 48 * 0.55


def test_a_caption_is_one_line_however_long_and_in_the_sheets_colours():
    short, long = caption_pixels("Oma", 200, 24), caption_pixels("Oma " * 99, 200, 24)
    for caption in (short, long):
        assert caption.shape == (24, 200, 3)
        assert tuple(caption[0, 0]) == SHEET
        assert (np.abs(caption.astype(int) - INK).max(axis=2) < 40).any()
    assert (short[:, :60] == SHEET).all()


def test_a_result_stays_on_the_contact_sheet_when_a_later_try_fails(
    done: MainWindow, restore_by, photo: Path, tmp_path, qtbot
):
    done.session.set_output(OutputOptions(folder=photo))  # which is no folder
    restore_by("Ctrl+R")
    assert done.presenter.entry.state is State.FAILED
    assert done.actions_by_name["contact_sheet"].isEnabled()
    with qtbot.waitSignal(done.results.told, timeout=LONG_MS):
        done.results.make_contact_sheet_at(tmp_path / "sheet.png")


def test_the_result_is_what_is_dragged_out_of_the_list(done: MainWindow, photo: Path):
    model = done.session.model
    data = model.mimeData([model.index(0)])
    assert data.urls() == [QUrl.fromLocalFile(str(photo.with_name("photo_restored.png")))]


def test_the_result_can_be_dragged_out_of_the_comparison(done: MainWindow, photo: Path, qtbot, monkeypatch):
    dropped = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _actions: dropped.extend(drag.mimeData().urls()))
    viewport, place, start = done.view.main_pane.viewport(), done.view.visible_rect, QPoint(30, 40)
    left_with_ctrl = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    for end in (start + QPoint(60, 0), start + QPoint(2, 0)):  # the second is too short to be meant
        qtbot.mousePress(viewport, *left_with_ctrl, start)
        qtbot.mouseMove(viewport, end)
        qtbot.mouseRelease(viewport, *left_with_ctrl, end)
    assert dropped == [QUrl.fromLocalFile(str(photo.with_name("photo_restored.png")))]
    assert done.view.visible_rect == place


def test_a_result_that_cannot_be_saved_says_why(done: MainWindow, tmp_path, qtbot):
    with qtbot.waitSignal(done.results.failed, timeout=LONG_MS):
        done.results.save_result_to(done.presenter.entry.result, tmp_path / "no" / "such" / "place" / "a.txt")
    assert done.notice.isVisible()
