"""How a photo looks in the list: thumbnail, name, state."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.look.icons import tinted_pixmap
from desktop_app.look.theme import Colours
from desktop_app.photos.entry import PhotoEntry, State
from desktop_app.photos.list_model import ENTRY_ROLE
from desktop_app.photos.state_text import state_text

_HEIGHT_PX = 72
_AROUND_TEXT_PX = 36
_THUMBNAIL_PX = 56
_PADDING_PX = 8
_BADGE_PX = 16


class PhotoDelegate(QStyledItemDelegate):
    """Paints a row; `colours` follow the theme."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 (Qt's signature)
        lines = 2 * option.fontMetrics.height() + _AROUND_TEXT_PX
        return QSize(1, max(_HEIGHT_PX, lines))  # as wide as the list

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: PhotoEntry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        row: QRect = option.rect.adjusted(_PADDING_PX, 2, -_PADDING_PX, -2)
        self._paint_background(painter, row, option.state)
        top = row.top() + (row.height() - _THUMBNAIL_PX) // 2
        frame = QRect(row.left() + _PADDING_PX - 2, top, _THUMBNAIL_PX, _THUMBNAIL_PX)
        self._paint_thumbnail(painter, frame, entry)
        text = row.adjusted(_THUMBNAIL_PX + 2 * _PADDING_PX + 2, 12, -_PADDING_PX, -12)
        self._paint_text(painter, text, entry, option.font)
        if entry.state is State.RUNNING:
            self._paint_progress(painter, text, entry.share_done)
        painter.restore()

    def _paint_background(self, painter: QPainter, row: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            colour = self.colours.accent_soft
        elif state & QStyle.StateFlag.State_MouseOver:
            colour = self.colours.hover
        else:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(row, 8, 8)

    def _paint_thumbnail(self, painter: QPainter, frame: QRect, entry: PhotoEntry) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(frame), 5, 5)
        painter.fillPath(shape, QColor(self.colours.canvas))
        if not entry.thumbnail.isNull():
            painter.save()
            painter.setClipPath(shape)
            painter.drawImage(frame, entry.thumbnail, _middle_square(entry.thumbnail.size()))
            painter.restore()
        self._paint_badge(painter, frame, entry.state)

    def _paint_badge(self, painter: QPainter, frame: QRect, state: State) -> None:
        badges = {
            State.DONE: ("done", self.colours.success),
            State.FAILED: ("failed", self.colours.danger),
            State.WAITING: ("waiting", self.colours.muted),
        }
        if state not in badges:
            return
        name, colour = badges[state]
        circle = QRectF(frame.right() - _BADGE_PX + 5, frame.bottom() - _BADGE_PX + 5, _BADGE_PX, _BADGE_PX)
        painter.setPen(QPen(QColor(self.colours.panel), 2))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(circle)
        mark = tinted_pixmap(name, self.colours.panel, 2 * _BADGE_PX)
        painter.drawPixmap(circle.adjusted(3, 3, -3, -3), mark, QRectF(mark.rect()))

    def _paint_text(self, painter: QPainter, area: QRect, entry: PhotoEntry, font: QFont) -> None:
        name_font = QFont(font)
        name_font.setWeight(QFont.Weight.Medium)
        _paint_line(
            painter, area, entry.path.name, Qt.TextElideMode.ElideMiddle, name_font, self.colours.text
        )
        below = area.adjusted(0, QFontMetrics(font).height() + 4, 0, 0)
        colour = self.colours.danger if entry.state is State.FAILED else self.colours.muted
        _paint_line(painter, below, state_text(entry), Qt.TextElideMode.ElideRight, font, colour)

    def _paint_progress(self, painter: QPainter, area: QRect, share: float) -> None:
        groove = QRectF(area.left(), area.bottom() - 1, area.width(), 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.border))
        painter.drawRoundedRect(groove, 1.5, 1.5)
        painter.setBrush(QColor(self.colours.accent))
        groove.setWidth(groove.width() * share)
        painter.drawRoundedRect(groove, 1.5, 1.5)


def _paint_line(
    painter: QPainter, area: QRect, text: str, cut: Qt.TextElideMode, font: QFont, colour: str
) -> None:
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    line = QRect(area.left(), area.top(), area.width(), metrics.height())
    elided = metrics.elidedText(text, cut, area.width())
    painter.drawText(line, Qt.TextFlag.TextDontClip, elided)  # letters of other scripts may be taller


def _middle_square(size: QSize) -> QRect:
    side = min(size.width(), size.height())
    return QRect((size.width() - side) // 2, (size.height() - side) // 2, side, side)
