"""Labels with a role, by which the style sheet gives them their look."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

Role = Literal["title", "section", "strong", "hint", "value", "key"]


def role_label(role: Role, text: str = "", *, wraps: bool = False) -> QLabel:
    """A label of the role that resources/style knows; `wraps` breaks its lines."""
    label = QLabel(text, wordWrap=wraps, textFormat=Qt.TextFormat.PlainText)  # a name may look like HTML
    label.setProperty("role", role)
    if wraps:
        label.setMinimumWidth(1)  # else a long name in it would widen the window
    return label


class NameLabel(QLabel):
    """A name in bold that never widens its parent: it is cut off where there is no room."""

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
    """`name` for a menu, which would take a single & for the mark of a mnemonic."""
    return name.replace("&", "&&")
