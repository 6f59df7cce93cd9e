"""Starts the window, or hands photos over to the one that runs already."""

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core import __version__
from core.cli.console import INCOMPLETE, complain
from desktop_app.look.icons import app_icon
from desktop_app.look.theme import Theme
from desktop_app.settings import Settings, settings_path
from desktop_app.system.crash_report import CrashReporter
from desktop_app.system.garbage import GarbageCollector
from desktop_app.system.libraries import load_libraries
from desktop_app.system.qt_needs import missing_screen
from desktop_app.system.single_instance import SingleInstance
from desktop_app.translation import Translation
from desktop_app.window.main_window import MainWindow

_SWITCH_INTERVAL_S = 0.0005
"""How long one thread may keep Python's interpreter from another: a tenth of the usual.

Painting gives the interpreter up and takes it back many times. While other threads load libraries, at the
start, waiting 5 ms for each of them adds up to a stall one sees.
"""


def run(paths: list[Path]) -> int:
    """Show the window with `paths` until it is closed; returns the exit code."""
    problem = missing_screen(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    if problem:  # Qt itself would abort
        complain(problem)
        return INCOMPLETE
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Heirloom")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("heirloom")
    app.setWindowIcon(app_icon())
    instance = SingleInstance(settings_path(), app)
    if instance.hand_over(paths):
        return 0
    instance.listen()
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    garbage = GarbageCollector(app)
    try:
        return _run_window(app, instance, paths)
    finally:
        garbage.close()


def _run_window(app: QApplication, instance: SingleInstance, paths: list[Path]) -> int:
    settings = Settings(settings_path())
    reporter = CrashReporter(settings.path.with_name("heirloom.log"), app)
    translation, theme = Translation(app), Theme(app)
    translation.choose(settings.language)
    theme.choose(settings.theme)
    window = MainWindow(settings, theme, translation)
    program = _Program(window, settings, reporter, instance)
    program.start(paths)
    # For Ctrl+C in a terminal, which Python handles when GarbageCollector's timer runs Python code.
    previous = signal.signal(signal.SIGINT, lambda *_: window.close())
    try:
        return app.exec()
    finally:
        signal.signal(signal.SIGINT, previous)
        instance.close()
        reporter.close()
        # Deleted by Qt, parents first; Python would delete the children, and their parents once more.
        window.deleteLater()
        app.sendPostedEvents(window, QEvent.Type.DeferredDelete)


class _Program(QObject):
    """Connects the window with later starts of the program, and with reports of mistakes."""

    def __init__(
        self, window: MainWindow, settings: Settings, reporter: CrashReporter, instance: SingleInstance
    ) -> None:
        super().__init__()
        self._window, self._settings, self._reporter = window, settings, reporter
        reporter.crashed.connect(self._show_report)
        instance.photos_received.connect(self._take_photos)

    def start(self, paths: list[Path]) -> None:
        """Show the window; what takes time follows when it is visible."""
        self._window.show()
        if self._settings.was_reset:
            self._window.tell_settings_were_reset()
        QTimer.singleShot(0, lambda: self._bring_in(paths))

    def _bring_in(self, paths: list[Path]) -> None:
        self._window.session.prepare(load_libraries)
        self._window.open_paths(paths, restore=self._settings.restore_at_start)

    def _take_photos(self, paths: list[Path]) -> None:
        self._window.open_paths(paths, restore=self._settings.restore_at_start)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()

    def _show_report(self, report: str) -> None:
        self._window.show_report(report, self._reporter.log_path)
