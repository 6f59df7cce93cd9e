import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from core.images.reading import read_photo
from desktop_app.photos.entry import State
from desktop_app.window.main_window import MainWindow

LONG_MS = 60_000
YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


def names(window: MainWindow) -> list[str]:
    return [entry.path.name for entry in window.session.model.entries]


def entry_of(window: MainWindow, name: str):
    return next(entry for entry in window.session.model.entries if entry.path.name == name)


@pytest.fixture
def photo(save_photo: Callable[..., Path]) -> Path:
    return save_photo("photo.png", width=48, height=32)


# Getting photos in


def test_an_empty_window_says_what_to_do(window: MainWindow):
    assert window.empty.isVisible()
    assert not window.actions_by_name["restore"].isEnabled()


@pytest.mark.parametrize("place", ["window", "list", "panel", "comparison"])
def test_photos_can_be_dropped_anywhere(window: MainWindow, drop, photo: Path, place: str, qtbot):
    targets = {"list": window.photos, "panel": window.restore_panel, "comparison": window.empty}
    target = targets.get(place, window)
    assert place == "window" or not target.acceptDrops()  # so that Qt hands the drop on to the window
    with qtbot.waitSignal(window.session.photos_added):
        drop(window, photo)
    assert names(window) == ["photo.png"]
    assert window.view.isVisible()


def test_a_dropped_folder_gives_its_photos_and_no_earlier_results(window, drop, save_photo, tmp_path, qtbot):
    for name in ("album/b.png", "album/deep/a.png", "album/b_restored.png"):
        save_photo(name)
    (tmp_path / "album" / "notes.txt").write_text("not a photo")
    with qtbot.waitSignal(window.session.photos_added):
        drop(window, tmp_path / "album")
    assert names(window) == ["b.png", "a.png"]


def test_a_photo_comes_into_the_list_once(window, drop, photo, qtbot):
    for _ in range(2):
        with qtbot.waitSignal(window.session.photos_added):
            drop(window, photo)
    assert names(window) == ["photo.png"]


def test_thumbnails_and_sizes_come_in_the_background(window, photo, qtbot):
    window.open_paths([photo])
    qtbot.waitUntil(lambda: bool(window.session.model.entries))
    qtbot.waitUntil(lambda: not window.session.model.entries[0].thumbnail.isNull())
    assert window.session.model.entries[0].size == (48, 32)


def test_hundreds_of_photos_are_in_the_list_at_once(window, tmp_path, qtbot):
    Image.new("RGB", (8, 8)).save(tmp_path / "p000.png")
    for number in range(1, 300):
        (tmp_path / f"p{number:03}.png").hardlink_to(tmp_path / "p000.png")
    with qtbot.waitSignal(window.session.photos_added, timeout=2000):
        window.open_paths([tmp_path])
    assert len(names(window)) >= 1


def test_a_picture_can_be_pasted(window, qtbot):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(window.session.photos_added):
        QTest.keySequence(window, "Ctrl+V")
    assert names(window) == ["pasted.png"]


def test_a_copied_file_can_be_pasted(window, photo, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(window.session.photos_added):
        QTest.keySequence(window, "Ctrl+V")
    assert names(window) == ["photo.png"]


def test_recent_photos_can_be_opened_again(window, settings, photo, qtbot):
    settings.add_recent([photo])
    menu = window.menus.submenus["recent"]
    menu.aboutToShow.emit()
    with qtbot.waitSignal(window.session.photos_added):
        menu.actions()[0].trigger()
    assert names(window) == ["photo.png"]


# Restoring


def test_a_photo_is_restored_and_its_result_is_shown(window, restored, photo, qtbot):
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None)
    result = photo.with_name("photo_restored.png")
    assert read_photo(result).width == 4 * 48
    assert window.presenter.result.size.width() == 4 * 48
    assert entry_of(window, "photo.png").state is State.DONE


def test_the_restore_button_restores_the_selected_photos(window, save_photo, qtbot):
    window.open_paths([save_photo("a.png"), save_photo("b.png")])
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        qtbot.mouseClick(window.restore_panel.restore_button, Qt.MouseButton.LeftButton)
    assert [entry.state for entry in window.session.model.entries] == [State.DONE, State.READY]


def test_restore_all_leaves_out_what_is_done_already(window, restored, save_photo, qtbot):
    restored(window, save_photo("a.png"))
    window.open_paths([save_photo("b.png")])
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS) as finished:
        QTest.keySequence(window, "Ctrl+Shift+R")
    assert finished.args == [1, 0]


