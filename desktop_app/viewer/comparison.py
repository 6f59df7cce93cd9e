"""Before and after: side by side, divided, or one at a time, always at the same place."""

from PySide6.QtCore import QMargins, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.photos.pyramid import Pyramid
from desktop_app.settings import ViewMode
from desktop_app.viewer.image_view import ImageView, Shows
from desktop_app.viewer.overlay import PaneOverlay
from desktop_app.widgets.retranslated import Retranslated

_MAIN_SHOWS: dict[ViewMode, Shows] = {"side_by_side": "before", "split": "both", "single": "after"}


class ComparisonView(Retranslated, QWidget):
    """Two panes that move together; the second is visible only side by side."""

    place_changed = Signal()
    """Zoom, place, size or mode changed; ask `zoom` and `visible_rect`."""
    pixel_pointed = Signal(int, int, object, object)
    """Column and row in the photo, QColor before and after (None where there is none)."""
    pixel_left = Signal()
    """The pointer is no longer over the photo, or another photo is shown."""
    file_dragged = Signal()
    """The user drags the picture out of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._overlay = PaneOverlay()
        self.main_pane, self.second_pane = (ImageView(self._overlay, self) for _ in range(2))
        self._panes = (self.main_pane, self.second_pane)
        self._mode: ViewMode = "split"
        self._is_following = False
        layout = QHBoxLayout(self, contentsMargins=QMargins(), spacing=2)
        for pane in self._panes:
            layout.addWidget(pane, 1)
        self.main_pane.moved.connect(self._follow_main)
        self.second_pane.moved.connect(self._follow_second)
        for pane in self._panes:
            pane.pointed.connect(self._tell_pixel)
            pane.left.connect(self.pixel_left)
            pane.original_held.connect(self.hold_original)
            pane.file_dragged.connect(self.file_dragged)
            pane.divider_moved.connect(self.main_pane.set_divider)
        self.set_mode(self._mode)
        self._retranslate()

    # What is shown

    def show_photo(self, pyramid: Pyramid | None, size: QSize) -> None:
        """Show a photo of `size` px, without a result; `pyramid` may be its thumbnail until it is read."""
        for pane in self._panes:
            pane.show_photo(pyramid, QRectF(0, 0, size.width(), size.height()))
        self.pixel_left.emit()
        self.place_changed.emit()

    def replace_photo(self, pyramid: Pyramid) -> None:
        """Show the photo itself in place of its thumbnail, and keep everything else."""
        for pane in self._panes:
            pane.before.show_picture(pyramid, pane.sceneRect())
            pane.refresh()

    def show_result(self, pyramid: Pyramid) -> None:
        """Show a finished result of the whole photo in place of the preview."""
        for pane in self._panes:
            pane.after.show_picture(pyramid, pane.sceneRect())
            pane.preview.show_picture(None, QRectF())
            pane.refresh()
        self.place_changed.emit()

    def show_preview(self, pyramid: Pyramid | None, place: QRectF) -> None:
        """Show a restored part of the photo, marked as preview, over the result; None: no preview."""
        for pane in self._panes:
            pane.preview.show_picture(pyramid, place)
            pane.refresh()
        self.place_changed.emit()

    @property
    def photo_size(self) -> QSize:
        """Size in px of the photo, also while its thumbnail is shown."""
        return self.main_pane.sceneRect().size().toSize()

    @property
    def result(self) -> Pyramid | None:
        """The finished result that is shown."""
        return self.main_pane.after.pyramid

    @property
    def has_preview(self) -> bool:
        return self.main_pane.preview.pyramid is not None

    @property
    def mode(self) -> ViewMode:
        return self._mode

    def set_mode(self, mode: ViewMode) -> None:
        """Arrange the panes."""
        self._mode = mode
        self.second_pane.setVisible(mode == "side_by_side")
        self.main_pane.set_shows(_MAIN_SHOWS[mode])
        self.place_changed.emit()

    @property
    def split_position(self) -> float:
        """Where the divider stands, 0..1 of the photo's width."""
        pane = self.main_pane
        x = pane.mapToScene(pane.divider_x, 0).x() / max(1.0, pane.sceneRect().width())
        return min(max(x, 0.0), 1.0)

    def hold_original(self, held: bool) -> None:
        """Show the original everywhere for as long as `held`."""
        for pane in self._panes:
            pane.hold_original(held)

    # Zoom and place

    @property
    def has_photo(self) -> bool:
        """Whether a photo or its thumbnail is shown."""
        return self.main_pane.before.pyramid is not None

    @property
    def zoom(self) -> float:
        """Screen pixels for a pixel of the result, or of the photo where there is no result."""
        return self.main_pane.zoom

    @property
    def visible_rect(self) -> QRectF:
        """The visible part of the photo, in its pixels."""
        return self.main_pane.visible_rect

    def fit(self) -> None:
        """Show the whole photo."""
        self.main_pane.fit()

    def zoom_to(self, zoom: float) -> None:
        """Show a pixel of the result, or of the photo where there is none, as `zoom` screen pixels."""
        self.main_pane.zoom_to(zoom)

    def zoom_by_steps(self, steps: float) -> None:
        """Zoom in, or out where `steps` are negative."""
        self.main_pane.zoom_by_steps(steps)

    def toggle_fit(self) -> None:
        """Change between the whole photo and 100 % at the pointer, in the pane it is over."""
        pane = self.second_pane if self.second_pane.underMouse() else self.main_pane
        pane.toggle_fit(pane.pointer())

    def set_colours(self, accent: str) -> None:
        """Take the theme's accent."""
        self._overlay.accent = QColor(accent)
        for pane in self._panes:
            pane.refresh()

    def _retranslate(self) -> None:
        self._overlay.before_label = self.tr("Original")
        self._overlay.after_label = self.tr("Restored")
        self._overlay.preview_label = self.tr("Preview")
        for pane in self._panes:
            pane.refresh()
        self.main_pane.setAccessibleName(self.tr("Photo"))
        self.second_pane.setAccessibleName(self.tr("Restored photo"))

    def _follow_main(self) -> None:
        self._follow(self.second_pane, self.main_pane)

    def _follow_second(self) -> None:
        self._follow(self.main_pane, self.second_pane)

    def _follow(self, follower: ImageView, leader: ImageView) -> None:
        if self._is_following or not (leader.isVisibleTo(self) and leader.before.pyramid):
            return
        self._is_following = True
        follower.follow(leader)
        follower.refresh()
        self._is_following = False
        self.place_changed.emit()

    def _tell_pixel(self, point: QPointF) -> None:
        pane = self.main_pane
        before = pane.before.colour_at(point.x(), point.y())
        if before is None:
            self.pixel_left.emit()
            return
        after = pane.preview.colour_at(point.x(), point.y()) or pane.after.colour_at(point.x(), point.y())
        self.pixel_pointed.emit(int(point.x()), int(point.y()), before, after)
