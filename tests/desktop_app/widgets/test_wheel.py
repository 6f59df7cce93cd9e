import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QScrollArea, QSlider, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.widgets.layouts import scrolled


class Panel(QWidget):
    """Fields on more room than is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.model, self.minutes = QComboBox(), QSpinBox(value=20)
        self.strength = QSlider(Qt.Orientation.Horizontal, value=50)
        self.model.addItems(["one", "two", "three"])
        column = QVBoxLayout(self)
        for field in (self.model, self.minutes, self.strength):
            column.addWidget(field)
        column.addSpacing(2000)

    @property
    def values(self) -> tuple[int, int, int]:
        return self.model.currentIndex(), self.minutes.value(), self.strength.value()


@pytest.fixture
def area(qtbot: QtBot) -> QScrollArea:
    area = scrolled(Panel())
    area.resize(300, 400)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    area.setFocus()
    return area


def turn_wheel(area: QScrollArea, field: QWidget) -> None:
    place = QPointF(field.mapTo(area, field.rect().center()))
    QTest.wheelEvent(area.windowHandle(), place, QPoint(0, -120))


@pytest.mark.parametrize("name", ["model", "minutes", "strength"])
def test_the_wheel_scrolls_the_panel_and_leaves_the_field_it_passes_alone(
    area: QScrollArea, name: str, qtbot: QtBot
):
    panel = area.widget()
    turn_wheel(area, getattr(panel, name))
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    assert panel.values == (0, 20, 50)


@pytest.mark.parametrize("name", ["model", "minutes", "strength"])
def test_the_field_with_the_focus_listens_to_the_wheel(area: QScrollArea, name: str, qtbot: QtBot):
    panel = area.widget()
    getattr(panel, name).setFocus()
    turn_wheel(area, getattr(panel, name))
    qtbot.waitUntil(lambda: panel.values != (0, 20, 50))
    assert area.verticalScrollBar().value() == 0
