"""Drives the real program on a real (virtual) screen: start with a photo, see, compare, save, quit.

Run by test_end_to_end.py as `driver.py PHOTO FOLDER`; writes its screenshots into FOLDER.
"""

import faulthandler
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.__main__ import main
from desktop_app.window.main_window import MainWindow

POLL_MS = 50
PATIENCE_S = 200
Condition = Callable[[], bool]


def scenario(photo: Path, folder: Path) -> Iterator[Condition]:
    """What a person does; each yield waits until its condition holds."""
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    window = windows[0]
    window.activateWindow()  # nobody else does, on a screen without a window manager
    yield window.isActiveWindow
    yield lambda: window.presenter.result is not None
    window.screen().grabWindow(0).save(str(folder / "restored.png"))
    assert photo.with_name(f"{photo.stem}_restored{photo.suffix}").exists()

    QTest.keyClick(window, Qt.Key.Key_Y)
    yield lambda: window.view.second_pane.isVisible() and window.view.second_pane.width() > 100
    QTest.mouseDClick(window.view.second_pane.viewport(), Qt.MouseButton.LeftButton)
    assert abs(window.view.zoom - 1.0) < 0.01
    assert abs(window.view.second_pane.zoom - 1.0) < 0.01
    QTest.keyPress(window, Qt.Key.Key_Backslash)
    assert window.view.second_pane.shows_original_only
    QTest.keyRelease(window, Qt.Key.Key_Backslash)
    yield window.isVisible  # painted meanwhile
    window.screen().grabWindow(0).save(str(folder / "compared.png"))

    entry = window.presenter.entry
    assert entry is not None
    window.results.save_result_to(entry.result, folder / "saved.tif")
    yield (folder / "saved.tif").exists
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    yield lambda: not window.isVisible()


class Player:
    """Goes on with the scenario whenever what it waits for has come."""

    def __init__(self, steps: Iterator[Condition]) -> None:
        self._steps = steps
        self._condition: Condition = lambda: True
        self.timer = QTimer(interval=POLL_MS)
        self.timer.timeout.connect(self.play)
        self.timer.start()

    def play(self) -> None:
        try:
            if self._condition():
                self._condition = next(self._steps, lambda: False)
        except Exception:
            traceback.print_exc()
            os._exit(1)  # the program itself would only show its report and go on


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    faulthandler.dump_traceback_later(PATIENCE_S, exit=True)
    player = Player(scenario(Path(sys.argv[1]), Path(sys.argv[2])))
    sys.exit(main([sys.argv[1]]))
