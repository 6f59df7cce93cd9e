"""Loads in the background what showing and restoring photos needs."""

from importlib import import_module

from core.shared_libraries import load_shared

_MODULES = ("core.images.reading", "core.restoration.batch", "core.restoration.openvino_engine", "cv2")
_SHARED_LIBRARIES = (
    ("cv2", "cv2.*"),
    ("openvino", "_pyopenvino.*"),
    ("openvino", "libs/libopenvino_*_cpu_plugin.*"),  # OpenVINO itself would load it for the first photo
)


def load_libraries() -> None:
    """Import what showing and restoring photos needs; to be called in a background thread.

    While an import loads a shared library, no other Python thread runs, and the window stands still: for
    some 30 ms, or 300 from a cold disk. So `load_shared`, which lets other threads run, loads them first.
    """
    for package, pattern in _SHARED_LIBRARIES:
        load_shared(package, pattern)
    for module in _MODULES:
        import_module(module)
