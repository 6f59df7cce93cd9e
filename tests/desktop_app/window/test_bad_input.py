import os
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from core.config import OutputOptions
from desktop_app.photos.entry import State
from desktop_app.photos.state_text import state_text

LONG_MS = 60_000


def test_a_text_file_is_told_once_and_the_rest_goes_on(window, restored, save_photo, tmp_path, entry_of):
    text = tmp_path / "letter.txt"
    text.write_text("Dear Grandma")
    restored(window, text, save_photo("sound.png"))
    assert entry_of("letter.txt").state is State.FAILED
    assert "holds no photo" in entry_of("letter.txt").reason
    assert entry_of("sound.png").state is State.DONE
    assert window.notice.isVisible()
    said = window.session.model.index(0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert said.startswith("is no photo that can be read")


def test_a_broken_photo_fails_in_plain_words(window, restored, save_photo, entry_of):
    broken = save_photo("broken.png", width=200, height=200)
    broken.write_bytes(broken.read_bytes()[:300])
    restored(window, broken)
    assert "damaged" in entry_of("broken.png").reason


def test_a_folder_without_photos_is_told(window, drop, tmp_path, qtbot):
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.session.failed):
        drop(window, tmp_path / "empty")
    assert "holds no photos" in window.notice.text


def test_several_problems_make_one_message(window, drop, tmp_path, qtbot):
    for name in ("attic", "cellar"):
        (tmp_path / name).mkdir()
    with qtbot.waitSignal(window.session.failed):
        drop(window, tmp_path / "attic", tmp_path / "cellar")
    told = window.notice.shown_text.splitlines()
    assert [line.partition(" holds")[0] for line in told] == ["The folder attic", "The folder cellar"]


def test_a_message_outlasts_the_photos_that_come_with_what_it_tells_of(window, drop, photo, tmp_path, qtbot):
    (tmp_path / "attic").mkdir()
    drop(window, tmp_path / "attic", photo)
    qtbot.waitUntil(lambda: window.presenter.photo is not None)
    assert window.notice.isVisible() and "attic" in window.notice.shown_text


def test_what_is_wrong_with_a_photo_leaves_with_it(window, photo, tmp_path, qtbot):
    broken = tmp_path / "broken.png"
    broken.write_bytes(photo.read_bytes()[:300])
    window.open_paths([broken, photo])
    qtbot.waitUntil(lambda: "broken.png" in window.notice.text)
    window.photos.go_on()
    assert not window.notice.isVisible()
    window.photos.go_back()
    assert window.notice.isVisible()


def test_a_vanished_photo_fails_and_can_be_tried_again(window, restore_by, photo, qtbot, entry_of):
    content = photo.read_bytes()
    window.open_paths([photo])
    qtbot.waitUntil(lambda: window.presenter.photo is not None)
    photo.unlink()
    assert restore_by("Ctrl+R") == [0, 1]
    assert "There is no file" in entry_of("photo.png").reason
    window.notice.hide()
    restore_by("F5")
    assert window.notice.isVisible()  # it failed again
    photo.write_bytes(content)
    assert restore_by("F5") == [1, 0]
    assert not window.notice.isVisible()


@pytest.fixture
def returned(window, open_photos, photo, save_photo, qtbot, entry_of):
    """A photo that was gone when it was opened, and is back while another one is shown."""
    content = photo.read_bytes()
    photo.unlink()
    open_photos(photo, save_photo("other.png"))
    entry = entry_of("photo.png")
    qtbot.waitUntil(lambda: entry.state is State.FAILED)
    window.photos.choose(entry_of("other.png"))
    photo.write_bytes(content)
    return entry


def test_a_vanished_photo_that_is_back_has_not_failed_any_more(window, returned, qtbot):
    window.photos.choose(returned)
    qtbot.waitUntil(lambda: returned.state is State.READY)
    assert not returned.reason and not window.notice.isVisible()
    qtbot.waitUntil(lambda: not returned.thumbnail.isNull())


def test_what_could_not_be_restored_has_failed_until_it_is_tried_again(
    window, restored, photo, save_photo, no_space, monkeypatch, qtbot, entry_of
):
    monkeypatch.setattr(os, "fsync", no_space)
    restored(window, photo, save_photo("other.png"))
    for name in ("other.png", "photo.png"):
        window.photos.choose(entry_of(name))
        qtbot.waitUntil(lambda: window.presenter.photo is not None)
    assert entry_of("photo.png").state is State.FAILED


