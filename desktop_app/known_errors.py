"""The errors that people meet most, in their own language.

core's errors are in English. They are recognised here by their words, and replaced by a translated
sentence with the same file name and numbers.
"""

import re
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.number_text import size_text

_FILE = "(?P<path>.+?)"
_MODEL = "['\"](?P<model>.+?)['\"]"
_SIZE = r"(?P<width>\d+) x (?P<height>\d+) pixels"

_KNOWN = (
    (
        f"There is no file {_FILE}(;|$)",
        QT_TRANSLATE_NOOP("Errors", "{name} is no longer there. It may have been moved or deleted."),
    ),
    (
        f"Received {_FILE}, which is damaged, cut short",
        QT_TRANSLATE_NOOP("Errors", "{name} is damaged or cut short. Copy it again from where it came from."),
    ),
    (
        f"Received {_FILE}, which is empty",
        QT_TRANSLATE_NOOP("Errors", "{name} is an empty file. Copy it again from where it came from."),
    ),
    (
        f"Received {_FILE}, which holds no photo",
        QT_TRANSLATE_NOOP(
            "Errors", "{name} is no photo that can be read. Save it as PNG or TIFF with another program."
        ),
    ),
    (
        f"Received {_FILE} of {_SIZE}",
        QT_TRANSLATE_NOOP(
            "Errors",
            "{name} is too large: {size} pixels. Make it smaller, or cut it, with another program.",
        ),
    ),
    (
        f"{_FILE} may not be read",
        QT_TRANSLATE_NOOP(
            "Errors", "You have no permission to open {name}. Change its permissions, or copy it elsewhere."
        ),
    ),
    (
        f"The folder {_FILE} holds no photos",
        QT_TRANSLATE_NOOP("Errors", "The folder {name} holds no photos. Choose another folder."),
    ),
    (
        f"The folder {_FILE} cannot be listed",
        QT_TRANSLATE_NOOP(
            "Errors", "You have no permission to open the folder {name}. Change its permissions."
        ),
    ),
    (
        f"{_FILE} cannot be written .*Free some space",
        QT_TRANSLATE_NOOP("Errors", "The disk is full: {name} cannot be written. Free some space."),
    ),
    (
        f"{_FILE} cannot be written .*(may write to|can be written\\.$)",
        QT_TRANSLATE_NOOP(
            "Errors",
            "The folder is read-only: {name} cannot be written. Choose another folder for the results.",
        ),
    ),
    (
        f"{_FILE} cannot be written",
        QT_TRANSLATE_NOOP("Errors", "Writing failed: {name}. Choose another folder for the results."),
    ),
    (
        f"There is already a (file|result) {_FILE}(;|$)",
        QT_TRANSLATE_NOOP("Errors", "There is already a file {name}. Choose another name or folder."),
    ),
    (
        f"Received (?P<count>\\d+) usable photos in {_FILE}( \\(|;)",
        QT_TRANSLATE_NOOP(
            "Errors", "Too few photos to learn from in {name}: {count}. At least 2 are needed; add some."
        ),
    ),
    (
        f"too small \\({_SIZE}\\)",
        QT_TRANSLATE_NOOP("Errors", "Too small: {size} pixels"),
    ),
    ("blank: ", QT_TRANSLATE_NOOP("Errors", "Blank: one tone all over")),
    (f"looks the same as {_FILE}$", QT_TRANSLATE_NOOP("Errors", "Looks the same as {name}")),
    (
        "(?i:there is not enough memory)|Received no memory for a tile|Received .+ takes more memory than",
        QT_TRANSLATE_NOOP(
            "Errors", "There is not enough memory. Close other programs or choose a smaller scale."
        ),
    ),
    (
        "Received no model to work with",
        QT_TRANSLATE_NOOP("Errors", "There is no model to restore with. Import one, or train one."),
    ),
    (
        "Received the device 'gpu'",
        QT_TRANSLATE_NOOP(
            "Errors",
            "There is no graphics card to restore with. Choose another device in the menu Restore, "
            "or install the card's driver.",
        ),
    ),
    (
        f"Received the name {_MODEL} for a model",
        QT_TRANSLATE_NOOP("Errors", "There is already a model {model}. Choose another name."),
    ),
    (
        f"Received the model name {_MODEL};",
        QT_TRANSLATE_NOOP("Errors", "A model cannot be named {model}. Use letters, digits and spaces."),
    ),
    (
        f"Received the name pattern .+, which names the photo {_FILE} itself",
        QT_TRANSLATE_NOOP(
            "Errors",
            "The result would replace {name} itself. Choose another name or folder for the results.",
        ),
    ),
    (
        f"The run {_MODEL} is being trained by another process",
        QT_TRANSLATE_NOOP("Errors", "{model} is being trained already, by another program. Wait for it."),
    ),
    (
        r"The run was rolled back \d+ times",
        QT_TRANSLATE_NOOP(
            "Errors",
            "Training became unstable again and again. Its last good state is kept; more photos may help.",
        ),
    ),
    (
        f"Received the model {_MODEL}; expected a model's name",
        QT_TRANSLATE_NOOP("Errors", "There is no model {model} any more. Choose another one."),
    ),
)


def known_words(words: str) -> str | None:
    """core's `words` as a translated sentence; None where they are not among the known ones."""
    for pattern, sentence in _KNOWN:
        found = re.match(pattern, words, re.DOTALL)
        if found is not None:
            parts = found.groupdict("")
            name = Path(parts.pop("path", "")).name
            size = size_text((parts.pop("width", ""), parts.pop("height", "")))
            return QCoreApplication.translate("Errors", sentence).format(name=name, size=size, **parts)
    return None