def test_restoring_again_replaces_the_result_of_this_session(window, restored, photo, qtbot):
    restored(window, photo)
    window.restore_panel.settings.scale.chosen.emit(2)
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        QTest.keySequence(window, "Ctrl+R")
    assert read_photo(photo.with_name("photo_restored.png")).width == 2 * 48
    assert not photo.with_name("photo_restored_2.png").exists()


def test_every_change_is_previewed_until_the_whole_is_done(window, restored, photo, qtbot):
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None)
    window.restore_panel.settings.strength.slider.setValue(20)
    qtbot.waitUntil(lambda: window.view.main_pane.preview.pyramid is not None, timeout=LONG_MS)
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        QTest.keySequence(window, "Ctrl+R")
    qtbot.waitUntil(lambda: window.view.main_pane.preview.pyramid is None)


def test_settings_are_kept_by_photo_and_can_be_copied_to_all(window, save_photo, qtbot):
    window.open_paths([save_photo("a.png"), save_photo("b.png")])
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    window.restore_panel.settings.strength.slider.setValue(30)
    assert [entry.options.strength for entry in window.session.model.entries] == [0.3, 1.0]
    QTest.keySequence(window, "Ctrl+Down")
    assert window.restore_panel.settings.options.strength == 1.0
    QTest.keySequence(window, "Ctrl+Up")
    QTest.keySequence(window, "Ctrl+Shift+A")
    assert [entry.options.strength for entry in window.session.model.entries] == [0.3, 0.3]


def test_settings_are_remembered_for_the_next_start(window, settings, photo, qtbot):
    window.open_paths([photo])
    qtbot.waitUntil(lambda: len(names(window)) == 1)
    window.restore_panel.settings.grain.slider.setValue(40)
    window.restore_panel.output.quality.setValue(77)
    assert settings.restore_options.grain == 0.4
    assert settings.output_options.quality == 77


# Results


@pytest.fixture
def done(window: MainWindow, restored, photo: Path, qtbot) -> MainWindow:
    """A window with one photo, restored and shown."""
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None and window.presenter.photo is not None)
    return window


def test_the_result_can_be_copied(done: MainWindow):
    QTest.keySequence(done, "Ctrl+C")
    assert QGuiApplication.clipboard().image().width() == 4 * 48


@pytest.mark.parametrize("ending", ["png", "jpg", "tif", "webp"])
def test_the_result_can_be_saved_in_another_place_and_format(done: MainWindow, tmp_path, ending, qtbot):
    target = tmp_path / "elsewhere" / f"grandma.{ending}"
    target.parent.mkdir()
    with qtbot.waitSignal(done.results.told, timeout=LONG_MS):
        done.results.save_result_to(done.presenter.entry, target)
    assert read_photo(target).width == 4 * 48


@pytest.mark.parametrize(("kind", "ending"), [("side_by_side", "jpg"), ("split", "png"), ("animated", "gif")])
def test_a_comparison_can_be_exported(done: MainWindow, tmp_path, kind, ending, qtbot):
    target = tmp_path / f"comparison.{ending}"
    with qtbot.waitSignal(done.results.told, timeout=LONG_MS):
        done.results.export_comparison_to(target, kind)
    with Image.open(target) as image:
        assert image.height == 4 * 32
        assert getattr(image, "is_animated", False) == (kind == "animated")


def test_a_contact_sheet_shows_all_finished_pairs(done: MainWindow, tmp_path, qtbot):
    target = tmp_path / "sheet.png"
    with qtbot.waitSignal(done.results.told, timeout=LONG_MS):
        done.results.make_contact_sheet_at(target)
    assert read_photo(target).width > 900


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
        done.results.save_result_to(done.presenter.entry, tmp_path / "no" / "such" / "place" / "a.txt")
    assert done.notice.isVisible()


# Bad input


def test_a_text_file_is_told_once_and_the_rest_goes_on(window, restored, save_photo, tmp_path):
    text = tmp_path / "letter.txt"
    text.write_text("Dear Grandma")
    restored(window, text, save_photo("sound.png"))
    assert entry_of(window, "letter.txt").state is State.FAILED
    assert "holds no photo" in entry_of(window, "letter.txt").reason
    assert entry_of(window, "sound.png").state is State.DONE
    assert window.notice.isVisible()


def test_a_broken_photo_fails_in_plain_words(window, restored, save_photo):
    broken = save_photo("broken.png", width=200, height=200)
    broken.write_bytes(broken.read_bytes()[:300])
    restored(window, broken)
    assert "damaged" in entry_of(window, "broken.png").reason


def test_a_folder_without_photos_is_told(window, drop, tmp_path, qtbot):
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.session.failed):
        drop(window, tmp_path / "empty")
    assert "holds no photos" in window.notice.text


