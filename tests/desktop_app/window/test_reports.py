import logging
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from core import __version__
from desktop_app.system.crash_report import CrashReporter
from desktop_app.window.actions import SPECS
from desktop_app.window.dialogs import AboutDialog, ReportDialog, ShortcutsDialog

ROOT = Path(__file__).parents[3]


@pytest.fixture
def reporter(tmp_path: Path) -> Iterator[CrashReporter]:
    reporter = CrashReporter(tmp_path / "home" / "heirloom.log")
    yield reporter
    reporter.close()


def crash() -> None:
    try:
        raise ZeroDivisionError("a mistake")
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())


def test_a_mistake_is_logged_and_reported_with_versions(reporter: CrashReporter, qtbot):
    with qtbot.waitSignal(reporter.crashed) as crashed:
        crash()
    report = crashed.args[0]
    assert "ZeroDivisionError: a mistake" in report and f"Heirloom {__version__}" in report
    assert "a mistake" in reporter.log_path.read_text()


def test_a_log_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path, qtbot):
    (tmp_path / "file").write_text("")
    reporter = CrashReporter(tmp_path / "file" / "heirloom.log")
    with qtbot.waitSignal(reporter.crashed):
        crash()
    reporter.close()


def test_pythons_own_hook_comes_back_at_the_end(tmp_path: Path):
    before, handlers = sys.excepthook, list(logging.getLogger("heirloom").handlers)
    CrashReporter(tmp_path / "heirloom.log").close()
    assert (sys.excepthook, logging.getLogger("heirloom").handlers) == (before, handlers)


def test_the_report_can_be_copied(qtbot):
    dialog = ReportDialog("what happened", "/tmp/heirloom.log")
    qtbot.addWidget(dialog)
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "what happened"


def test_about_shows_the_version_and_what_is_shipped(qtbot):
    dialog = AboutDialog("CPU (OpenVINO)")
    qtbot.addWidget(dialog)
    text = " ".join(child.text() for child in dialog.findChildren(QLabel))
    assert __version__ in text and "CPU (OpenVINO)" in text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[<>=]", line)[0].lower() for line in project["dependencies"]}
    shown = dialog.licences.toPlainText()
    assert {line.split()[0].lower().replace("_", "-") for line in shown.splitlines()[1:]} == needed
    assert "Apache" in shown


def test_the_shortcuts_sheet_names_every_key(window, qtbot):
    dialog = ShortcutsDialog(window.actions_by_name)
    qtbot.addWidget(dialog)
    texts = [child.text() for child in dialog.findChildren(QLabel)]
    assert all(
        window.actions_by_name[spec.name].text().removesuffix("…") in texts for spec in SPECS if spec.keys
    )


@pytest.mark.usefixtures("large_letters")
def test_the_shortcuts_sheet_fits_the_screen_with_large_letters(window, qtbot):
    dialog = ShortcutsDialog(window.actions_by_name)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.height() <= dialog.screen().availableSize().height()
    (close,) = dialog.findChildren(QPushButton)
    assert dialog.rect().contains(QRect(close.mapTo(dialog, QPoint()), close.size()))
