"""Checks what Qt needs of the system, and says how to install what is missing. Imports no Qt."""

import ctypes
import os
import re
import sys
from pathlib import Path

_MISSING_LIBRARY = re.compile(r"(lib\S+\.so\.\d+): cannot open shared object file")
_WITHOUT_SCREEN = "Without one: heirloom restore PHOTO"


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
    """Why Qt would end the program for lack of a screen, and what to do; "" where nothing is missing.

    Args:
        plugins: Qt's folder of plug-ins.
    """
    if not sys.platform.startswith("linux") or "QT_QPA_PLATFORM" in os.environ:
        return ""
    if _has_wayland():
        return ""
    display = os.environ.get("DISPLAY")
    if not display:
        return f"there is no screen to show the window on. {_WITHOUT_SCREEN}"
    plugin = plugins / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return ""
    try:
        ctypes.CDLL(str(plugin))
        answers = _answers()
    except OSError as error:
        return missing_library(error)
    return "" if answers else f"the screen {display} does not answer. {_WITHOUT_SCREEN}"


def _has_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", ""), name).exists()


def _answers() -> bool:
    """Whether the X server of DISPLAY answers."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return error == 0


def debian_package(library: str) -> str:
    """The package of a library: by Debian's policy it is named after the library and its version."""
    name, _, version = library.lower().partition(".so.")
    name = name.replace("libglib-", "libglib")  # named before that policy
    return f"{name}-{version}" if name[-1].isdigit() else f"{name}{version}"
