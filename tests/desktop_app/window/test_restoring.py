import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.config import OutputOptions
from core.images.reading import read_photo
from core.models.store import find_model, rename_model
from desktop_app.photos.entry import PhotoEntry, State
from desktop_app.photos.pyramid import Pyramid
from desktop_app.viewer import presenter

LONG_MS = 60_000


def save_copy(photo: Path, name: str) -> Path:
    return shutil.copy(photo, photo.with_name(name))


def test_a_photo_is_restored_and_its_result_is_shown(window, restored, photo, qtbot, entry_of):
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None)
    result = photo.with_name("photo_restored.png")
    assert read_photo(result).width == 4 * 48
    assert window.presenter.result.size.width() == 4 * 48
    entry = entry_of("photo.png")
    assert (entry.state, entry.size, entry.result.size) == (State.DONE, (48, 32), (192, 128))


def test_the_restore_button_restores_the_selected_photos(window, open_photos, save_photo, qtbot):
    open_photos(save_photo("a.png"), save_photo("b.png"))
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        qtbot.mouseClick(window.restore_panel.restore_button, Qt.MouseButton.LeftButton)
    assert [entry.state for entry in window.session.model.entries] == [State.DONE, State.READY]


def test_restore_all_leaves_out_what_is_done_already(window, open_photos, restore_by, restored, save_photo):
    restored(window, save_photo("a.png"))
    open_photos(save_photo("b.png"))
    assert restore_by("Ctrl+Shift+R") == [1, 0]


def test_restore_all_says_so_where_all_is_done_already(window, restored, save_photo):
    restored(window, save_photo("a.png"), save_photo("b.png"))
    QTest.keySequence(window, "Ctrl+Shift+R")
    assert window.notice.text == "All photos are restored with these settings already."
    assert [entry.times_restored for entry in window.session.model.entries] == [1, 1]


def test_restore_all_writes_again_what_is_wanted_otherwise_or_is_gone(
    window, open_photos, restore_by, restored, photo
):
    restored(window, photo)
    photo.with_name("photo_restored.png").unlink()
    open_photos(save_copy(photo, "b.png"))
    assert restore_by("Ctrl+Shift+R") == [2, 0]
    assert photo.with_name("photo_restored.png").exists()
    output = window.restore_panel.output
    output.format.setCurrentIndex(output.format.findData("tiff"))
    output.format.activated.emit(output.format.currentIndex())
    assert restore_by("Ctrl+Shift+R") == [2, 0]
    assert photo.with_name("photo_restored.tif").exists()


def test_a_result_written_again_under_its_name_is_shown_as_it_is_now(
    window, restore_by, restored, photo, qtbot
):
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None)
    first = window.presenter.result
    photo.with_name("photo_restored.png").unlink()
    restore_by("Ctrl+R")
    qtbot.waitUntil(lambda: window.presenter.result is not None and window.presenter.result is not first)


@pytest.mark.parametrize("size", [(48, 32), (32, 48)], ids=["of other content", "turned"])
def test_the_result_of_what_a_photo_no_longer_is_is_not_shown_and_made_anew(
    window, restore_by, restored, photo, save_photo, qtbot, entry_of, size
):
    restored(window, photo, save_photo("other.png"))
    window.photos.choose(entry_of("other.png"))
    save_photo(photo.name, width=size[0], height=size[1], seed=1)
    window.photos.choose(entry_of("photo.png"))
    qtbot.waitUntil(lambda: window.view.has_preview, timeout=LONG_MS)
    assert window.presenter.result is None
    assert entry_of("photo.png").state is State.READY
    assert not window.actions_by_name["export_comparison"].isEnabled()
    first = entry_of("photo.png").result.path.read_bytes()
    assert restore_by("Ctrl+Shift+R") == [1, 0]
    qtbot.waitUntil(lambda: window.presenter.result is not None and not window.view.has_preview)
    assert window.presenter.result.size.toTuple() == (4 * size[0], 4 * size[1])
    assert entry_of("photo.png").is_result_current
    assert photo.with_name("photo_restored.png").read_bytes() == first
    assert entry_of("photo.png").result.path == photo.with_name("photo_restored_2.png")


