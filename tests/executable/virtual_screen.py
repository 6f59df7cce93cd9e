"""A screen that nobody sees (Xvfb): what is on it, and closing the windows on it. For Linux."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

_SIZE = "1280x800x24"
_CLIENT_MESSAGE = 33
_WIDTH, _HEIGHT, _BYTES_PER_LINE, _COLOURS = 4, 5, 12, 19  # places in the header of X11/XWDFile.h
_COLOUR_BYTES = 12


class VirtualScreen:
    """One X display; `name` goes into the environment variable DISPLAY."""

    def __init__(self, name: str, frame_buffer: Path) -> None:
        self.name = name
        self._frame_buffer = frame_buffer

    def pixels(self) -> NDArray[np.uint8]:
        """What is on the screen now, RGB (height, width, 3)."""
        content = self._frame_buffer.read_bytes()
        header = np.frombuffer(content, ">u4", 25)
        start = header[0] + _COLOUR_BYTES * header[_COLOURS]
        lines = np.frombuffer(content, np.uint8, header[_HEIGHT] * header[_BYTES_PER_LINE], start)
        lines = lines.reshape(header[_HEIGHT], -1)[:, : 4 * header[_WIDTH]]
        return lines.reshape(header[_HEIGHT], header[_WIDTH], 4)[..., 2::-1].copy()

    def close_windows(self) -> None:
        """Do what a window's close button does."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = x11.XDefaultRootWindow.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(self.name.encode()))
        protocols, delete = (
            x11.XInternAtom(display, name, False) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
        )
        for window in _top_windows(x11, display):
            message = _ClientMessage(
                type=_CLIENT_MESSAGE, window=window, message_type=protocols, format=32, data=(delete,)
            )
            x11.XSendEvent(display, ctypes.c_ulong(window), False, ctypes.c_long(0), ctypes.byref(message))
        x11.XCloseDisplay(display)


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib.h, as long as its XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 12),
    )


def _top_windows(x11: ctypes.CDLL, display: ctypes.c_void_p) -> list[int]:
    root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
    windows = ctypes.POINTER(ctypes.c_ulong)()
    places = (ctypes.byref(place) for place in (root, parent, windows, count))
    x11.XQueryTree(display, ctypes.c_ulong(x11.XDefaultRootWindow(display)), *places)
    return windows[: count.value]


@contextmanager
def virtual_screen() -> Iterator[VirtualScreen]:
    """A black screen for the block; FileNotFoundError where Xvfb is not installed."""
    with TemporaryDirectory(prefix="heirloom-screen-") as folder:
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SIZE, "-fbdir", folder]
        server = subprocess.Popen(
            [*command, "-nolisten", "tcp"], pass_fds=[writer], stderr=subprocess.DEVNULL
        )
        try:
            os.close(writer)
            with os.fdopen(reader) as answer:
                number = answer.readline().strip()
            yield VirtualScreen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()