def test_a_result_that_cannot_be_read_is_told_and_its_photo_has_not_failed(
    window, restored, photo, save_photo, qtbot, entry_of
):
    restored(window, photo, save_photo("other.png"))
    entry_of("photo.png").result.path.write_bytes(b"cut short")
    window.photos.choose(entry_of("other.png"))
    window.photos.choose(entry_of("photo.png"))
    qtbot.waitUntil(lambda: "photo_restored.png" in window.notice.text)
    assert entry_of("photo.png").state is State.DONE


def test_a_photo_whose_result_is_gone_is_not_restored_any_more(
    window, restored, photo, save_photo, qtbot, entry_of
):
    restored(window, photo, save_photo("other.png"))
    entry_of("photo.png").result.path.unlink()
    window.photos.choose(entry_of("other.png"))
    window.photos.choose(entry_of("photo.png"))
    qtbot.waitUntil(lambda: "photo_restored.png" in window.notice.text)
    assert (entry_of("photo.png").state, entry_of("photo.png").result) == (State.READY, None)
    assert not window.actions_by_name["save_as"].isEnabled()
    qtbot.waitUntil(lambda: window.view.has_preview, timeout=LONG_MS)
    window.photos.choose(entry_of("other.png"))
    window.photos.choose(entry_of("photo.png"))
    qtbot.waitUntil(lambda: window.view.has_preview, timeout=LONG_MS)


def test_what_cannot_be_copied_or_compared_is_told(window, restored, photo, save_photo, qtbot, entry_of):
    restored(window, photo, save_photo("other.png"))
    window.photos.choose(entry_of("other.png"))
    photo.rename(photo.with_name("moved.png"))
    window.photos.choose(entry_of("photo.png"))
    qtbot.waitUntil(lambda: "photo.png" in window.notice.text)
    window.actions_by_name["copy"].trigger()
    assert window.notice.text == "The photo is not open."
    window.actions_by_name["export_comparison"].trigger()
    assert window.notice.text == "The photo and its result are not open."


def test_a_folder_that_cannot_be_written_fails_with_a_remedy(window, restored, photo, tmp_path, entry_of):
    in_the_way = tmp_path / "results"
    in_the_way.write_text("a file where the folder should be")
    window.session.set_output(OutputOptions(folder=in_the_way))
    restored(window, photo)
    assert state_text(entry_of("photo.png")).startswith("Writing failed: photo_restored.png")


def test_a_full_disk_fails_with_a_remedy(window, restored, photo, no_space, monkeypatch, entry_of):
    monkeypatch.setattr(os, "fsync", no_space)
    restored(window, photo)
    assert "Free some space" in entry_of("photo.png").reason


def test_without_a_model_the_window_says_so(window, restored, photo, own_home, entry_of):
    for folder in (own_home / "models").iterdir():
        folder.rename(folder.with_name(".gone"))
        (folder.with_name(".gone") / "model.json").unlink()
    window.session.set_options([], replace(window.restore_panel.settings.options, model="gone"))
    restored(window, photo)
    assert entry_of("photo.png").state is State.FAILED
    assert "gone" in entry_of("photo.png").reason


def test_the_result_of_a_waiting_photo_that_is_gone_cannot_be_saved(window, restored, photo, entry_of):
    restored(window, photo)
    entry = entry_of("photo.png")
    entry.state = State.WAITING
    entry.forget_result()
    window.session.model.touch(entry)
    assert not window.actions_by_name["save_as"].isEnabled()


def test_a_photo_that_is_back_is_shown_once_it_is_restored(
    window, open_photos, restore_by, photo, qtbot, entry_of
):
    content = photo.read_bytes()
    photo.unlink()
    open_photos(photo)
    qtbot.waitUntil(lambda: entry_of("photo.png").state is State.FAILED)
    photo.write_bytes(content)
    assert restore_by("F5") == [1, 0]
    qtbot.waitUntil(lambda: window.presenter.result is not None)
    qtbot.waitUntil(lambda: not entry_of("photo.png").thumbnail.isNull())


def test_a_photo_that_was_restored_once_it_was_back_has_a_thumbnail_when_it_is_shown(
    window, returned, restore_by, qtbot
):
    assert restore_by("F5") == [1, 0]
    window.photos.choose(returned)
    qtbot.waitUntil(lambda: not returned.thumbnail.isNull())


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_path_that_runs_in_circles_costs_no_other_photo(window, photo, tmp_path, names, qtbot):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    window.open_paths([tmp_path / "loop" / "x" / ".." / "photo.png", photo])
    qtbot.waitUntil(lambda: "photo.png" in names())
