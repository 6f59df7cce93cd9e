"""Labels as the style sheet knows them, by their role."""

from typing import Literal

from PySide6.QtWidgets import QLabel

Role = Literal["title", "section", "strong", "hint", "value", "key"]


def role_label(role: Role, text: str = "", *, wraps: bool = False) -> QLabel:
    """A label that looks as its role in resources/style; `wraps` breaks its lines."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made


def hint_label(text: str = "") -> QLabel:
    """A quiet explanation of any length."""
    return role_label("hint", text, wraps=True)
