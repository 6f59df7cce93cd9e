"""Labels as the style sheet knows them, by their role."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

Role = Literal["title", "section", "strong", "hint", "value", "key"]


def role_label(role: Role, text: str = "", *, wraps: bool = False) -> QLabel:
    """A label that looks as its role in resources/style; `wraps` breaks its lines."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    if wraps:
        made.setMinimumWidth(1)  # else a long name in it would widen the window
    made.setTextFormat(Qt.TextFormat.PlainText)  # names may look like something else
    return made


class NameLabel(QLabel):
    """A name in strong letters that never widens what it is in: it is cut off where there is no room."""

    def __init__(self, name: str = "") -> None:
        super().__init__(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.setProperty("role", "strong")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show another name."""
        self.setText(name)
        self.setToolTip(name)


def hint_label(text: str = "") -> QLabel:
    """A quiet explanation of any length."""
    return role_label("hint", text, wraps=True)


def literal(name: str) -> str:
    """A name as a menu shows it letter by letter."""
    return name.replace("&", "&&")
