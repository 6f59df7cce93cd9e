"""Keeps the mouse wheel, which scrolls a panel, from changing the fields it passes over."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QWidget

_FIELDS = (QComboBox, QAbstractSpinBox, QAbstractSlider)


class WheelGuard(QObject):
    """Of the fields in `content`, only the one with the focus listens to the wheel."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        for kind in _FIELDS:
            for field in content.findChildren(kind):
                if not isinstance(field, QScrollBar):
                    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not WheelFocus
                    field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        passes_over = (
            event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus()
        )
        if passes_over:
            event.ignore()  # so that it goes on to the panel
        return passes_over