def test_a_photo_that_was_replaced_by_a_larger_one_is_enlarged_as_it_is_now(
    open_photos, restore_by, photo, save_photo, qtbot, entry_of
):
    open_photos(photo)
    qtbot.waitUntil(lambda: entry_of("photo.png").size is not None)
    save_photo(photo.name, width=1300, height=8)
    assert restore_by("Ctrl+R") == [1, 0]
    assert entry_of("photo.png").result.size == (2600, 16)


def test_a_deep_scan_restored_as_it_comes_in_is_enlarged_by_its_size(window, restored, tmp_path, entry_of):
    tifffile.imwrite(tmp_path / "deep.tif", np.zeros((8, 1300, 3), np.float32), photometric="rgb")
    restored(window, tmp_path / "deep.tif")
    assert entry_of("deep.tif").result.size == (2600, 16)


def test_a_photo_whose_file_was_merely_touched_keeps_its_result(
    window, restored, photo, save_photo, qtbot, entry_of
):
    restored(window, photo, save_photo("other.png"))
    qtbot.waitUntil(lambda: entry_of("photo.png").seen_digest is not None, timeout=LONG_MS)
    window.photos.choose(entry_of("other.png"))
    os.utime(photo, (1, 1))
    window.photos.choose(entry_of("photo.png"))
    qtbot.waitUntil(lambda: window.presenter.result is not None, timeout=LONG_MS)
    assert entry_of("photo.png").is_result_current
    assert not window.view.has_preview


def test_restoring_again_replaces_the_result_of_this_session(window, restore_by, restored, photo):
    restored(window, photo)
    window.restore_panel.settings.scale.chosen.emit(2)
    restore_by("Ctrl+R")
    assert read_photo(photo.with_name("photo_restored.png")).width == 2 * 48
    assert not photo.with_name("photo_restored_2.png").exists()


def test_restoring_again_replaces_no_file_of_another_origin(window, restore_by, restored, photo):
    earlier = photo.with_name("photo_restored.png")
    earlier.write_bytes(b"precious")
    restored(window, photo)
    window.restore_panel.settings.scale.chosen.emit(2)
    restore_by("Ctrl+R")
    assert earlier.read_bytes() == b"precious"
    assert read_photo(photo.with_name("photo_restored_2.png")).width == 2 * 48
    assert not photo.with_name("photo_restored_3.png").exists()


def test_a_result_that_others_have_changed_is_not_replaced(window, restore_by, restored, photo):
    restored(window, photo)
    retouched = photo.with_name("photo_restored.png")
    retouched.write_bytes(b"retouched with another program")
    restore_by("Ctrl+R")
    assert retouched.read_bytes() == b"retouched with another program"
    assert photo.with_name("photo_restored_2.png").exists()


def test_a_result_that_is_a_photo_of_the_list_is_not_replaced(
    window, open_photos, restore_by, restored, photo, entry_of
):
    restored(window, photo)
    result = photo.with_name("photo_restored.png")
    before = result.read_bytes()
    open_photos(result)
    window.photos.choose(entry_of("photo.png"))
    window.restore_panel.settings.scale.chosen.emit(2)
    restore_by("Ctrl+R")
    assert result.read_bytes() == before
    assert entry_of("photo.png").result.path.name == "photo_restored_2.png"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("is_asked_for_again", [False, True])
def test_a_waiting_photo_is_restored_with_the_settings_it_has_when_its_turn_comes(
    window, qtbot, is_asked_for_again
):
    window.session.queue.restore(window.session.model.entries)
    window.session.runner.pause()
    waiting = window.session.model.entries[2]
    window.session.set_options([waiting], replace(waiting.options, strength=0.25))
    if is_asked_for_again:
        window.session.queue.restore([waiting])
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        window.session.runner.resume()
    assert waiting.result.options.strength == 0.25
    assert waiting.is_result_current and waiting.times_restored == 1


def test_a_photo_that_is_being_cancelled_can_be_asked_for_again(window, photo, qtbot, entry_of):
    window.open_paths([photo], restore=True)
    qtbot.waitUntil(lambda: window.session.runner.is_busy)
    window.session.runner.pause()
    entry = entry_of("photo.png")
    qtbot.waitUntil(lambda: entry.state is State.RUNNING)
    window.session.set_options([entry], replace(entry.options, strength=0.25))
    window.session.runner.cancel()
    assert window.status.work_text.startswith("Stopping")
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS) as finished:
        window.session.queue.restore([entry])
    assert finished.args == [1, 0]
    assert entry.result.options.strength == 0.25


