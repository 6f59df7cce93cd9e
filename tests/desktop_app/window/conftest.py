"""A photo to work with, a window that has restored it, and questions to its list."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.photos.entry import PhotoEntry
from desktop_app.window.main_window import MainWindow

LONG_MS = 60_000


@pytest.fixture
def photo(save_photo: Callable[..., Path]) -> Path:
    return save_photo("photo.png", width=48, height=32)


@pytest.fixture
def paste_picture(window: MainWindow, qtbot) -> Callable[[], None]:
    """Put a red picture on the clipboard, press Ctrl+V, and wait until it is in the list."""

    def paste() -> None:
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        QGuiApplication.clipboard().setImage(image)
        with qtbot.waitSignal(window.session.photos_added):
            QTest.keySequence(window, "Ctrl+V")

    return paste


@pytest.fixture
def restore_by(window: MainWindow, qtbot) -> Callable[[str], list[int]]:
    """Press keys that restore photos, and wait for the end: how many were restored, and how many failed."""

    def press(keys: str) -> list[int]:
        with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS) as finished:
            QTest.keySequence(window, keys)
        return finished.args

    return press


@pytest.fixture
def names(window: MainWindow) -> Callable[[], list[str]]:
    """The names of the photos in the list now."""
    return lambda: [entry.path.name for entry in window.session.model.entries]


@pytest.fixture
def entry_of(window: MainWindow) -> Callable[[str], PhotoEntry]:
    """The entry of the photo of that name."""
    return lambda name: next(entry for entry in window.session.model.entries if entry.path.name == name)


@pytest.fixture
def done(window: MainWindow, restored, photo: Path, qtbot) -> MainWindow:
    """A window with one photo, restored and shown."""
    restored(window, photo)
    qtbot.waitUntil(lambda: window.presenter.result is not None and window.presenter.photo is not None)
    return window


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    """Those of someone who sees badly; to be asked for before the window."""
    before = qapp.font()
    large = QFont(before)
    large.setPointSize(20)
    qapp.setFont(large)
    yield
    qapp.setFont(before)
