from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QScrollArea, QWidget

from core.config import OutputOptions, RestoreOptions
from desktop_app.training.panel import TrainingPanel
from desktop_app.translation import Translation
from desktop_app.window.actions import Actions
from desktop_app.window.main_window import MainWindow

SMALL_SCREEN = QSize(1366, 768)
AROUND_A_NAME_PX = 100  # the thumbnail and margins
YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


def test_closing_asks_while_photos_are_being_restored(window, save_photo, qtbot, monkeypatch):
    answers = [NO, YES]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    window.session.runner.started.connect(window.session.runner.pause)  # or they are done before the question
    window.open_paths([save_photo(f"{n}.png", width=300, height=300) for n in range(3)], restore=True)
    qtbot.waitUntil(lambda: window.session.runner.is_busy)
    window.close()
    assert window.isVisible()
    window.close()
    assert not window.isVisible()
    assert answers == []


def test_closing_asks_while_a_model_is_trained_and_lets_its_state_be_saved(window, qtbot, monkeypatch):
    answers, asked, stopped = [NO, YES], [], []
    window.side_panel.setCurrentIndex(1)
    qtbot.waitUntil(lambda: window.training is not None)
    stop = TrainingPanel.stop
    monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words[2]) or answers.pop(0))
    monkeypatch.setattr(TrainingPanel, "stop", lambda panel: stopped.append(panel) or stop(panel))
    with monkeypatch.context() as patch:
        patch.setattr(TrainingPanel, "is_training", True)
        window.close()
        assert window.isVisible() and not stopped
        window.close()
    assert not window.isVisible() and stopped == [window.training]
    assert len(asked) == 2 and all("being trained" in words for words in asked)


def test_holding_backslash_shows_the_original(done: MainWindow):
    done.activateWindow()
    pane = done.view.main_pane
    QTest.keyPress(done.photos, Qt.Key.Key_Backslash)
    assert pane.shows_original_only
    QTest.keyRelease(done.photos, Qt.Key.Key_Backslash)
    assert not pane.shows_original_only


def test_backslash_is_let_go_though_altgr_was_let_go_before(done: MainWindow):
    done.activateWindow()
    as_backslash = (Qt.Key.Key_Backslash, Qt.KeyboardModifier.GroupSwitchModifier)
    as_itself = (Qt.Key.Key_ssharp, Qt.KeyboardModifier.NoModifier)
    for kind, keys, shows_original in (
        (QEvent.Type.KeyPress, as_backslash, True),
        (QEvent.Type.KeyRelease, as_itself, False),
    ):
        QApplication.sendEvent(done.photos, QKeyEvent(kind, *keys, 20, 0, 0))
        assert done.view.main_pane.shows_original_only == shows_original


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


def shown_parts(window: MainWindow) -> list[bool]:
    """Whether each of what surrounds the photo is visible."""
    docks = window.docks
    parts = (window.menuBar(), window.statusBar(), window.toolbar, docks.photos, docks.panel)
    return [part.isVisible() for part in parts]


def test_full_screen_shows_the_photo_alone_and_escape_comes_back(done: MainWindow):
    done.docks.photos.hide()
    QTest.keySequence(done, "F11")
    assert done.isFullScreen() and shown_parts(done) == [False] * 5
    assert done.view.isVisible()
    QTest.keySequence(done, "Esc")
    assert not done.isFullScreen() and shown_parts(done) == [True, True, True, False, True]


