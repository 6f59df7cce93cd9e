from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from desktop_app.photos.reading import read_thumbnail
from desktop_app.window.main_window import MainWindow


def test_an_empty_window_says_what_to_do(window: MainWindow):
    assert window.empty.isVisible()
    assert not window.actions_by_name["restore"].isEnabled()


@pytest.mark.parametrize("place", ["window", "list", "panel", "comparison"])
def test_photos_can_be_dropped_anywhere(window: MainWindow, drop, photo: Path, place: str, qtbot, names):
    targets = {"list": window.photos, "panel": window.restore_panel, "comparison": window.empty}
    target = targets.get(place, window)
    assert place == "window" or not target.acceptDrops()  # so that Qt hands the drop on to the window
    with qtbot.waitSignal(window.session.photos_added):
        drop(window, photo)
    assert names() == ["photo.png"]
    assert window.view.isVisible()


def test_a_dropped_folder_gives_its_photos_and_no_earlier_results(
    window, drop, save_photo, tmp_path, qtbot, names
):
    for name in ("album/b.png", "album/deep/a.png", "album/b_restored.png"):
        save_photo(name)
    (tmp_path / "album" / "notes.txt").write_text("not a photo")
    with qtbot.waitSignal(window.session.photos_added):
        drop(window, tmp_path / "album")
    assert names() == ["b.png", "a.png"]


def test_a_photo_comes_into_the_list_once(window, drop, photo, qtbot, names):
    for _ in range(2):
        with qtbot.waitSignal(window.session.photos_added):
            drop(window, photo)
    assert names() == ["photo.png"]


@pytest.mark.parametrize("way", ["photo.png", "../album/photo.png", "deep/.."])
def test_a_photo_comes_into_the_list_once_whatever_way_leads_to_it(
    window, open_photos, save_photo, qtbot, names, monkeypatch, way
):
    photo = save_photo("album/photo.png")
    (photo.parent / "deep").mkdir()
    monkeypatch.chdir(photo.parent)
    open_photos(photo)
    with qtbot.waitSignal(window.session.photos_added):
        window.open_paths([Path(way)])
    assert names() == ["photo.png"]


def test_what_is_left_out_of_the_shown_photo_is_told_below_its_size(window, open_photos, tmp_path, qtbot):
    pages = [Image.new("L", (16, 12), shade) for shade in (0, 100, 200)]
    pages[0].save(tmp_path / "scan.tif", save_all=True, append_images=pages[1:])
    open_photos(tmp_path / "scan.tif")
    hint = window.restore_panel.settings.size_hint
    qtbot.waitUntil(lambda: hint.text().endswith("\nIt has 3 pages; only the first is used."))


def test_thumbnails_and_sizes_come_in_the_background(window, open_photos, photo, qtbot):
    open_photos(photo)
    (entry,) = window.session.model.entries
    qtbot.waitUntil(lambda: not entry.thumbnail.isNull())
    assert entry.size == (48, 32)


def test_photos_wait_for_what_the_program_loads_at_its_start(window, photo, qtbot):
    told: list[str] = []
    window.session.models_listed.connect(lambda _: told.append("models"))
    window.session.photos_added.connect(lambda _: told.append("photos"))
    window.session.prepare(lambda: told.append("libraries"))
    window.open_paths([photo])
    qtbot.waitUntil(lambda: "photos" in told)
    assert told == ["libraries", "models", "photos"]


@pytest.mark.parametrize("size", [(48, 32), (120, 30)], ids=["of the same size", "of another size"])
def test_a_photo_that_has_become_another_is_shown_so_in_the_list(
    window, open_photos, photo, save_photo, qtbot, size
):
    open_photos(photo, save_photo("other.png"))
    first, second = window.session.model.entries
    qtbot.waitUntil(lambda: not (first.thumbnail.isNull() or second.thumbnail.isNull()))
    window.photos.choose(second)
    before = first.thumbnail
    save_photo(photo.name, width=size[0], height=size[1], seed=1)
    window.photos.choose(first)
    qtbot.waitUntil(lambda: first.thumbnail is not before)
    assert first.size == size
    assert first.thumbnail == read_thumbnail(photo).image


def test_hundreds_of_photos_are_in_the_list_at_once(window, tmp_path, qtbot, names):
    Image.new("RGB", (8, 8)).save(tmp_path / "p000.png")
    for number in range(1, 300):
        (tmp_path / f"p{number:03}.png").hardlink_to(tmp_path / "p000.png")
    with qtbot.waitSignal(window.session.photos_added, timeout=2000):
        window.open_paths([tmp_path])
    assert len(names()) >= 1


def test_a_photo_given_by_a_relative_path_is_remembered_wherever_the_program_starts_next(
    window, settings, photo, qtbot, monkeypatch
):
    monkeypatch.chdir(photo.parent)
    with qtbot.waitSignal(window.session.photos_added):
        window.open_paths([Path(photo.name)])
    assert settings.recent_photos == [photo]
    assert settings.last_folder == photo.parent


def test_a_picture_can_be_pasted_and_is_remembered_nowhere(paste_picture, names, settings):
    paste_picture()
    assert names() == ["pasted.png"]
    assert settings.recent_photos == [] and settings.last_folder == Path.home()


def test_pasted_pictures_are_deleted_with_the_session(paste_picture, window):
    paste_picture()
    paste_picture()
    first, second = (entry.path for entry in window.session.model.entries)
    assert first.exists() and second.exists()
    window.session.stop()
    assert not first.exists() and not second.exists()


def test_a_picture_that_finds_no_room_is_told(window, monkeypatch, qtbot):
    monkeypatch.setattr(QImage, "save", lambda *_: False)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(window.session.failed):
        QTest.keySequence(window, "Ctrl+V")
    assert window.notice.text.startswith("The disk is full: pasted.png cannot be written.")
    assert window.session.model.entries == []


def test_a_copied_file_can_be_pasted(window, photo, qtbot, names):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(window.session.photos_added):
        QTest.keySequence(window, "Ctrl+V")
    QGuiApplication.clipboard().clear()  # at its end Qt would delete `data` once more, and crash
    assert names() == ["photo.png"]


def test_recent_photos_can_be_opened_again(window, settings, photo, qtbot, names):
    settings.add_recent(photo)
    menu = window.menus.submenus["recent"]
    menu.aboutToShow.emit()
    with qtbot.waitSignal(window.session.photos_added):
        menu.actions()[0].trigger()
    assert names() == ["photo.png"]
