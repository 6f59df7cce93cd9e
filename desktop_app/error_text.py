"""Errors in plain words, in the person's language."""

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
    """What went wrong; `str` says it in the language of the moment.

    It does not keep the errors themselves, which hold the photos they came from in memory.

    Attributes:
        causes: of each error core's words, and the headline of its kind, both in English.
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
        """For each error the headline, and what exactly was received, expected and can be done.

        Where the headline says it all, an empty line parts them: what follows is for those who want details.
        """
        parts = [_said(*cause).partition("\n\n") for cause in self.causes]
        messages, details = ("\n".join(filter(None, (part[side] for part in parts))) for side in (0, 2))
        return "\n\n".join(filter(None, [messages, details]))


def explained(error: Exception) -> Explanation:
    """What to tell of an error that can be expected; raises any other."""
    raise_mistake(error)
    return Explanation.of(error)


def raise_mistake(error: Exception) -> None:
    """Raise `error`, for the report, unless it can be expected."""
    if not isinstance(error, EXPECTED_ERRORS):
        raise error


def _said(words: str, headline: str) -> str:
    known = known_words(words)
    if known is not None:
        return f"{known}\n\n{words}"
    translated = QCoreApplication.translate("Errors", headline) if headline else ""
    return "\n".join(filter(None, [translated, words]))


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
