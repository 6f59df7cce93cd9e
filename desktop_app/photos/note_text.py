"""The reader's remarks about a photo, in the user's language.

As with errors (see desktop_app/known_errors.py), core's English words are recognised and replaced.
"""

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_KNOWN = (
    (
        r"first of (?P<count>\d+) pages",
        QT_TRANSLATE_NOOP("Notes", "It has {count} pages; only the first is used."),
    ),
    (
        r"first of (?P<count>\d+) frames",
        QT_TRANSLATE_NOOP("Notes", "It has {count} frames; only the first is used."),
    ),
    (
        r"the main one of (?P<count>\d+) pictures",
        QT_TRANSLATE_NOOP("Notes", "It holds {count} pictures; only the main one is used."),
    ),
    (
        "CMYK, converted to sRGB",
        QT_TRANSLATE_NOOP("Notes", "Its printing colours (CMYK) are converted to sRGB."),
    ),
    (
        "CMYK, converted to sRGB without a colour profile",
        QT_TRANSLATE_NOOP(
            "Notes",
            "Its printing colours (CMYK) are converted to sRGB; without a colour profile they may differ.",
        ),
    ),
    (
        r"L\*a\*b\*, converted to sRGB",
        QT_TRANSLATE_NOOP("Notes", "Its colours (L*a*b*) are converted to sRGB."),
    ),
    (
        r"(?P<bits>\d+) bit a sample, read as 16",
        QT_TRANSLATE_NOOP("Notes", "Its {bits} bits a channel are stored as 16."),
    ),
    (
        r"(?P<bits>\d+) bit a sample, cut to 16",
        QT_TRANSLATE_NOOP("Notes", "Only 16 of its {bits} bits a channel are used."),
    ),
    (
        r"(?P<bits>\d+)-bit floating point, read as 16 bit",
        QT_TRANSLATE_NOOP("Notes", "Its {bits}-bit floating point values are read as 16 bits a channel."),
    ),
    (
        r"values from (?P<low>\S+) to (?P<high>\S+), stretched to 16 bit",
        QT_TRANSLATE_NOOP("Notes", "Its values from {low} to {high} are stretched to 16 bits a channel."),
    ),
    (
        "its EXIF block is damaged; what could be read is kept",
        QT_TRANSLATE_NOOP("Notes", "Its date, place and camera data are damaged; what can be read is kept."),
    ),
    (
        "its colours are wider than sRGB, and taken for sRGB",
        QT_TRANSLATE_NOOP("Notes", "It has colours outside sRGB, which may look paler."),
    ),
    (
        "its colour profile is damaged or does not fit, and was left out",
        QT_TRANSLATE_NOOP("Notes", "Its colour profile is damaged or does not fit, and is left out."),
    ),
)


def note_text(note: str) -> str:
    """A remark of core's as a translated sentence; unknown ones stay as they are."""
    for pattern, sentence in _KNOWN:
        found = re.fullmatch(pattern, note)
        if found is not None:
            return QCoreApplication.translate("Notes", sentence).format(**found.groupdict())
    return note
