"""The title of a dock: a quiet heading, or only a grip to drag it by."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

_HEADING_PX, _GRIP_PX = 38, 12
_AROUND_A_NAME_PX, _NAME_LETTERS = 100, 11
"""The narrowest a dock may be: a photo's thumbnail, and enough of its name to tell it from others."""


class DockTitle(QWidget):
    """Mouse events are passed on to the dock, which is moved and floated by them."""

    def __init__(self, *, with_heading: bool) -> None:
        super().__init__()
        self._with_heading = with_heading
        self._text = ""

    def set_text(self, text: str) -> None:
        """The heading."""
        self._text = text
        self.update()

    def sizeHint(self) -> QSize:
        width = _AROUND_A_NAME_PX + _NAME_LETTERS * self.fontMetrics().horizontalAdvance("x")
        return QSize(width, _HEADING_PX if self._with_heading else _GRIP_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (it is small)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.AlternateBase))
        if self._with_heading:
            font = painter.font()
            font.setWeight(font.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            area = self.rect().adjusted(16, 2, -16, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(QRectF(self.width() / 2 - 14, 5, 28, 3), 1.5, 1.5)
