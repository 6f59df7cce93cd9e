"""A view of one picture to zoom and to pan, with wheel, pinch, drag and keys."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QNativeGestureEvent, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

_STEP = 1.25
_LARGEST_ZOOM = 32.0
_LARGEST_FIT = 4.0
_MARGIN_PX = 12
_PAN_PX = 80


class ZoomView(QGraphicsView):
    """The scene's unit is a pixel of the photo; at zoom 1.0 it covers `pixels_per_unit` screen pixels."""

    moved = Signal()
    """Zoom or place changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self._fits = True
        self.setAcceptDrops(False)  # the window takes drops
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def pixels_per_unit(self) -> float:
        """Pixels of the finest picture in one scene unit: what 100 % refers to."""
        return 1.0

    @property
    def zoom(self) -> float:
        """Screen pixels for a pixel of the finest picture."""
        return self.transform().m11() * self.devicePixelRatioF() / self.pixels_per_unit

    @property
    def is_fitting(self) -> bool:
        return self._fits

    @property
    def visible_rect(self) -> QRectF:
        """The visible part of the scene."""
        return self.mapToScene(self.viewport().rect()).boundingRect() & self.sceneRect()

    def fit(self) -> None:
        """Show the whole scene, also after the pane is resized."""
        self._fits = True
        scene = self.sceneRect()
        if scene.isEmpty():
            return
        room = self.viewport().rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        scale = min(room.width() / scene.width(), room.height() / scene.height(), _LARGEST_FIT)
        self._set_scale(max(scale, 1e-4), self.viewport().rect().center())

    def zoom_to(self, zoom: float, at: QPoint | None = None) -> None:
        """Set the zoom; the point under `at`, or the middle, stays where it is."""
        self._fits = False
        zoom = min(max(zoom, self._smallest_zoom()), _LARGEST_ZOOM)
        scale = zoom * self.pixels_per_unit / self.devicePixelRatioF()
        self._set_scale(scale, self.viewport().rect().center() if at is None else at)

    def zoom_by_steps(self, steps: float, at: QPoint | None = None) -> None:
        """Zoom in (positive) or out."""
        self.zoom_to(self.zoom * _STEP**steps, at)

    def toggle_fit(self, at: QPoint | None) -> None:
        """From fit to 100 % around `at`, or the middle, and back."""
        if self._fits:
            self.zoom_to(1.0, at)
        else:
            self.fit()

    def follow(self, other: "ZoomView") -> None:
        """Take the zoom and the place of another pane of the same photo."""
        self._fits = other.is_fitting
        self.setTransform(other.transform())
        middle = other.mapToScene(other.viewport().rect().center())
        self._scroll(self.mapFromScene(middle) - self.viewport().rect().center())  # centerOn is a pixel off

    def pan(self, by: QPoint) -> None:
        """Move the visible part by screen pixels."""
        self._scroll(by)
        self.moved.emit()

    def _smallest_zoom(self) -> float:
        longest = max(self.sceneRect().width(), self.sceneRect().height(), 1.0)
        return min(0.05, 64 / longest / self.pixels_per_unit)

    def _set_scale(self, scale: float, at: QPoint) -> None:
        point = self.mapToScene(at)
        self.setTransform(QTransform.fromScale(scale, scale))
        self._scroll(self.mapFromScene(point) - at)
        self.moved.emit()

    def _scroll(self, by: QPoint) -> None:
        for bar, pixels in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() + pixels)

    def pointer(self) -> QPoint | None:
        """Where the pointer is in the pane; None where it is outside."""
        place = self.viewport().mapFromGlobal(self.cursor().pos())
        return place if self.viewport().rect().contains(place) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()
        else:
            self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if turned := event.angleDelta().y():  # 0 where the wheel is tilted sideways, or a touch pad swiped
            self.zoom_by_steps(turned / 120, event.position().toPoint())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        is_gesture = isinstance(event, QNativeGestureEvent)
        if is_gesture and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_to(self.zoom * (1 + event.value()), event.position().toPoint())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: QPoint(-_PAN_PX, 0),
            Qt.Key.Key_Right: QPoint(_PAN_PX, 0),
            Qt.Key.Key_Up: QPoint(0, -_PAN_PX),
            Qt.Key.Key_Down: QPoint(0, _PAN_PX),
        }
        if event.key() in steps:
            self.pan(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
