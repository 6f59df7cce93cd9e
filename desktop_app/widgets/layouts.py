"""Pieces of a side panel's layout."""

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop_app.widgets.wheel_guard import WheelGuard


def rule() -> QFrame:
    """A horizontal line between parts."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def scrolled(content: QWidget) -> QScrollArea:
    """`content` as wide as there is room, scrolled; the wheel does nothing else to it."""
    WheelGuard(content)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    return area
