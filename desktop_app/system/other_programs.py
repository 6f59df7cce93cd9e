"""Handing files to other programs, such as the file manager."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_LIBRARIES = "LD_LIBRARY_PATH"
_OF_THE_EXECUTABLE = "_PYI_"


def open_with_system(path: Path) -> bool:
    """Open a file or folder with the program that the system has for it; False where there is none."""
    with _original_environment():
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


@contextmanager
def _original_environment() -> Iterator[None]:
    """For the block, programs are started in the environment that this one was started in.

    The one-file executable has changed it to find its own libraries: see PyInstaller's manual,
    "LD_LIBRARY_PATH / LIBPATH considerations".
    """
    if not getattr(sys, "frozen", False):  # set by PyInstaller
        yield
        return
    ours = dict(os.environ)
    original = {name: value for name, value in ours.items() if not name.startswith(_OF_THE_EXECUTABLE)}
    original.pop(_LIBRARIES, None)
    if (libraries := original.pop(f"{_LIBRARIES}_ORIG", None)) is not None:
        original[_LIBRARIES] = libraries
    try:
        _replace_environment(original)
        yield
    finally:
        _replace_environment(ours)


def _replace_environment(environment: Mapping[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    for name, value in environment.items():
        if os.environ.get(name) != value:
            os.environ[name] = value
