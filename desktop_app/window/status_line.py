"""The status bar: the pixel under the pointer, sizes and zoom, and how far the work is."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar

from desktop_app.number_text import size_text
from desktop_app.widgets.retranslated import Retranslated


class StatusLine(Retranslated, QStatusBar):
    """Left: pixel under the pointer. Right: work, sizes, zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._pixel, self._work, self._sizes, self._zoom = QLabel(), QLabel(), QLabel(), QLabel()
        self._progress = QProgressBar(textVisible=False, maximum=1000)
        self._progress.setFixedWidth(180)
        self.addWidget(self._pixel, 1)
        for widget in (self._work, self._progress, self._sizes, self._zoom):
            self.addPermanentWidget(widget)
        self.show_idle()

    @property
    def work_text(self) -> str:
        return self._work.text()

    @property
    def zoom_text(self) -> str:
        return self._zoom.text()

    def show_pixel(self, x: int, y: int, before: QColor, after: QColor | None) -> None:
        """Show a place in the photo, and the colours there before and after."""
        text = f"{x}, {y}   {before.name().upper()}"
        self._pixel.setText(
            text if after is None else f"{text}  \N{RIGHTWARDS ARROW}  {after.name().upper()}"
        )

    def clear_pixel(self) -> None:
        """Show no pixel."""
        self._pixel.clear()

    def show_sizes(self, source: tuple[int, int] | None, result: tuple[int, int] | None) -> None:
        """Show the sizes of the photo and its result, (width, height) in px."""
        parts = [size_text(size) for size in (source, result) if size]
        self._sizes.setText("  \N{RIGHTWARDS ARROW}  ".join(parts))

    def show_zoom(self, zoom: float | None) -> None:
        """Show `zoom` as a percentage; None: nothing."""
        self._zoom.setText("" if zoom is None else f"{100 * zoom:.0f} %")

    def show_work(self, text: str, share: float) -> None:
        """Show what is being done, and which share of it, 0..1."""
        self._work.setText(text)
        self._progress.setValue(round(1000 * share))
        self._progress.setAccessibleName(text)
        self._progress.show()

    def show_idle(self, text: str = "") -> None:
        """Hide the progress; `text` may tell what was done."""
        self._work.setText(text)
        self._progress.hide()

    def _retranslate(self) -> None:
        self._work.clear()
