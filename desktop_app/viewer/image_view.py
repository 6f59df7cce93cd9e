"""One pane of the comparison: the photo, its result, or both with a divider between."""

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.photos.pyramid import Pyramid
from desktop_app.viewer.overlay import PaneOverlay
from desktop_app.viewer.picture_item import PictureItem
from desktop_app.viewer.zoom_view import ZoomView

Shows = Literal["before", "after", "both"]

_HOLD_MS = 180
_HOLD_SLACK_PX = 4
_GRIP_PX = 14


class ImageView(ZoomView):
    """A pane in photo pixels; the result and the preview lie over the photo at the same place."""

    pointed = Signal(QPointF)
    """The pointer is over this point of the photo."""
    left = Signal()
    """The pointer has left the pane."""
    original_held = Signal(bool)
    """Whether a mouse button is held to see the original."""
    divider_moved = Signal(float)
    """The user dragged the divider here, 0..1 of the pane's width."""
    file_dragged = Signal()
    """The user drags the picture out, to another program, with Ctrl held."""

    def __init__(self, overlay: PaneOverlay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overlay = overlay
        self.before, self.after, self.preview = PictureItem(), PictureItem(), PictureItem()
        for item in (self.before, self.after, self.preview):
            self.scene().addItem(item)
        self._shows: Shows = "after"
        self._holds_original = False
        self._divider = 0.5
        self._dragged: Literal["", "photo", "divider", "file"] = ""
        self._pressed_at = self._dragged_to = QPoint()
        self._hold_timer = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._hold_timer.timeout.connect(self._announce_hold)
        self.moved.connect(self.refresh)

    def show_photo(self, pyramid: Pyramid | None, place: QRectF) -> None:
        """Show another photo, of the size of `place`, without result or preview."""
        is_same_size = self.before.pyramid is not None and place == self.sceneRect()
        self.before.show_picture(pyramid, place)
        self.after.show_picture(None, place)
        self.preview.show_picture(None, place)
        self.setSceneRect(place)
        if not is_same_size:
            self.fit()
        self.refresh()

    def set_shows(self, shows: Shows) -> None:
        """Choose what this pane shows."""
        self._shows = shows
        self.refresh()

    def hold_original(self, held: bool) -> None:
        """Show the original in place of the result for as long as `held`."""
        self._holds_original = held
        self.refresh()

    def set_divider(self, position: float) -> None:
        """Put the divider at `position`, 0..1 of the pane's width."""
        self._divider = min(max(position, 0.0), 1.0)
        self.refresh()

    @property
    def has_result(self) -> bool:
        return self.after.pyramid is not None or self.preview.pyramid is not None

    @property
    def is_divided(self) -> bool:
        return self._shows == "both" and not self._holds_original and self.has_result

    @property
    def shows_original_only(self) -> bool:
        return self._shows == "before" or self._holds_original or not self.has_result

    @property
    def divider_x(self) -> int:
        """The divider's place in pixels of the pane."""
        return round(self._divider * self.viewport().width())

    @property
    def pixels_per_unit(self) -> float:
        item = self.after if self.after.pyramid else self.preview
        return item.scale_to_photo if item.pyramid else 1.0

    def refresh(self) -> None:
        """Show and clip the pictures by what is to be seen now, and paint again."""
        before_clip = after_clip = None
        if self.is_divided:
            place = self.sceneRect()
            edge = min(max(self.mapToScene(QPoint(self.divider_x, 0)).x(), place.left()), place.right())
            before_clip, after_clip = QRectF(place), QRectF(place)
            before_clip.setRight(edge)
            after_clip.setLeft(edge)
        for item in (self.after, self.preview):
            item.setVisible(not self.shows_original_only)
            item.set_clip(after_clip)
        # Under a transparent result the photo must not shine through.
        is_covered = self.after.pyramid is not None and not self.shows_original_only
        self.before.setVisible(self.is_divided or not is_covered)
        self.before.set_clip(before_clip if is_covered else None)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = self._dragged_to = event.position().toPoint()
        if event.button() is Qt.MouseButton.MiddleButton:
            self.original_held.emit(True)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._dragged = self._what_is_dragged(event)
            if self._dragged == "photo":
                self._hold_timer.start()
            self._update_cursor(self._pressed_at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if (place - self._pressed_at).manhattanLength() > _HOLD_SLACK_PX:
            self._hold_timer.stop()
        if self._dragged == "divider":
            self.divider_moved.emit(place.x() / max(1, self.viewport().width()))
        elif self._dragged == "photo":
            self.pan(self._dragged_to - place)
        elif self._dragged == "file" and self._has_gone_far(place):
            self._dragged = ""  # the drag takes the release of the button
            self.file_dragged.emit()
        self._dragged_to = place
        self._update_cursor(place)
        self.pointed.emit(self.mapToScene(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hold_timer.stop()
        self._dragged = ""
        self.original_held.emit(False)
        self._update_cursor(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.toggle_fit(event.position().toPoint())

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: ARG002 (the overlay is small)
        if self.before.pyramid is None:
            return
        shows_after, is_preview = not self.shows_original_only, self.preview.pyramid is not None
        if shows_after and is_preview and not self.preview.place.contains(self.visible_rect):
            self.overlay.paint_preview_frame(painter, self.preview.place)
        painter.resetTransform()  # from here on in the pane's own pixels, whatever its zoom
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.viewport().size()
        if self.is_divided:
            picture = self.mapFromScene(self.sceneRect()).boundingRect() & self.viewport().rect()
            self.overlay.paint_divider(painter, self.divider_x, size, picture)
        shows_before = self.is_divided or self.shows_original_only
        self.overlay.paint_labels(painter, size, before=shows_before, after=shows_after, preview=is_preview)

    def _announce_hold(self) -> None:
        self.original_held.emit(True)

    def _what_is_dragged(self, event: QMouseEvent) -> Literal["photo", "divider", "file"]:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return "file"
        return "divider" if self._is_on_divider(self._pressed_at) else "photo"

    def _has_gone_far(self, place: QPoint) -> bool:
        return (place - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()

    def _is_on_divider(self, place: QPoint) -> bool:
        return self.is_divided and abs(place.x() - self.divider_x) <= _GRIP_PX

    def _update_cursor(self, place: QPoint) -> None:
        if self._dragged == "divider" or self._is_on_divider(place):
            shape = Qt.CursorShape.SplitHCursor
        else:
            dragging = self._dragged == "photo"
            shape = Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)
