"""What the window shows before there is a photo: what to do."""

from PySide6.QtCore import QMargins, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.look.icons import app_icon, themed_icon
from desktop_app.look.theme import Colours
from desktop_app.widgets.labels import hint_label, role_label
from desktop_app.widgets.retranslated import Retranslated

_ICON_PX = 84
_FRAME_MARGIN_PX, _TEXT_MARGIN_PX = 28, 48


class EmptyState(Retranslated, QWidget):
    """An invitation to drop photos, with buttons for those who do not."""

    def __init__(self, open_photos: QAction, open_folder: QAction) -> None:
        super().__init__()
        self._colours: Colours | None = None
        self._is_target = False
        self._icon, self._title = QLabel(), role_label("title", wraps=True)
        self._hint, self._privacy = hint_label(), hint_label()
        self._icon.setPixmap(app_icon().pixmap(_ICON_PX, _ICON_PX))
        self.open_button, self.folder_button = QPushButton(), QPushButton()
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(open_photos.trigger)
        self.folder_button.clicked.connect(open_folder.trigger)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(10)
        self._buttons.addStretch()
        self._buttons.addWidget(self.open_button)
        self._buttons.addWidget(self.folder_button)
        self._buttons.addStretch()
        layout = QVBoxLayout(self, contentsMargins=QMargins(*[_TEXT_MARGIN_PX] * 4), spacing=10)
        layout.addStretch(3)
        for label in (self._icon, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(12)
        layout.addLayout(self._buttons)
        layout.addStretch(3)
        self._privacy.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._privacy)
        layout.addStretch(1)
        self._retranslate()

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self._colours = colours
        self.open_button.setIcon(themed_icon("add_photo", colours, colour=colours.on_accent))
        self.folder_button.setIcon(themed_icon("add_folder", colours))
        self.update()

    def set_target(self, is_target: bool) -> None:
        """Show whether photos that are being dragged over the window can be dropped."""
        self._is_target = is_target
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for one button above the other, as with a large font."""
        widest = max(button.sizeHint().width() for button in (self.open_button, self.folder_button))
        return QSize(widest + 2 * _TEXT_MARGIN_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        buttons = self.open_button.sizeHint().width() + self.folder_button.sizeHint().width()
        room = self.width() - 2 * _TEXT_MARGIN_PX - self._buttons.spacing()
        direction = QBoxLayout.Direction.LeftToRight if buttons <= room else QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(direction)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (the whole frame is cheap)
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._colours.canvas))
        edge = self._colours.accent if self._is_target else self._colours.disabled
        pen = QPen(QColor(edge), 2 if self._is_target else 1.4)
        pen.setDashPattern([5, 5])
        painter.setPen(pen)
        if self._is_target:
            painter.setBrush(QColor(self._colours.accent_soft))
        frame = QRectF(self.rect()).marginsRemoved(QMarginsF(*[_FRAME_MARGIN_PX] * 4))
        painter.drawRoundedRect(frame, 18, 18)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Drop old photos here"))
        self._hint.setText(self.tr("Photos or whole folders. You can also paste with Ctrl+V."))
        self._privacy.setText(self.tr("Everything happens on this computer. Nothing is sent anywhere."))
        self.open_button.setText(self.tr("Open photos…"))
        self.folder_button.setText(self.tr("Open a folder…"))
