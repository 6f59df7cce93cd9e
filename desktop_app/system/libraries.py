"""Loads what photos need while the window goes on."""

import ctypes
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

_MODULES = ("core.images.reading", "core.restoration.batch", "core.restoration.openvino_engine", "cv2")
_SHARED_LIBRARIES = (
    ("cv2", "cv2.*"),
    ("openvino", "_pyopenvino.*"),
    ("openvino", "libs/libopenvino_*_cpu_plugin.*"),  # OpenVINO itself would load it for the first photo
)


def load_libraries() -> None:
    """Import what showing and restoring photos needs; to be called in a background thread.

    While the system loads a shared library for an import, no other thread of Python runs, and the window
    stands still: for 30 ms or so, from a cold disk for 300. So `load_shared` comes first.
    """
    for package, pattern in _SHARED_LIBRARIES:
        load_shared(package, pattern)
    for module in _MODULES:
        import_module(module)


def load_shared(package: str, pattern: str) -> None:
    """Load the files of `package` that match `pattern` by a call during which other threads run.

    An import then finds them loaded; what cannot be loaded is left for it to complain of.
    """
    if sys.platform == "win32":  # there Python itself lets the others run
        return
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in Path(folder).glob(pattern):
            ctypes.CDLL(None).dlopen(os.fsencode(path), os.RTLD_NOW)
