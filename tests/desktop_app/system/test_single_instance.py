import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from desktop_app.system.single_instance import SingleInstance

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop_app.system.single_instance import SingleInstance
app = QCoreApplication([])
sys.exit(0 if SingleInstance(Path(sys.argv[1])).hand_over([Path(each) for each in sys.argv[2:]]) else 9)
"""

LISTEN_AND_CRASH = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop_app.system.single_instance import SingleInstance
app = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
instance.listen()
os._exit(0)
"""


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path / "settings.ini")
    yield instance
    instance.close()


pytestmark = pytest.mark.usefixtures("qapp")


def test_a_second_start_hands_its_photos_over_and_ends(instance, tmp_path, qtbot):
    instance.listen()
    received: list[list[Path]] = []
    instance.photos_received.connect(received.append)
    second = QProcess()
    with qtbot.waitSignal(second.finished, timeout=120_000):
        second.start(
            sys.executable, ["-c", SECOND_START, str(tmp_path / "settings.ini"), "/a b.jpg", "/ü.png"]
        )
    assert second.exitCode() == 0
    assert received == [[Path("/a b.jpg"), Path("/ü.png")]]


def test_the_first_start_finds_nobody_to_hand_over_to(instance):
    assert not instance.hand_over([Path("/a.jpg")])


def test_a_socket_left_by_a_crash_is_taken_over(instance, tmp_path, qtbot):
    settings = str(tmp_path / "settings.ini")
    subprocess.run([sys.executable, "-c", LISTEN_AND_CRASH, settings], check=True, timeout=120)
    assert not instance.hand_over([])
    instance.listen()
    second = QProcess()
    with qtbot.waitSignal(instance.photos_received, timeout=120_000):
        second.start(sys.executable, ["-c", SECOND_START, settings])
    assert second.waitForFinished(120_000)
