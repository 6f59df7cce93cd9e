from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.config import OutputOptions
from core.images.reading import read_photo
from desktop_app.photos.entry import State

LONG_MS = 60_000


def test_a_photo_is_restored_and_its_result_is_shown(window, restored, photo, qtbot, entry_of):
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None)
    result = photo.with_name("photo_restored.png")
    assert read_photo(result).width == 4 * 48
    assert window.presenter.result.size.width() == 4 * 48
    assert entry_of("photo.png").state is State.DONE


def test_the_restore_button_restores_the_selected_photos(window, save_photo, qtbot, names):
    window.open_paths([save_photo("a.png"), save_photo("b.png")])
    qtbot.waitUntil(lambda: len(names()) == 2)
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        qtbot.mouseClick(window.restore_panel.restore_button, Qt.MouseButton.LeftButton)
    assert [entry.state for entry in window.session.model.entries] == [State.DONE, State.READY]


def test_restore_all_leaves_out_what_is_done_already(window, restored, save_photo, qtbot, names):
    restored(window, save_photo("a.png"))
    window.open_paths([save_photo("b.png")])
    qtbot.waitUntil(lambda: len(names()) == 2)
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


def test_restoring_again_replaces_no_file_of_another_origin(window, restored, photo, qtbot):
    earlier = photo.with_name("photo_restored.png")
    earlier.write_bytes(b"precious")
    restored(window, photo)
    window.restore_panel.settings.scale.chosen.emit(2)
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        QTest.keySequence(window, "Ctrl+R")
    assert earlier.read_bytes() == b"precious"
    assert read_photo(photo.with_name("photo_restored_2.png")).width == 2 * 48
    assert not photo.with_name("photo_restored_3.png").exists()


def test_results_of_pasted_pictures_lie_among_the_persons_own_and_it_is_said_where(
    window, paste_picture, own_pictures, qtbot
):
    for name in ("pasted_restored.png", "pasted_restored_2.png"):
        paste_picture()
        with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
            QTest.keySequence(window, "Ctrl+R")
        result = own_pictures / "Heirloom" / name
        assert read_photo(result).width == 4 * 40
        assert name in window.notice.shown_text and str(result.parent) in window.notice.shown_text


def test_a_pasted_pictures_result_goes_where_results_are_chosen_to_go(
    window, paste_picture, own_pictures, tmp_path, qtbot
):
    window.session.queue.output = OutputOptions(folder=tmp_path / "results")
    paste_picture()
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        QTest.keySequence(window, "Ctrl+R")
    assert (tmp_path / "results" / "pasted_restored.png").exists()
    assert not own_pictures.exists()


def test_every_change_is_previewed_until_the_whole_is_done(window, restored, photo, qtbot):
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None)
    window.restore_panel.settings.strength.slider.setValue(20)
    qtbot.waitUntil(lambda: window.view.main_pane.preview.pyramid is not None, timeout=LONG_MS)
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        QTest.keySequence(window, "Ctrl+R")
    qtbot.waitUntil(lambda: window.view.main_pane.preview.pyramid is None)


def test_settings_are_kept_by_photo_and_can_be_copied_to_all(window, save_photo, qtbot, names):
    window.open_paths([save_photo("a.png"), save_photo("b.png")])
    qtbot.waitUntil(lambda: len(names()) == 2)
    window.restore_panel.settings.strength.slider.setValue(30)
    assert [entry.options.strength for entry in window.session.model.entries] == [0.3, 1.0]
    QTest.keySequence(window, "Ctrl+Down")
    assert window.restore_panel.settings.options.strength == 1.0
    QTest.keySequence(window, "Ctrl+Up")
    QTest.keySequence(window, "Ctrl+Shift+A")
    assert [entry.options.strength for entry in window.session.model.entries] == [0.3, 0.3]


def test_settings_are_remembered_for_the_next_start(window, settings, photo, qtbot, names):
    window.open_paths([photo])
    qtbot.waitUntil(lambda: len(names()) == 1)
    window.restore_panel.settings.grain.slider.setValue(40)
    window.restore_panel.output.quality.setValue(77)
    assert settings.restore_options.grain == 0.4
    assert settings.output_options.quality == 77