def test_restore_all_takes_back_an_outdated_job(
    window, open_photos, restored, photo, save_photo, qtbot, entry_of
):
    restored(window, photo)
    entry = entry_of("photo.png")
    as_it_was = entry.options
    open_photos(save_photo("first.png"))
    window.session.queue.restore([entry_of("first.png")])
    window.session.runner.pause()
    window.session.set_options([entry], replace(as_it_was, strength=0.25))
    window.session.queue.restore([entry])
    window.session.set_options([entry], as_it_was)
    window.session.queue.restore_all()
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS) as finished:
        window.session.runner.resume()
    assert entry.is_result_current and entry.result.options == as_it_was
    assert finished.args == [2, 0]


@pytest.mark.usefixtures("three")
def test_a_reset_slider_counts_for_every_selected_photo(window):
    first, second, _ = window.session.model.entries
    window.session.set_options([second], replace(second.options, grain=0.9))
    window.photos.choose(first)
    window.photos.selectAll()
    window.restore_panel.settings.grain.reset()
    assert second.options.grain == 0


@pytest.mark.usefixtures("three")
def test_del_takes_waiting_photos_out_of_the_queue(window, qtbot, names):
    window.session.queue.restore(window.session.model.entries)
    window.session.runner.pause()
    qtbot.waitUntil(lambda: window.session.model.entries[0].state is State.RUNNING)
    window.session.remove(window.session.model.entries)  # but for the one that is being worked on
    assert names() == ["a.png"]
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS) as finished:
        window.session.runner.resume()
    assert finished.args == [1, 0]


@pytest.mark.usefixtures("three")
def test_what_is_changed_for_several_photos_leaves_their_other_settings(window):
    first, second, _ = window.session.model.entries
    window.session.set_options([second], replace(second.options, scale=2, model="tiny"))
    window.photos.choose(first)
    window.photos.selectAll()
    window.restore_panel.settings.strength.slider.setValue(30)
    assert first.options.strength == second.options.strength == 0.3
    assert (second.options.scale, second.options.model) == (2, "tiny")
    assert first.options.scale != 2


def test_results_of_pasted_pictures_lie_among_the_persons_own_and_it_is_said_where(
    window, restore_by, paste_picture, own_pictures
):
    for name in ("pasted_restored.png", "pasted_restored_2.png"):
        paste_picture()
        restore_by("Ctrl+R")
        result = own_pictures / "Heirloom" / name
        assert read_photo(result).width == 4 * 40
        assert name in window.notice.shown_text and str(result.parent) in window.notice.shown_text


def test_a_pasted_pictures_result_goes_where_results_are_chosen_to_go(
    window, restore_by, paste_picture, own_pictures, tmp_path
):
    window.session.set_output(OutputOptions(folder=tmp_path / "results"))
    paste_picture()
    restore_by("Ctrl+R")
    assert (tmp_path / "results" / "pasted_restored.png").exists()
    assert not own_pictures.exists()


def test_the_zoom_that_is_told_is_that_of_the_preview_once_it_is_there(window, photo, qtbot):
    window.open_paths([photo])
    qtbot.waitUntil(lambda: window.view.main_pane.preview.pyramid is not None, timeout=LONG_MS)
    assert window.status.zoom_text == f"{100 * window.view.zoom:.0f} %"


def test_every_change_is_previewed_until_the_whole_is_done(window, restore_by, restored, photo, qtbot):
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None)
    window.restore_panel.settings.strength.slider.setValue(20)
    qtbot.waitUntil(lambda: window.view.main_pane.preview.pyramid is not None, timeout=LONG_MS)
    restore_by("Ctrl+R")
    qtbot.waitUntil(lambda: window.view.main_pane.preview.pyramid is None)