def test_the_pause_button_says_in_every_language_what_it_will_do(translation: Translation, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = Actions(parent)
    actions.show_paused(True)
    for language, text in (("en", "Resume"), ("zh_CN", "继续")):
        translation.choose(language)
        actions.retranslate()
        assert (actions["pause"].text(), actions["pause"].toolTip()) == (text, f"{text}  (Ctrl+P)")
    actions.show_paused(False)
    assert actions["pause"].toolTip() == "暂停  (Ctrl+P)"


def test_escape_leaves_full_screen_before_it_cancels(window: MainWindow, save_photo, qtbot):
    window.session.runner.started.connect(window.session.runner.pause)
    window.open_paths([save_photo(f"{n}.png", width=300, height=300) for n in range(3)], restore=True)
    qtbot.waitUntil(lambda: window.session.runner.is_paused)
    QTest.keySequence(window, "F11")
    QTest.keySequence(window, "Esc")
    assert not window.isFullScreen() and window.session.runner.waiting_count == 2
    QTest.keySequence(window, "Esc")
    assert window.session.runner.waiting_count == 0


def test_a_window_closed_in_full_screen_comes_back_with_its_parts(
    window, settings, theme, translation, qtbot
):
    QTest.keySequence(window, "F11")
    window.close()
    again = MainWindow(settings, theme, translation)
    qtbot.addWidget(again)
    again.show()
    assert not again.isFullScreen() and shown_parts(again) == [True] * 5
    again.close()


def test_reset_forgets_every_choice_at_once(done: MainWindow, settings, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_: YES)
    panel, (entry,) = done.restore_panel, done.session.model.entries
    panel.settings.strength.slider.setValue(30)
    panel.output.options_changed.emit(OutputOptions(folder=tmp_path / "elsewhere", quality=50))
    done.actions_by_name["side_by_side"].trigger()
    done.actions_by_name["reset_settings"].trigger()
    assert entry.options == panel.settings.options == settings.restore_options == RestoreOptions()
    assert done.session.queue.output == panel.output.options == OutputOptions()
    assert done.view.mode == "split" and done.actions_by_name["split"].isChecked()


def test_the_theme_can_be_chosen_and_is_remembered(window, settings, theme):
    window.actions_by_name["theme_dark"].trigger()
    assert (settings.theme, theme.colours.scheme) == ("dark", "dark")
    window.actions_by_name["theme_light"].trigger()
    assert theme.colours.scheme == "light"


def test_removing_takes_a_photo_off_the_list_and_leaves_its_file(done: MainWindow, photo: Path, names):
    done.photos.setFocus()
    QTest.keyClick(done.photos, Qt.Key.Key_Delete)
    assert names() == []
    assert photo.exists()
    assert done.empty.isVisible()


def test_hundreds_of_photos_leave_the_list_at_once(window: MainWindow, save_photo, names, qtbot):
    paths = [save_photo(f"{number}.png") for number in range(6)]
    window.open_paths(paths)
    qtbot.waitUntil(lambda: len(names()) == 6)
    removals: list[tuple[int, int]] = []
    window.session.model.rowsRemoved.connect(lambda _, first, last: removals.append((first, last)))
    entries = window.session.model.entries
    window.session.remove([entries[number] for number in (5, 0, 2, 1)])
    assert names() == ["3.png", "4.png"]
    assert removals == [(5, 5), (0, 2)]


def test_what_happens_to_hundreds_of_photos_is_told_at_once(window: MainWindow, open_photos, save_photo):
    open_photos(*(save_photo(f"{number}.png") for number in range(5)))
    model, told = window.session.model, []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    window.restore_panel.settings.strength.slider.setValue(30)
    window.actions_by_name["copy_settings"].trigger()
    assert told == [(0, 0), (1, 4)]
    told.clear()
    window.session.queue.restore([model.entries[row] for row in (4, 1, 0)])
    window.actions_by_name["cancel"].trigger()
    waiting, started, cancelled = [(0, 1), (4, 4)], [(4, 4)], [(0, 1)]
    assert told == waiting + started + cancelled


def test_the_layout_is_remembered(window, settings, theme, translation, qtbot):
    window.docks.panel.hide()
    window.close()
    again = MainWindow(settings, theme, translation)
    qtbot.addWidget(again)
    again.show()
    assert not again.docks.panel.isVisible()
    again.close()


def test_the_first_window_fits_the_screen(window: MainWindow):
    screen = window.screen().availableSize()
    room = screen.expandedTo(window.minimumSize())
    assert window.width() <= room.width() and window.height() <= room.height()


@pytest.mark.parametrize("size", [(1000, 650), (1900, 1200)])
def test_nothing_is_cut_off_at_this_size(window: MainWindow, size: tuple[int, int], qtbot):
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    assert window.minimumSizeHint().width() <= size[0]
    assert window.restore_panel.restore_button.visibleRegion().boundingRect().width() > 100


def test_an_error_pushes_no_part_of_the_photo_out_of_a_small_window(done: MainWindow, qtbot):
    done.resize(done.minimumSizeHint())
    done.notice.tell("photo.png is damaged.\n\nReceived photo.png, which is cut short.", "error")
    done.notice.details_button.click()
    view, notice = done.view, done.notice
    qtbot.waitUntil(lambda: view.mapTo(done, QPoint()) == notice.mapTo(done, QPoint(0, notice.height())))
    assert view.mapTo(done, view.rect().bottomLeft()).y() < done.status.y()


@pytest.mark.usefixtures("large_letters")
def test_large_letters_find_room_in_the_restore_panel(window: MainWindow):
    (area,) = window.restore_panel.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    button = window.restore_panel.restore_button
    assert window.rect().contains(QRect(button.mapTo(window, QPoint()), button.size()))


@pytest.mark.usefixtures("large_letters")
def test_large_letters_leave_room_for_names_in_the_list_on_a_small_screen(window: MainWindow):
    assert window.minimumSizeHint().width() <= SMALL_SCREEN.width()
    window.resize(window.minimumSizeHint())
    ten_letters = 10 * window.fontMetrics().horizontalAdvance("x")
    assert window.photos.width() >= AROUND_A_NAME_PX + ten_letters


@pytest.mark.parametrize(("width", "is_above"), [(300, True), (900, False)])
def test_the_buttons_of_the_empty_window_stand_as_there_is_room(
    window: MainWindow, qtbot, width: int, is_above: bool
):
    empty = window.empty
    empty.setParent(None)
    qtbot.addWidget(empty)
    empty.resize(width, 600)
    empty.show()
    qtbot.waitUntil(lambda: (empty.open_button.geometry().bottom() < empty.folder_button.y()) == is_above)
    assert empty.width() == width
    assert empty.rect().contains(empty.open_button.geometry() | empty.folder_button.geometry())
