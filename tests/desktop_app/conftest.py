"""The window in a test: no screen, settings of its own, a tiny model, and the real core."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any QApplication is made

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.models.store import StoredModel
from desktop_app.look.theme import Theme
from desktop_app.settings import Settings
from desktop_app.translation import Translation
from desktop_app.window.main_window import MainWindow

LONG_MS = 60_000
"""Loading OpenVINO on a busy machine takes a while."""


@pytest.fixture(autouse=True)
def own_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for the Pictures folder of who runs the tests."""
    monkeypatch.setattr(platformdirs, "user_pictures_path", lambda: tmp_path / "Pictures")
    return tmp_path / "Pictures"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings" / "settings.ini")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp)
    yield theme
    qapp.styleHints().colorSchemeChanged.disconnect(theme.follow_system)
    theme.deleteLater()


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    translation = Translation(qapp)
    translation.choose("en")
    yield translation
    translation.choose("en")


@pytest.fixture
def window(
    qtbot,
    settings: Settings,
    theme: Theme,
    translation: Translation,
    save_tiny_model: Callable[..., StoredModel],
) -> Iterator[MainWindow]:
    save_tiny_model("tiny", scale=4)
    window = MainWindow(settings, theme, translation)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.session.runner.cancel()
    qtbot.waitUntil(lambda: not window.session.runner.is_busy, timeout=LONG_MS)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _collect_garbage_in_the_main_thread() -> Iterator[None]:
    """As the program does: a worker must not delete the last test's widgets."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def drop() -> Callable[..., QDropEvent]:
    """Drop files on a widget, as the system would: drop(window, path, ...)."""

    def drop(target: QWidget, *paths: Path) -> QDropEvent:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place, copy = QPointF(target.rect().center()), Qt.DropAction.CopyAction
        state = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, QDragEnterEvent(place.toPoint(), copy, *state))
        event = QDropEvent(place, copy, *state)
        QApplication.sendEvent(target, event)
        return event

    return drop


@pytest.fixture
def open_photos(window: MainWindow, qtbot) -> Callable[..., None]:
    """Bring photos into the window's list and wait until they are there: open_photos(path, ...)."""

    def open_and_wait(*paths: Path) -> None:
        count = len(window.session.model.entries) + len(paths)
        window.open_paths(list(paths))
        qtbot.waitUntil(lambda: len(window.session.model.entries) == count)

    return open_and_wait


@pytest.fixture
def restored(qtbot) -> Callable[..., None]:
    """Bring photos into a window, restore them all and wait for the end: restored(window, path, ...)."""

    def restore(window: MainWindow, *paths: Path) -> None:
        with qtbot.waitSignal(window.session.queue.finished, timeout=LONG_MS):
            window.open_paths(list(paths), restore=True)

    return restore
