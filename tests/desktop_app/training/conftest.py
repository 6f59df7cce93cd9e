"""A stand-in for the training process, a panel that uses it, and who clicks there."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop_app.look.theme import Theme
from desktop_app.settings import Settings
from desktop_app.training import process
from desktop_app.training.panel import TrainingPanel
from desktop_app.training.run import TrainingState

CHILD = Path(__file__).with_name("child.py")
PATIENCE_MS = 20_000


@pytest.fixture
def plan_child(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """From now on, the training process is child.py, which goes by this plan."""

    def plan(name: str) -> None:
        monkeypatch.setattr(
            process,
            "command_line",
            lambda arguments: (sys.executable, [str(CHILD), name, *arguments]),
        )

    return plan


@pytest.fixture
def album(save_photo: Callable[..., Path], tmp_path: Path) -> Path:
    """Three photos to learn from, one too small, one broken."""
    for number in range(3):
        save_photo(f"album/photo{number}.png", width=128, height=112, seed=number)
    save_photo("album/tiny.png")
    (tmp_path / "album" / "broken.jpg").write_text("no photo")
    return tmp_path / "album"


@pytest.fixture
def panel(qtbot: QtBot, settings: Settings, theme: Theme) -> Iterator[TrainingPanel]:
    """A shown panel, stopped at the end."""
    panel = TrainingPanel(settings, theme)
    panel.resize(320, 800)
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.stop()


class Person:
    """Somebody who trains a model with the panel: clicks there, and waits for what happens."""

    def __init__(
        self,
        qtbot: QtBot,
        panel: TrainingPanel,
        plan_child: Callable[[str], None],
        drop_album: Callable[[Path], object],
        album: Path,
    ) -> None:
        self._qtbot, self._panel, self._plan_child = qtbot, panel, plan_child
        self._drop_album, self._album = drop_album, album

    def click(self, button: QAbstractButton) -> None:
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose_album(self, folder: Path | None = None) -> None:
        self._drop_album(folder or self._album)
        self.wait_until(self._panel.buttons.start.isEnabled)

    def start(self, plan: str) -> None:
        """Choose the album and press Start; the process goes by this plan."""
        self._plan_child(plan)
        self.choose_album()
        self.click(self._panel.buttons.start)

    def train(self) -> None:
        """Start a run that goes on, and wait until it has played some steps."""
        self.start("wait")
        self.wait_for_steps()

    def pause(self) -> None:
        """Train, then press Pause."""
        self.train()
        self.click(self._panel.buttons.pause)
        self.wait_for(TrainingState.PAUSED)

    def resume(self, plan: str) -> None:
        """Press Resume; the process goes by this plan."""
        self._plan_child(plan)
        self.click(self._panel.buttons.resume)

    def answer(self, text: str) -> None:
        """Click the button `text` of the message box that opens next."""

        def click() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            self.click(next(each for each in box.buttons() if each.text().replace("&", "") == text))

        QTimer.singleShot(0, click)

    def wait_for(self, state: TrainingState) -> None:
        self.wait_until(lambda: self._panel.run.state is state)

    def wait_for_steps(self) -> None:
        self.wait_until(lambda: "step 20" in self._panel.view.progress_text.text())

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)


@pytest.fixture
def person(
    qtbot: QtBot,
    panel: TrainingPanel,
    plan_child: Callable[[str], None],
    drop: Callable[..., object],
    album: Path,
) -> Person:
    return Person(qtbot, panel, plan_child, partial(drop, panel.setup.album), album)
