"""Errors in plain words, in the person's language."""

import errno
from collections.abc import Sequence

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
from desktop_app.known_errors import known_words

EXPECTED_ERRORS = (HeirloomError, OSError, MemoryError)
"""What can go wrong without a mistake in the program; everything else is reported as a mistake."""


def headline(error: Exception) -> str:
    """One translated sentence: what is known of this `error`, else of its kind."""
    known = known_words(str(error))
    if known is not None:
        return known
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
    """The headline, and below it what exactly was received, expected and can be done.

    Where the headline says it all, an empty line parts them: what follows is for those who want details.
    """
    return explain_words(str(error), otherwise=headline(error))


def explain_all(errors: Sequence[Exception]) -> str:
    """Several errors in one message, each in a line; details, again each in a line, follow an empty one."""
    parts = [explain(error).partition("\n\n") for error in errors]
    messages, details = ("\n".join(filter(None, (part[side] for part in parts))) for side in (0, 2))
    return "\n\n".join(filter(None, [messages, details]))


def explain_words(words: str, otherwise: str = "") -> str:
    """The same for an error of which there are only core's `words`; `otherwise` is the headline of others."""
    known = known_words(words)
    if known is not None:
        return f"{known}\n\n{words}"
    return "\n".join(filter(None, [otherwise, words]))


def _system_headline(error: OSError) -> str:
    translate = QCoreApplication.translate
    if isinstance(error, FileNotFoundError):
        return translate("Errors", "The file is no longer there. It may have been moved or deleted.")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return translate("Errors", "Access is not allowed. Choose another folder for the results.")
    if error.errno == errno.ENOSPC:
        return translate("Errors", "The disk is full. Free some space or choose another folder.")
    return translate("Errors", "The file cannot be read or written.")
