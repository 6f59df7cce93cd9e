"""Makes the pictures in docs/screenshots: `python docs/make_screenshots.py`.

It restores the sample photos with the models at hand, in a folder of its own, and needs no screen.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.resource_files import RESOURCES
from desktop_app.look.theme import Theme
from desktop_app.settings import Settings
from desktop_app.translation import Translation
from desktop_app.window.main_window import MainWindow

PICTURES = Path(__file__).with_name("screenshots")
FONTS = ["Inter", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei"]
SIZE = (1280, 820)
PATIENCE_MS = 180_000
SETTLE_MS = 400


class Photographer:
    """A window with the sample photos, and a camera."""

    def __init__(self, folder: Path) -> None:
        self.app = QApplication([])
        self.app.setFont(QFont(FONTS, 10))
        self.theme, self.translation = Theme(self.app), Translation(self.app)
        self.translation.choose("en")
        self.theme.choose("light")
        self.settings = Settings(folder / "settings.ini")
        self.window = MainWindow(self.settings, self.theme, self.translation)
        self.window.resize(*SIZE)
        self.window.show()

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        """Let the program work until `condition` holds."""
        clock = QElapsedTimer()
        clock.start()
        while not condition():
            if clock.elapsed() > PATIENCE_MS:
                sys.exit(f"Waited in vain for {what}.")
            QTest.qWait(50)

    def take(self, name: str) -> None:
        """Save what the window shows."""
        QTest.qWait(SETTLE_MS)
        self.window.grab().save(str(PICTURES / f"{name}.png"))
        print(PICTURES / f"{name}.png")  # noqa: T201 (a script)

    def look(self, mode: str, zoom: float | None = None) -> None:
        """Choose a view, of all of the photo or at a zoom."""
        self.window.actions_by_name[mode].trigger()
        QTest.qWait(SETTLE_MS)
        if zoom is None:
            self.window.view.fit()
        else:
            self.window.view.zoom_to(zoom)


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        photos = Path(folder) / "album"
        photos.mkdir()
        for sample in sorted((RESOURCES / "samples").glob("*.jpg")):
            shutil.copy(sample, photos)
        camera = Photographer(Path(folder))
        window = camera.window
        camera.take("empty")
        window.session.list_models()
        window.open_paths([photos], restore=True)
        camera.wait_until(lambda: window.presenter.result is not None, "the first result")
        camera.wait_until(lambda: not window.session.runner.is_busy, "all results")
        camera.look("split")
        camera.take("light")
        camera.theme.choose("dark")
        window.photos.go_on()
        camera.wait_until(lambda: window.presenter.result is not None, "the second result")
        camera.look("side_by_side", 0.75)
        camera.take("dark")
        camera.theme.choose("light")
        camera.translation.choose("zh_CN")
        camera.look("split", 0.9)
        camera.take("chinese")
        camera.translation.choose("en")
        window.side_panel.setCurrentIndex(1)
        camera.wait_until(
            lambda: window.training and window.training.setup.base.currentData(), "the models to start from"
        )
        camera.take("train")
        window.close()


if __name__ == "__main__":
    main()
