"""What a model, and the run that makes it, can be called: what can name a folder on every system."""

import re

LONGEST = 80
RULE = "at most 80 letters, digits, spaces and .,'()+-_, with a letter or digit first"
_PLAIN = re.compile(r"[^\W_][\w .,'()+-]{0,79}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def model_name_from(text: str) -> str:
    """The model name that is most like `text`; empty where nothing of it can be in one."""
    plain = re.sub(r"[^\w .,'()+-]+", " ", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    name = re.sub(r"^[\W_]+", "", re.sub(" +", " ", plain))[:LONGEST].rstrip(" .")
    return name if is_model_name(name) else ""


def is_model_name(name: str) -> bool:
    """Whether `name` keeps to RULE, and is not one that Windows keeps for itself."""
    is_plain = _PLAIN.fullmatch(name) and not name.endswith((".", " "))
    return bool(is_plain) and not _RESERVED.fullmatch(name)
