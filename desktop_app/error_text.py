"""Errors in plain words, in the user's language."""

import errno
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from core.errors import (
    DeviceError,
    HeirloomError,
    ModelError,
    OptionsError,
    OutputError,
    PhotoError,
    TrainingError,
)
from core.outcomes import Failed
from desktop_app.known_errors import known_words

EXPECTED_ERRORS = (HeirloomError, OSError, MemoryError)
"""What can go wrong without a mistake in the program; everything else is reported as a mistake."""

_KINDS = (
    (PhotoError, QT_TRANSLATE_NOOP("Errors", "This photo cannot be used.")),
    (OutputError, QT_TRANSLATE_NOOP("Errors", "The result cannot be written.")),
    (ModelError, QT_TRANSLATE_NOOP("Errors", "The model cannot be used. Choose another one.")),
    (OptionsError, QT_TRANSLATE_NOOP("Errors", "These settings do not work together.")),
    (
        DeviceError,
        QT_TRANSLATE_NOOP("Errors", "The device cannot do this. Choose another device or a smaller scale."),
    ),
    (TrainingError, QT_TRANSLATE_NOOP("Errors", "Training cannot go on.")),
    (
        MemoryError,
        QT_TRANSLATE_NOOP(
            "Errors", "There is not enough memory. Close other programs or choose a smaller scale."
        ),
    ),
)


@dataclass(frozen=True)
class Explanation:
    """What went wrong; `str` says it in the current language.

    It does not keep the errors themselves, which hold the photos they came from in memory.

    Attributes:
        causes: for each error core's words and the headline of its kind, both in English.
    """

    causes: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, *errors: Exception | Failed) -> "Explanation":
        """Several errors take one line each, in the message and in the details."""
        return cls(
            tuple(
                (error.reason, "") if isinstance(error, Failed) else (str(error), _headline(error))
                for error in errors
            )
        )

    def __str__(self) -> str:
        """The messages, and below an empty line the details, for those who want them."""
        told = [_message_and_details(*cause) for cause in self.causes]
        messages, details = ("\n".join(filter(None, texts)) for texts in zip(*told, strict=True))
        return f"{messages}\n\n{details}" if details else messages


def explained(error: Exception) -> Explanation:
    """The explanation of an expected error; an unexpected one is a mistake in the program, and raised."""
    raise_mistake(error)
    return Explanation.of(error)


def raise_mistake(error: Exception) -> None:
    """Raise `error`, so that it is reported, unless it is an expected one."""
    if not isinstance(error, EXPECTED_ERRORS):
        raise error


def _message_and_details(words: str, headline: str) -> tuple[str, str]:
    """Our own sentence for a known error, with core's words as details; else a headline with core's words."""
    known = known_words(words)
    if known is not None:
        return known, words
    translated = QCoreApplication.translate("Errors", headline) if headline else ""
    return "\n".join(filter(None, [translated, words])), ""


def _headline(error: Exception) -> str:
    for kind, headline in _KINDS:
        if isinstance(error, kind):
            return headline
    if isinstance(error, OSError):
        return _system_headline(error)
    return QT_TRANSLATE_NOOP("Errors", "Something unexpected went wrong.")


def _system_headline(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return QT_TRANSLATE_NOOP("Errors", "The file is no longer there. It may have been moved or deleted.")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return QT_TRANSLATE_NOOP("Errors", "Access is not allowed. Choose another folder for the results.")
    if error.errno == errno.ENOSPC:
        return QT_TRANSLATE_NOOP("Errors", "The disk is full. Free some space or choose another folder.")
    return QT_TRANSLATE_NOOP("Errors", "The file cannot be read or written.")
