"""What is painted over a pane: its labels, the divider, the frame of a preview."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from desktop_app.viewer.image_view import ImageView

_SHADE = QColor(20, 18, 16, 175)
_INK = QColor(255, 255, 255, 235)
_LABEL_HEIGHT_PX = 24
_MARGIN_PX = 12
_GRIP_RADIUS_PX = 14


class PaneOverlay:
    """Labels are set by the comparison; an empty label is not shown."""

    def __init__(self) -> None:
        self.before_label = self.after_label = self.preview_label = ""
        self.accent = QColor("white")

    def paint(self, painter: QPainter, pane: "ImageView") -> None:
        """Paint in the pane's own pixels, whatever its zoom."""
        if pane.before.pyramid is None:
            return
        if pane.preview.pyramid is not None and not pane.shows_original_only:
            self._paint_preview_frame(painter, pane)
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = pane.viewport().width()
        if pane.is_divided:
            self._paint_divider(painter, pane)
        if pane.is_divided or pane.shows_original_only:
            self._paint_label(painter, self.before_label, left=_MARGIN_PX)
        if not pane.shows_original_only:
            is_preview = pane.preview.pyramid is not None
            label = self.preview_label if is_preview else self.after_label
            self._paint_label(painter, label, right=width - _MARGIN_PX, accented=is_preview)

    def _paint_label(
        self,
        painter: QPainter,
        text: str,
        *,
        left: float | None = None,
        right: float = 0,
        accented: bool = False,
    ) -> None:
        if not text:
            return
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 20
        rect = QRectF(right - width if left is None else left, _MARGIN_PX, width, _LABEL_HEIGHT_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.accent if accented else _SHADE)
        painter.drawRoundedRect(rect, _LABEL_HEIGHT_PX / 2, _LABEL_HEIGHT_PX / 2)
        is_light = accented and self.accent.lightness() > 140
        painter.setPen(QColor(30, 20, 10) if is_light else _INK)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_divider(self, painter: QPainter, pane: "ImageView") -> None:
        x, height = pane.divider_x, pane.viewport().height()
        picture = pane.mapFromScene(pane.sceneRect()).boundingRect() & pane.viewport().rect()
        for pen in (QPen(QColor(0, 0, 0, 70), 4), QPen(_INK, 2)):
            painter.setPen(pen)
            painter.drawLine(x, picture.top(), x, picture.bottom())
        middle = QPoint(x, height // 2)
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

    def _paint_preview_frame(self, painter: QPainter, pane: "ImageView") -> None:
        """Only where the preview is a part of what one sees."""
        if pane.preview.place.contains(pane.visible_rect):
            return
        pen = QPen(self.accent, 1.5, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(pane.preview.place)
