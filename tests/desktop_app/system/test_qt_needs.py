import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.system.qt_needs import debian_package, missing_screen

ROOT = Path(__file__).parents[3]


def without_screen() -> dict[str, str]:
    """The environment that the tests run in, but for what says where the screen is."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in screens}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Start the program with this environment and no screen."""
    return subprocess.run(
        [sys.executable, "-m", "desktop_app"],
        cwd=ROOT,
        env={**without_screen(), **environment},
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_a_missing_system_library_is_told_with_its_package(tmp_path: Path):
    (tmp_path / "PySide6").mkdir()
    complaint = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (tmp_path / "PySide6" / "__init__.py").write_text(f"raise ImportError({complaint!r})")
    ended = start(PYTHONPATH=str(tmp_path))
    assert ended.returncode == 1
    assert "apt install libegl1)" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_screen_is_told_with_the_command_that_needs_none():
    ended = start()
    assert ended.returncode == 1
    assert (
        ended.stderr == "heirloom: there is no screen to show the window on. "
        "Without one: heirloom restore PHOTO\n"
    )


def test_a_screen_that_does_not_answer_is_told():
    for gone in ({"DISPLAY": ":987"}, {"DISPLAY": ":987", "WAYLAND_DISPLAY": "wayland-987"}):
        ended = start(**gone)
        assert ended.returncode == 1
        assert ended.stderr.startswith("heirloom: the screen :987 does not answer.")


@pytest.fixture
def _on_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")


@pytest.mark.usefixtures("_on_x11")
def test_what_the_plug_in_for_the_screen_lacks_is_told(tmp_path: Path, monkeypatch):
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqxcb.so").touch()

    def load(_name: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr("ctypes.CDLL", load)
    assert "apt install libxcb-cursor0)" in missing_screen(tmp_path)


def test_nothing_is_told_where_nothing_is_missing():
    script = (
        "from pathlib import Path\n"
        "from PySide6.QtCore import QLibraryInfo\n"
        "from desktop_app.system.qt_needs import missing_screen\n"
        "print([missing_screen(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))])"
    )
    done = subprocess.run(
        ["xvfb-run", "--auto-servernum", sys.executable, "-c", script],
        cwd=ROOT,
        env=without_screen(),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.stdout == "['']\n", done.stderr


def test_packages_are_named_as_those_that_the_tests_install():
    listed = re.findall(r"(lib\S+\.so\.\d+):(\S+)", (ROOT / "tests" / "run").read_text())
    assert len(listed) > 10
    assert {library: debian_package(library) for library, _ in listed} == dict(listed)
