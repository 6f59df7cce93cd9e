"""A stand-in for the training process, and a panel that uses it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.look.theme import Theme
from desktop_app.settings import Settings
from desktop_app.training import process
from desktop_app.training.panel import TrainingPanel

CHILD = Path(__file__).with_name("child.py")


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
