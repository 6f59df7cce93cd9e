"""What is painted over the panes: their labels, the divider, the frame of a preview."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

_SHADE = QColor(20, 18, 16, 175)
_INK = QColor(255, 255, 255, 235)
_LABEL_PADDING_PX = 5
_MARGIN_PX = 12
_GRIP_RADIUS_PX = 14


class PaneOverlay:
    """One for all panes."""

    def __init__(self) -> None:
        self.before_label = self.after_label = self.preview_label = ""
        self.accent = QColor("white")

    def paint_labels(
        self, painter: QPainter, size: QSize, *, before: bool, after: bool, preview: bool
    ) -> None:
        """Name what a pane of `size` shows; with `preview`, its result is a preview."""
        if before:
            self._paint_label(painter, self.before_label, left=_MARGIN_PX)
        if after:
            label = self.preview_label if preview else self.after_label
            self._paint_label(painter, label, right=size.width() - _MARGIN_PX, accented=preview)

    def paint_divider(self, painter: QPainter, x: int, size: QSize, picture: QRect) -> None:
        """Draw the divider at `x` across `picture`, with its grip half-way down a pane of `size`."""
        for pen in (QPen(QColor(0, 0, 0, 70), 4), QPen(_INK, 2)):
            painter.setPen(pen)
            painter.drawLine(x, picture.top(), x, picture.bottom())
        middle = QPoint(x, size.height() // 2)
        painter.setPen(QPen(QColor(0, 0, 0, 60), 1))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawEllipse(middle, _GRIP_RADIUS_PX, _GRIP_RADIUS_PX)
        pen = QPen(QColor(60, 52, 44), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for side in (-1, 1):
            tip = middle + QPoint(8 * side, 0)
            painter.drawLine(tip, tip + QPoint(-4 * side, -4))
            painter.drawLine(tip, tip + QPoint(-4 * side, 4))

    def paint_preview_frame(self, painter: QPainter, place: QRectF) -> None:
        """Draw the border of a preview, in the scene's own units."""
        pen = QPen(self.accent, 1.5, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    def _paint_label(
        self,
        painter: QPainter,
        text: str,
        *,
        left: float | None = None,
        right: float = 0,
        accented: bool = False,
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        width, height = metrics.horizontalAdvance(text) + 20, metrics.height() + 2 * _LABEL_PADDING_PX
        rect = QRectF(right - width if left is None else left, _MARGIN_PX, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.accent if accented else _SHADE)
        painter.drawRoundedRect(rect, height / 2, height / 2)
        is_light = accented and self.accent.lightness() > 140
        painter.setPen(QColor(30, 20, 10) if is_light else _INK)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
