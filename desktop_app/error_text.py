"""Errors in plain words, in the person's language as far as the kind of error goes."""

import errno

from PySide6.QtCore import QCoreApplication

from core.errors import (
    DeviceError,
    HeirloomError,
    ModelError,
    OptionsError,
    OutputError,
    PhotoError,
    TrainingError,
)

EXPECTED_ERRORS = (HeirloomError, OSError, MemoryError)
"""What can go wrong without a mistake in the program; everything else is reported as a mistake."""


def headline(error: Exception) -> str:
    """One translated sentence for the kind of `error`."""
    translate = QCoreApplication.translate
    if isinstance(error, PhotoError):
        return translate("Errors", "This photo cannot be used.")
    if isinstance(error, OutputError):
        return translate("Errors", "The result cannot be written.")
    if isinstance(error, ModelError):
        return translate("Errors", "The model cannot be used. Choose another one.")
    if isinstance(error, OptionsError):
        return translate("Errors", "These settings do not work together.")
    if isinstance(error, DeviceError):
        return translate("Errors", "The device cannot do this. Choose another device or a smaller scale.")
    if isinstance(error, TrainingError):
        return translate("Errors", "Training cannot go on.")
    if isinstance(error, MemoryError):
        return translate(
            "Errors", "There is not enough memory. Close other programs or choose a smaller scale."
        )
    if isinstance(error, OSError):
        return _system_headline(error)
    return translate("Errors", "Something unexpected went wrong.")


def explain(error: Exception) -> str:
    """The headline, and below it what exactly was received, expected and can be done."""
    return f"{headline(error)}\n{error}" if str(error) else headline(error)


def _system_headline(error: OSError) -> str:
    translate = QCoreApplication.translate
    if isinstance(error, FileNotFoundError):
        return translate("Errors", "The file is no longer there. It may have been moved or deleted.")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return translate("Errors", "Access is not allowed. Choose another folder for the results.")
    if error.errno == errno.ENOSPC:
        return translate("Errors", "The disk is full. Free some space or choose another folder.")
    return translate("Errors", "The file cannot be read or written.")
