"""Imports Keras without blocking the window, and without its backend's messages."""

import faulthandler
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock

from core.shared_libraries import load_shared

_STANDARD_ERROR = 2
_one_at_a_time = Lock()  # threads that restore and preview may come together


def import_keras() -> None:
    """Import Keras and let it find its devices; what libraries print meanwhile is shown only if that fails.

    TensorFlow remarks on processor features and missing graphics cards before its own log level counts
    (https://github.com/tensorflow/tensorflow/issues/100442), straight to the process's standard error.
    Its largest library, of 1 GB, is loaded while other threads go on. On a graphics card it takes
    memory as it needs it, not all at once, so that restoring and training can share it.
    """
    with _one_at_a_time:
        if "keras" in sys.modules:
            return
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # later remarks; errors come as exceptions
        os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
        with _standard_error_kept() if sys.stderr is not None else nullcontext():
            if os.environ.get("KERAS_BACKEND", "tensorflow") == "tensorflow":
                load_shared("tensorflow", "libtensorflow_cc.*")
            import keras

            if keras.backend.backend() == "tensorflow":
                keras.distribution.list_devices()


def keras_sees_gpu() -> bool:
    """Whether Keras' backend has a GPU to run on; with torch, Keras cannot list its devices."""
    import_keras()
    import keras

    backend = keras.backend.backend()
    framework = importlib.import_module(backend)
    if backend == "torch":
        return bool(framework.cuda.is_available() or framework.backends.mps.is_available())
    return bool(framework.config.list_physical_devices("GPU"))


@contextmanager
def _standard_error_kept() -> Iterator[None]:
    """Hold back what the process writes to standard error in the block; write it out if the block fails.

    If the process itself dies in the block, faulthandler still prints where.
    """
    with tempfile.TemporaryFile() as kept:
        shown = os.dup(_STANDARD_ERROR)
        os.dup2(kept.fileno(), _STANDARD_ERROR)
        reports_death = not faulthandler.is_enabled()
        if reports_death:
            faulthandler.enable(shown)
        failed = True
        try:
            yield
            failed = False
        finally:
            if reports_death:
                faulthandler.disable()
            os.dup2(shown, _STANDARD_ERROR)
            os.close(shown)
            if failed:
                kept.seek(0)
                os.write(_STANDARD_ERROR, kept.read())
