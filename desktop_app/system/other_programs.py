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
    with _persons_environment():
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def persons_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` as it was before the one-file executable set it for its own libraries.

    See PyInstaller's manual, "LD_LIBRARY_PATH / LIBPATH considerations".
    """
    own = {name: value for name, value in environment.items() if not name.startswith(_OF_THE_EXECUTABLE)}
    own.pop(_LIBRARIES, None)
    if (original := own.pop(f"{_LIBRARIES}_ORIG", None)) is not None:
        own[_LIBRARIES] = original
    return own


@contextmanager
def _persons_environment() -> Iterator[None]:
    """For the block, what is started inherits the person's own environment."""
    if not getattr(sys, "frozen", False):  # set by PyInstaller
        yield
        return
    ours = dict(os.environ)
    try:
        _replace_environment(persons_environment(ours))
        yield
    finally:
        _replace_environment(ours)


def _replace_environment(environment: Mapping[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    for name, value in environment.items():
        if os.environ.get(name) != value:
            os.environ[name] = value
