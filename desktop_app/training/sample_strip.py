"""Sample pictures of a run: a held-out photo plainly enlarged, by the model, and in the original."""

from pathlib import Path

from PySide6.QtCore import QMargins, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.training.run_folder import SAMPLE_GAP_PX, SAMPLE_PARTS_KEY, sample_step
from desktop_app.widgets.labels import hint_label
from desktop_app.widgets.retranslated import Retranslated

_PARTS = 3
_ENLARGED_PX = 380


class SampleStrip(Retranslated, QWidget):
    """The parts of a sample picture with captions, and a slider that goes back to earlier steps.

    A click on a part, or the button below, shows them large.
    """

    def __init__(self) -> None:
        super().__init__()
        self._paths: list[Path] = []
        self.captions = [hint_label() for _ in range(_PARTS)]
        self.pictures = [_Picture() for _ in range(_PARTS)]
        self.history = QSlider(Qt.Orientation.Horizontal)
        self.enlarge_button = QPushButton()
        self.enlarge_button.setProperty("link", True)
        grid = QGridLayout(horizontalSpacing=6, verticalSpacing=4)
        for column, (caption, picture) in enumerate(zip(self.captions, self.pictures, strict=True)):
            grid.addWidget(picture, 0, column)
            grid.addWidget(caption, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
            picture.clicked.connect(self.enlarge)
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=4)
        layout.addLayout(grid)
        layout.addWidget(self.history)
        layout.addWidget(self.enlarge_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.history.valueChanged.connect(self._show)
        self.enlarge_button.clicked.connect(self.enlarge)
        self.clear()
        self._retranslate()

    def clear(self) -> None:
        """Forget all samples."""
        self._paths.clear()
        self.history.hide()
        self.enlarge_button.hide()
        self._show()

    def add(self, *paths: Path) -> None:
        """Append sample pictures, and show the newest unless an earlier one has been chosen."""
        if not paths:
            return
        follows = self.history.value() >= len(self._paths) - 1
        self._paths += paths
        self.history.setRange(0, len(self._paths) - 1)
        self.history.setVisible(len(self._paths) > 1)
        self.enlarge_button.show()
        if follows:
            self.history.setValue(len(self._paths) - 1)
        self._show()

    def enlarge(self) -> None:
        """Show the parts large, in a window of their own."""
        if self._paths:
            dialog = QDialog(self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setWindowTitle(self._title())
            grid = QGridLayout(dialog, contentsMargins=QMargins(20, 20, 20, 16))
            for column, part in enumerate(self._parts()):
                picture, caption = _Picture(), QLabel(self.captions[column].text())
                picture.setMinimumSize(_ENLARGED_PX, _ENLARGED_PX)
                picture.show_pixmap(part)
                picture.clicked.connect(dialog.close)
                grid.addWidget(picture, 0, column)
                grid.addWidget(caption, 1, column)
            dialog.open()

    def _show(self) -> None:
        self.history.setToolTip(self._title())
        parts = self._parts()
        for column, (caption, picture) in enumerate(zip(self.captions, self.pictures, strict=True)):
            for widget in (caption, picture):
                widget.setVisible(column < len(parts))
            picture.show_pixmap(parts[column] if column < len(parts) else QPixmap())

    def _parts(self) -> list[QPixmap]:
        """The parts of the chosen sample; null ones if its file is gone. Some have no original."""
        if not self._paths:
            return [QPixmap()] * _PARTS
        image = QImage(str(self._paths[self.history.value()]))
        count = int(image.text(SAMPLE_PARTS_KEY) or _PARTS)
        width = (image.width() - (count - 1) * SAMPLE_GAP_PX) // count
        places = [QRect(part * (width + SAMPLE_GAP_PX), 0, width, image.height()) for part in range(count)]
        return [QPixmap.fromImage(image.copy(place)) for place in places]

    def _title(self) -> str:
        step = sample_step(self._paths[self.history.value()]) if self._paths else 0
        return self.tr("Step {step}").format(step=step)

    def _retranslate(self) -> None:
        captions = (self.tr("Plainly enlarged"), self.tr("This model"), self.tr("Original"))
        for label, picture, text in zip(self.captions, self.pictures, captions, strict=True):
            label.setText(text)
            picture.setAccessibleName(text)
        self.history.setAccessibleName(self.tr("Earlier samples"))
        self.enlarge_button.setText(self.tr("Show large"))
        self.setAccessibleName(self.tr("A photo the model has not learnt from"))


class _Picture(QWidget):
    """A pixmap as large as the widget's width allows."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def pixmap(self) -> QPixmap:
        return self._pixmap

    def show_pixmap(self, pixmap: QPixmap) -> None:
        self._pixmap = pixmap
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(88, self.heightForWidth(88))

    def heightForWidth(self, width: int) -> int:
        size = self._pixmap.size()
        return width * size.height() // size.width() if size.width() else width

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (the whole picture is cheap)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap.isNull():
            painter.fillRect(self.rect(), self.palette().midlight())
            return
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(
            QRect((self.width() - size.width()) // 2, 0, size.width(), size.height()), self._pixmap
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.clicked.emit()
