"""A picture in a scene whose unit is one pixel of the photo, whatever the picture's own size."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop_app.photos.pyramid import Pyramid

_BLOCKY_FROM = 6.0
"""From this zoom on, in screen pixels per pixel, pixels are shown as squares, without smoothing."""


class PictureItem(QGraphicsItem):
    """Paints the visible part of a pyramid, from the level that fits the zoom.

    `place` is where in the photo the picture lies: the whole photo for a result of any scale, a
    part of it for a preview. `clip` limits what is shown, in photo pixels.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._pyramid: Pyramid | None = None
        self._place = QRectF()
        self._clip: QRectF | None = None

    @property
    def pyramid(self) -> Pyramid | None:
        return self._pyramid

    @property
    def place(self) -> QRectF:
        return self._place

    @property
    def scale_to_photo(self) -> float:
        """Picture pixels per photo pixel: 4 for a result four times as wide."""
        return self._pyramid.size.width() / self._place.width() if self._pyramid else 1.0

    def show_picture(self, pyramid: Pyramid | None, place: QRectF) -> None:
        """Take another picture, or none."""
        self.prepareGeometryChange()
        self._pyramid, self._place = pyramid, place if pyramid else QRectF()
        self.update()

    def set_clip(self, clip: QRectF | None) -> None:
        """Show only what lies in `clip`."""
        if clip != self._clip:
            self._clip = clip
            self.update()

    def colour_at(self, x: float, y: float) -> QColor | None:
        """The colour at a point in photo pixels; None outside the picture."""
        if self._pyramid is None or not self._place.contains(x, y):
            return None
        scale, image = self.scale_to_photo, self._pyramid.full
        column = min(int((x - self._place.x()) * scale), image.width() - 1)
        row = min(int((y - self._place.y()) * scale), image.height() - 1)
        return image.pixelColor(column, row)

    def boundingRect(self) -> QRectF:
        return self._place

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        visible = option.exposedRect & self._place
        if self._clip is not None:
            visible &= self._clip
            painter.setClipRect(self._clip)
        if self._pyramid is None or visible.isEmpty():
            return
        ratio = widget.devicePixelRatioF() if widget else 1.0
        zoom = option.levelOfDetailFromTransform(painter.worldTransform()) * ratio / self.scale_to_photo
        level = self._pyramid.level_for(zoom)
        image = self._pyramid.levels[level]
        to_photo = QTransform.fromTranslate(self._place.x(), self._place.y())
        to_photo.scale(self._place.width() / image.width(), self._place.height() / image.height())
        to_image, _ = to_photo.inverted()
        part = to_image.mapRect(visible).toAlignedRect().adjusted(-1, -1, 1, 1) & image.rect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, zoom < _BLOCKY_FROM)
        painter.drawImage(to_photo.mapRect(QRectF(part)), self._pyramid.crop(level, part))
