"""Mistakes in the program: logged, and shown once with a report that can be copied."""

import logging
import platform
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal

from core import __version__

_LOG_BYTES = 500_000
logger = logging.getLogger("heirloom")


class CrashReporter(QObject):
    """Takes the place of Python's excepthook; the program goes on."""

    crashed = Signal(str)
    """The report. Arrives in this object's thread, wherever the mistake happened."""

    def __init__(self, log_path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_path = log_path
        self._replaced = sys.excepthook
        self._handler = _log_handler(log_path)
        logger.addHandler(self._handler)
        sys.excepthook = self._report

    def close(self) -> None:
        """Give Python's excepthook back, and close the log."""
        sys.excepthook = self._replaced
        logger.removeHandler(self._handler)
        self._handler.close()

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._replaced(kind, error, trace)
            return
        report = _with_versions("".join(traceback.format_exception(kind, error, trace)))
        logger.error("%s", report)
        self.crashed.emit(report)


def _with_versions(details: str) -> str:
    return (
        f"Heirloom {__version__}, Python {platform.python_version()}, PySide6 {pyside_version}, "
        f"{platform.platform()}\n\n{details}"
    )


def _log_handler(path: Path) -> logging.Handler:
    """A small log file; no log where its folder cannot be written to, which must not stop the program."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
