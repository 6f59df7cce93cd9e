"""What Qt needs of the system, in words for who starts the program where it is missing. Imports no Qt."""

import ctypes
import os
import re
import sys
from pathlib import Path

_MISSING_LIBRARY = re.compile(r"(lib\S+\.so\.\d+): cannot open shared object file")
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def missing_library(error: Exception) -> str:
    """What to do about a library that could not be loaded, or the error's own words."""
    found = _MISSING_LIBRARY.search(str(error))
    if found is None:
        return f"the window cannot be shown: {error}"
    return (
        f"the window needs the system library {found[1]}. Install its package "
        f"(on Debian and Ubuntu: sudo apt install {debian_package(found[1])}) and start again."
    )


def missing_screen(plugins: Path) -> str:
    """Why Qt would end the program for want of a screen, and what to do; "" where it would not.

    Args:
        plugins: Qt's folder of plug-ins.
    """
    if not sys.platform.startswith("linux") or "QT_QPA_PLATFORM" in os.environ:
        return ""
    if not any(os.environ.get(name) for name in _SCREENS):
        return "there is no screen to show the window on. Without one: heirloom restore PHOTO"
    plugin = plugins / "platforms" / "libqxcb.so"
    if os.environ.get("WAYLAND_DISPLAY") or not plugin.exists():
        return ""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return missing_library(error)
    return ""


def debian_package(library: str) -> str:
    """The package of a library: Debian's policy names it after the library and its version."""
    name, _, version = library.lower().partition(".so.")
    name = name.replace("libglib-", "libglib")  # the older habit
    return f"{name}-{version}" if name[-1].isdigit() else f"{name}{version}"
