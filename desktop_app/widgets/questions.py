"""Yes or no, asked over a window."""

from PySide6.QtWidgets import QMessageBox, QWidget

_BUTTONS = QMessageBox.StandardButton


def confirms(
    parent: QWidget,
    title: str,
    question: str,
    *,
    yes: QMessageBox.StandardButton = _BUTTONS.Yes,
    no: QMessageBox.StandardButton = _BUTTONS.No,
) -> bool:
    """Whether the user answers yes; Enter and Esc answer no."""
    return QMessageBox.question(parent, title, question, yes | no, no) == yes
