"""Names of models and of the runs that make them: each must be a valid folder name on every system."""

import re
import unicodedata

from core.errors import ModelError

LONGEST = 80
_PUNCTUATION = " .,'()+-_"
RULE = f"at most {LONGEST} letters, digits, spaces and {_PUNCTUATION.strip()}, with a letter or digit first"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def is_model_name(name: str) -> bool:
    """Whether `name` keeps to RULE, and is not one that Windows reserves."""
    is_plain = 0 < len(name) <= LONGEST and name[0].isalnum() and all(map(_is_allowed, name))
    return is_plain and not name.endswith((".", " ")) and not _RESERVED.fullmatch(name)


def check_name(name: str) -> None:
    """Raise ModelError when `name` cannot name a folder on every system."""
    if not is_model_name(name):
        raise ModelError(f"Received the model name {name[:100]!r}", RULE, "Choose another name.")


def model_name_from(text: str) -> str:
    """The valid model name nearest to `text`; empty if no character of it is allowed in one."""
    composed = unicodedata.normalize("NFC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    plain = "".join(character if _is_allowed(character) else " " for character in composed)
    begun = re.sub(r"^[\W_]+", "", re.sub(" +", " ", plain))
    name = begun[:LONGEST].rstrip(" .")
    return name if is_model_name(name) else ""


def _is_allowed(character: str) -> bool:
    is_mark = unicodedata.category(character) in ("Mn", "Mc")  # the vowels of many scripts
    return character.isalnum() or is_mark or character in _PUNCTUATION