def test_a_vanished_photo_fails_and_can_be_tried_again(window, photo, qtbot):
    content = photo.read_bytes()
    window.open_paths([photo])
    qtbot.waitUntil(lambda: window.presenter.photo is not None)
    photo.unlink()
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS) as finished:
        QTest.keySequence(window, "Ctrl+R")
    assert finished.args == [0, 1]
    assert "There is no file" in entry_of(window, "photo.png").reason
    photo.write_bytes(content)
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS) as finished:
        QTest.keySequence(window, "F5")
    assert finished.args == [1, 0]


def test_a_folder_that_cannot_be_written_fails_with_a_remedy(window, restored, photo, tmp_path):
    in_the_way = tmp_path / "results"
    in_the_way.write_text("a file where the folder should be")
    window.session.queue.output = replace(window.session.queue.output, folder=in_the_way)
    restored(window, photo)
    assert "cannot be written" in entry_of(window, "photo.png").reason


def test_a_full_disk_fails_with_a_remedy(window, restored, photo, monkeypatch):
    def write_bytes(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    restored(window, photo)
    assert "Free some space" in entry_of(window, "photo.png").reason


def test_without_a_model_the_window_says_so(window, restored, photo, own_home):
    for folder in (own_home / "models").iterdir():
        folder.rename(folder.with_name(".gone"))
        (folder.with_name(".gone") / "model.json").unlink()
    window.session.set_options([], replace(window.restore_panel.settings.options, model="gone"))
    restored(window, photo)
    assert entry_of(window, "photo.png").state is State.FAILED
    assert "gone" in entry_of(window, "photo.png").reason


# The window itself


def test_closing_asks_while_photos_are_being_restored(window, save_photo, qtbot, monkeypatch):
    answers = [NO, YES]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    window.open_paths([save_photo(f"{n}.png", width=300, height=300) for n in range(3)], restore=True)
    qtbot.waitUntil(lambda: window.session.runner.is_busy)
    window.close()
    assert window.isVisible()
    window.close()
    assert not window.isVisible()
    assert answers == []


def test_holding_backslash_shows_the_original(done: MainWindow):
    done.activateWindow()
    pane = done.view.main_pane
    QTest.keyPress(done.photos, Qt.Key.Key_Backslash)
    assert pane.shows_original_only
    QTest.keyRelease(done.photos, Qt.Key.Key_Backslash)
    assert not pane.shows_original_only


@pytest.mark.parametrize(("keys", "mode"), [("Y", "side_by_side"), ("Shift+Y", "split"), ("X", "single")])
def test_keys_choose_the_view(done: MainWindow, settings, keys, mode):
    QTest.keySequence(done, keys)
    assert done.view.mode == settings.view_mode == mode


def test_keys_zoom(done: MainWindow):
    QTest.keySequence(done, "Ctrl+1")
    assert done.view.zoom == pytest.approx(1.0)
    assert done.status.zoom_text == "100 %"
    QTest.keySequence(done, "Ctrl+0")
    assert done.view.main_pane.is_fitting


def test_full_screen_hides_the_bars_and_escape_comes_back(done: MainWindow):
    QTest.keySequence(done, "F11")
    assert done.isFullScreen() and not done.menuBar().isVisible()
    QTest.keySequence(done, "Esc")
    assert not done.isFullScreen() and done.menuBar().isVisible()


def test_the_theme_can_be_chosen_and_is_remembered(window, settings, theme):
    window.actions_by_name["theme_dark"].trigger()
    assert (settings.theme, theme.colours.scheme) == ("dark", "dark")
    window.actions_by_name["theme_light"].trigger()
    assert theme.colours.scheme == "light"


def test_removing_takes_a_photo_off_the_list_and_leaves_its_file(done: MainWindow, photo: Path):
    done.photos.setFocus()
    QTest.keyClick(done.photos, Qt.Key.Key_Delete)
    assert names(done) == []
    assert photo.exists()
    assert done.empty.isVisible()


def test_the_layout_is_remembered(window, settings, theme, translation, qtbot):
    window.panel_dock.hide()
    window.close()
    again = MainWindow(settings, theme, translation)
    qtbot.addWidget(again)
    again.show()
    assert not again.panel_dock.isVisible()
    again.close()


@pytest.mark.parametrize("size", [(1000, 650), (1900, 1200)])
def test_nothing_is_cut_off_at_this_size(window: MainWindow, size: tuple[int, int], qtbot):
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    assert window.minimumSizeHint().width() <= size[0]
    assert window.restore_panel.restore_button.visibleRegion().boundingRect().width() > 100
