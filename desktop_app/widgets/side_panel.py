"""The tabs at the right, some of which are made when they are first chosen."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop_app.system.event_loop import call_later

_WIDTH_PX = 308


class SidePanel(QTabWidget):
    """A page that takes time to build, or imports much, can wait until its tab is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self._factories: dict[int, Callable[[], QWidget]] = {}
        self.currentChanged.connect(self._build)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(_WIDTH_PX, 0))

    def add_page(self, page: QWidget) -> None:
        """Append a page."""
        self.addTab(page, "")

    def add_lazy_page(self, factory: Callable[[], QWidget]) -> None:
        """Append a page that `factory` makes when its tab is first chosen."""
        holder = QWidget()
        holder.setLayout(QVBoxLayout(contentsMargins=QMargins()))
        self._factories[self.addTab(holder, "")] = factory

    def set_titles(self, *titles: str) -> None:
        """Translated titles, in the order of the pages."""
        for number, title in enumerate(titles):
            self.setTabText(number, title)

    def _build(self, number: int) -> None:
        factory = self._factories.pop(number, None)
        if factory is not None:
            page = factory()  # this takes some 50 ms, and so does showing it
            call_later(page, lambda: self.widget(number).layout().addWidget(page))