def test_settings_are_kept_by_photo_and_can_be_copied_to_all(window, open_photos, save_photo):
    open_photos(save_photo("a.png"), save_photo("b.png"))
    window.restore_panel.settings.strength.slider.setValue(30)
    assert [entry.options.strength for entry in window.session.model.entries] == [0.3, 1.0]
    QTest.keySequence(window, "Ctrl+Down")
    assert window.restore_panel.settings.options.strength == 1.0
    QTest.keySequence(window, "Ctrl+Up")
    QTest.keySequence(window, "Ctrl+Shift+A")
    assert [entry.options.strength for entry in window.session.model.entries] == [0.3, 0.3]


def test_settings_are_remembered_for_the_next_photo_and_the_next_start(
    window, open_photos, settings, photo, save_photo
):
    open_photos(photo)
    window.restore_panel.settings.grain.slider.setValue(40)
    window.restore_panel.output.quality.setValue(77)
    assert settings.restore_options.grain == 0.4
    assert settings.output_options.quality == 77
    open_photos(save_photo("next.png"))
    assert window.session.model.entries[1].options.grain == 0.4


@pytest.fixture
def three(window, open_photos, save_photo) -> list[PhotoEntry]:
    """Photos in the list, of which the first is shown and selected."""
    open_photos(*(save_photo(f"{name}.png") for name in "abc"))
    return window.session.model.entries


def test_the_shown_photo_is_the_one_that_is_worked_on(window, three):
    first, second, third = three
    for keys, shown in (("Ctrl+Down", second), ("Ctrl+Down", third), ("Ctrl+Up", second), ("Ctrl+Up", first)):
        QTest.keySequence(window, keys)
        assert window.presenter.entry is shown
        assert window.photos.selected_entries == [shown]
    window.photos.setFocus()
    QTest.keyClick(window.photos, Qt.Key.Key_Delete)
    assert window.photos.selected_entries == [window.presenter.entry] == [second]
    assert len(window.photos.selectedIndexes()) == 1
    window.photos.clearSelection()  # as a click below the last photo does
    assert window.photos.selected_entries == [second]
    QTest.keyClick(window.photos, Qt.Key.Key_Delete)
    QTest.keyClick(window.photos, Qt.Key.Key_Delete)
    assert window.session.model.entries == []


def test_the_device_counts_for_all_photos_is_remembered_and_makes_no_result_outdated(
    window, open_photos, restored, photo, save_photo, settings
):
    restored(window, photo)
    open_photos(save_photo("b.png"))
    window.actions_by_name["device_cpu"].trigger()
    QTest.keySequence(window, "Ctrl+Up")
    window.restore_panel.settings.grain.slider.setValue(0)
    done, new = window.session.model.entries
    assert (done.options.device, new.options.device, settings.restore_options.device) == ("cpu",) * 3
    assert done.is_result_current


def test_photos_follow_a_model_that_is_renamed_and_its_base_when_it_is_deleted(
    window, three, settings, save_tiny_model, qtbot
):
    save_tiny_model("mine", training={"base": "tiny"})
    window.session.list_models()
    window.photos.selectAll()
    window.options.use_model("mine")
    QTest.keySequence(window, "Ctrl+Down")
    window.side_panel.setCurrentIndex(1)
    for change, name in (
        (lambda m: m.rename(find_model("mine"), "ours"), "ours"),
        (lambda m: m.delete(find_model("ours")), "tiny"),
    ):
        qtbot.waitUntil(lambda: bool(window.training and window.training.models.rows), timeout=LONG_MS)
        with qtbot.waitSignal(window.training.models.changed):
            change(window.training.models)
        assert [entry.options.model for entry in three] == [name] * 3
        assert settings.restore_options.model == window.restore_panel.settings.options.model == name


def test_a_model_to_use_is_used_for_all_photos(window, three, settings, save_tiny_model, qtbot):
    save_tiny_model("mine")
    window.side_panel.setCurrentIndex(1)
    qtbot.waitUntil(lambda: bool(window.training and window.training.models.rows), timeout=LONG_MS)
    qtbot.mouseClick(window.training.models.rows["mine"].use_button, Qt.MouseButton.LeftButton)
    assert [entry.options.model for entry in three] == ["mine"] * 3
    assert settings.restore_options.model == "mine"


