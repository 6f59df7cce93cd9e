"""The middle of the window."""

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.viewer.comparison import ComparisonView
from desktop_app.widgets.notice import Notice
from desktop_app.window.empty_state import EmptyState

_MIN_HEIGHT_PX = 440


class _Pages(QStackedWidget):
    def minimumSizeHint(self) -> QSize:
        """That of the visible page; the other one may be wider."""
        return self.currentWidget().minimumSizeHint()


class PhotoArea(QWidget):
    """The empty state or the comparison, with notices above."""

    def __init__(self, notice: Notice, empty: EmptyState, view: ComparisonView) -> None:
        super().__init__()
        self.notice, self.view = notice, view
        self._pages = _Pages()
        self.setMinimumHeight(_MIN_HEIGHT_PX)
        for page in (empty, view):
            self._pages.addWidget(page)
        column = QVBoxLayout(self, contentsMargins=QMargins(), spacing=0)
        column.addWidget(notice)
        column.addWidget(self._pages, 1)

    def show_comparison(self, is_wanted: bool) -> None:
        """Show the comparison, else the empty state."""
        self._pages.setCurrentIndex(int(is_wanted))
