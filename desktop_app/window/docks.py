"""The list of photos and the side panel as docks, which the user may move, float and hide."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from desktop_app.widgets.dock_title import DockTitle

_WIDTHS_PX = (250, 320)


class Docks(QObject):
    """The two docks; that of the photos has a heading, the side panel has its tabs instead."""

    def __init__(self, photos: QWidget, panel: QWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.photos = self._add("photos", photos, Qt.DockWidgetArea.LeftDockWidgetArea, with_heading=True)
        self.panel = self._add("panel", panel, Qt.DockWidgetArea.RightDockWidgetArea, with_heading=False)
        window.resizeDocks([self.photos, self.panel], list(_WIDTHS_PX), Qt.Orientation.Horizontal)

    @property
    def toggles(self) -> list[QAction]:
        """Actions that show and hide the docks."""
        return [dock.toggleViewAction() for dock in (self.photos, self.panel)]

    def show_all(self) -> None:
        """Show both docks."""
        for dock in (self.photos, self.panel):
            dock.show()

    def retranslate(self) -> None:
        """Set the titles in the current language."""
        self.photos.setWindowTitle(self.tr("Photos"))
        self.panel.setWindowTitle(self.tr("Panels"))

    def _add(
        self, name: str, content: QWidget, area: Qt.DockWidgetArea, *, with_heading: bool
    ) -> QDockWidget:
        dock = QDockWidget()
        dock.setObjectName(f"{name}_dock")
        content.setObjectName(name)
        dock.setWidget(content)
        title = DockTitle(with_heading=with_heading)
        dock.setTitleBarWidget(title)
        dock.windowTitleChanged.connect(title.set_text)
        self._window.addDockWidget(area, dock)
        return dock