def test_rolling_back_leaves_other_models_where_they_were_chosen(window, three, save_tiny_model, qtbot):
    save_tiny_model("mine", training={"base": "tiny"})
    window.options.use_model("mine")
    three[2].options = replace(three[2].options, model="other")
    window.side_panel.setCurrentIndex(1)
    qtbot.waitUntil(lambda: bool(window.training and window.training.models.rows), timeout=LONG_MS)
    window.training.models.rows["mine"].roll_back.trigger()
    assert [entry.options.model for entry in three] == ["tiny", "tiny", "other"]
    assert window.training.models.rows["mine"].use_button.isEnabled()


def test_restore_all_tries_again_what_failed_though_an_earlier_result_is_there(
    window, restore_by, restored, photo, save_photo, no_space, monkeypatch, qtbot, entry_of
):
    restored(window, photo, save_photo("other.png"))
    with monkeypatch.context() as patch, qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        patch.setattr(os, "fsync", no_space)
        window.session.queue.restore([entry_of("photo.png")])
    assert entry_of("photo.png").state is State.FAILED
    assert restore_by("Ctrl+Shift+R") == [1, 0]


def test_what_is_being_restored_counts_as_done_on_the_device_that_is_chosen_meanwhile(window, three, qtbot):
    window.photos.selectAll()
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        QTest.keySequence(window, "Ctrl+R")
        assert three[0].state is State.RUNNING
        window.actions_by_name["device_cpu"].trigger()
    assert all(entry.is_result_current for entry in three)


def test_queued_photos_follow_a_renamed_model(window, three, save_tiny_model, qtbot):
    save_tiny_model("mine")
    window.photos.selectAll()
    window.options.use_model("mine")
    with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
        QTest.keySequence(window, "Ctrl+R")
        window.session.runner.pause()
        rename_model(find_model("mine"), "ours")
        window.options.rename_model("mine", "ours")
        window.session.runner.resume()
    assert [entry.state for entry in three[1:]] == [State.DONE, State.DONE]


def test_what_a_cancelled_restoring_left_undone_is_previewed(done, qtbot):
    done.restore_panel.settings.strength.slider.setValue(20)
    QTest.keySequence(done, "Ctrl+R")
    done.session.runner.cancel()
    preview = done.view.main_pane.preview
    qtbot.waitUntil(lambda: preview.pyramid is not None, timeout=LONG_MS)
    first = preview.pyramid
    done.restore_panel.settings.strength.slider.setValue(90)  # and the same over an earlier preview
    QTest.keySequence(done, "Ctrl+R")
    done.session.runner.cancel()
    qtbot.waitUntil(lambda: preview.pyramid is not first, timeout=LONG_MS)


def test_a_result_that_is_read_late_is_not_shown_over_the_next_photo(
    window, open_photos, restored, photo, qtbot, entry_of, monkeypatch
):
    restored(window, photo)
    open_photos(save_copy(photo, "next.png"))
    first_is_left, open_pyramid = threading.Event(), presenter.open_pyramid

    def slow(path: Path) -> Pyramid:
        first_is_left.wait(10)
        return open_pyramid(path)

    monkeypatch.setattr(presenter, "open_pyramid", slow)
    window.photos.choose(entry_of("next.png"))
    qtbot.waitUntil(lambda: window.presenter.photo is not None)
    window.photos.choose(entry_of("photo.png"))
    qtbot.waitUntil(lambda: window.presenter.photo is not None)  # whose result is being read now
    window.photos.choose(entry_of("next.png"))
    first_is_left.set()
    qtbot.waitUntil(lambda: window.presenter.photo is not None)
    assert window.presenter.result is None


def test_going_back_to_the_settings_of_the_result_shows_it_again(done, qtbot):
    slider, preview = done.restore_panel.settings.strength.slider, done.view.main_pane.preview
    slider.setValue(20)
    qtbot.waitUntil(lambda: preview.pyramid is not None, timeout=LONG_MS)
    slider.setValue(100)
    assert preview.pyramid is None
    assert done.presenter.result is not None


def test_a_model_that_is_gone_is_named_and_not_taken_for_the_programs_choice(window):
    panel = window.restore_panel.settings
    window.options.use_model("gone")
    assert (panel.model.currentIndex(), panel.model.placeholderText()) == (-1, "gone")
    window.options.replace_model("gone", None)
    assert panel.model.currentText().startswith("Automatic")
