import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.system.other_programs import open_with_system


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The environment of the program that would have opened something."""
    lines: list[str] = []

    def open_url(url: QUrl) -> bool:
        assert url.isLocalFile()
        lines.extend(subprocess.run(["env"], capture_output=True, text=True).stdout.splitlines())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return lines


@pytest.fixture
def _in_the_executable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/tmp/_MEI123")
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "/opt/heirloom")


@pytest.mark.usefixtures("_in_the_executable")
def test_the_file_manager_gets_the_libraries_it_had_before(started, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    before = dict(os.environ)
    assert open_with_system(tmp_path)
    assert "LD_LIBRARY_PATH=/usr/local/lib" in started
    assert not [line for line in started if line.startswith(("_PYI_", "LD_LIBRARY_PATH_ORIG"))]
    assert dict(os.environ) == before


@pytest.mark.usefixtures("_in_the_executable")
def test_the_file_manager_gets_none_of_our_libraries(started, tmp_path: Path, monkeypatch):
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    open_with_system(tmp_path)
    assert started and not [line for line in started if line.startswith("LD_LIBRARY_PATH")]


def test_without_the_executable_the_environment_is_handed_on_as_it_is(started, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/local/lib")
    open_with_system(tmp_path)
    assert "LD_LIBRARY_PATH=/usr/local/lib" in started
