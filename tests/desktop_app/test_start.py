import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("tensorflow", "keras", "openvino", "cv2", "torch", "pyqtgraph", "matplotlib")

FIRST_WINDOW = """
import json, sys, time
began = time.process_time()
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from desktop_app import app

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if isinstance(watched, QMainWindow) and event.type() is QEvent.Type.Paint:
            heavy = [name for name in HEAVY if name in sys.modules]
            print(json.dumps([time.process_time() - began, heavy]), flush=True)
            QTimer.singleShot(0, watched.close)
            qt.removeEventFilter(self)
        return False

qt = QApplication(sys.argv)
first_paint = FirstPaint()
qt.installEventFilter(first_paint)
app.run([])
"""


def first_window() -> tuple[float, list[str]]:
    """The processor time until the first window is painted, and the heavy libraries imported by then."""
    program = f"HEAVY = {HEAVY!r}\n{FIRST_WINDOW}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    seconds, heavy = json.loads(done.stdout)
    return seconds, heavy


def test_the_first_window_comes_without_heavy_libraries():
    _, heavy = first_window()
    assert heavy == []


def test_the_first_window_comes_within_a_second_of_work():
    """Counted as processor time, which a busy machine does not stretch."""
    assert min(first_window()[0] for _ in range(3)) < 1.0


def test_nothing_in_the_window_imports_a_training_framework_when_loaded():
    paths = [path for path in Path("desktop_app").rglob("*.py") if not path.stem.startswith("__")]
    modules = sorted(".".join(path.with_suffix("").parts) for path in paths)
    assert "desktop_app.training.panel" in modules
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print([name for name in ('tensorflow', 'keras', 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=240)
    assert done.stdout.strip() == "[]", done.stderr


def test_ctrl_c_in_the_terminal_closes_the_window():
    program = (
        "import os, signal\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from desktop_app import app\n"
        "qt = QApplication([])\n"
        "QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "raise SystemExit(app.run([]))"
    )
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}  # of any other Qt complains
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=240
    )
    of_no_screen = "This plugin does not support propagateSizeHints()\n"  # offscreen, of any smallest size
    assert (done.returncode, done.stderr.replace(of_no_screen, "")) == (0, "")


@pytest.fixture(autouse=True)
def _at_the_repository_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
