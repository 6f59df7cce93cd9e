"""Loads shared libraries while other threads of Python go on."""

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path


def load_shared(package: str, pattern: str) -> None:
    """Load the files of `package` that match the glob `pattern`, without holding Python's global lock.

    An import would hold it for as long as the system takes to load a library. One that comes later finds
    the libraries loaded; where one cannot be loaded, that import raises the error.
    """
    if sys.platform == "win32":  # there Python itself lets the others run
        return
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in Path(folder).glob(pattern):
            ctypes.CDLL(None).dlopen(os.fsencode(path), os.RTLD_NOW)
