"""Loads shared libraries in a way that lets other threads run."""

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path


def load_shared(package: str, pattern: str) -> None:
    """Load the files of `package` that match `pattern` by a call during which other threads run.

    While the system loads a shared library for an import, no other thread of Python runs. An import that
    comes later finds the files loaded; what cannot be loaded is left for it to complain of.
    """
    if sys.platform == "win32":  # there Python itself lets the others run
        return
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in Path(folder).glob(pattern):
            ctypes.CDLL(None).dlopen(os.fsencode(path), os.RTLD_NOW)
