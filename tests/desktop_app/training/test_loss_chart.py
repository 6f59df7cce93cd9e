import math

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.look.theme import DARK, LIGHT
from desktop_app.training.loss_chart import Line, LossChart


@pytest.fixture
def chart(qtbot: QtBot) -> LossChart:
    chart = LossChart([Line("pixel", "accent"), Line("phase", "muted")], is_logarithmic=True)
    chart.set_texts("Losses", {"pixel": "pixels", "phase": "grid"})
    chart.set_colours(LIGHT)
    qtbot.addWidget(chart)
    chart.resize(300, 180)
    chart.show()
    return chart


def colours_of(chart: LossChart) -> set[str]:
    image = chart.plot.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_line_is_drawn_in_the_themes_colour(chart: LossChart) -> None:
    for step in range(1, 6):
        chart.add(step, {"pixel": 0.1})
    assert LIGHT.accent in colours_of(chart)
    chart.set_colours(DARK)
    assert DARK.accent in colours_of(chart)
    assert LIGHT.accent not in colours_of(chart)


def test_a_single_point_is_drawn_as_a_dot(chart: LossChart) -> None:
    chart.extend([1, 2], {"pixel": [math.nan, 0.1]})
    assert LIGHT.accent in colours_of(chart)
    chart.set_colours(DARK)
    assert DARK.accent in colours_of(chart)
    chart.clear()
    assert DARK.accent not in colours_of(chart)


def test_the_legend_names_the_lines_that_have_points_with_their_last_values(chart: LossChart) -> None:
    assert not chart.legend.isVisible()
    chart.add(1, {"pixel": 0.5, "unknown": 1.0})
    chart.add(2, {"pixel": 0.25})
    assert chart.legend.isVisible()
    assert chart.plot.accessibleDescription() == "pixels 0.25"
    assert "grid" not in chart.legend.text()


def test_zeros_and_missing_values_do_not_break_a_logarithmic_chart(chart: LossChart) -> None:
    chart.extend([1, 2, 3], {"pixel": [0.0, math.nan, 0.1]})
    assert chart.points["pixel"][0] == [1, 2, 3]
    chart.plot.grab()


def test_clearing_removes_all_points(chart: LossChart) -> None:
    chart.add(1, {"pixel": 0.5})
    chart.clear()
    assert chart.points["pixel"] == ([], [])
    assert not chart.legend.isVisible()


def test_forgetting_removes_the_points_of_later_steps(chart: LossChart) -> None:
    chart.extend([1, 2, 3], {"pixel": [0.5, 0.4, 0.3]})
    chart.forget(after=2)
    assert chart.points["pixel"] == ([1, 2], [0.5, 0.4])
    assert chart.plot.accessibleDescription() == "pixels 0.4"


def test_the_names_of_a_logarithmic_axis_stand_apart(chart: LossChart) -> None:
    axis = chart.plot.getAxis("left")
    ticks = [math.log10(value) for value in (0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.2, 0.3)]
    assert axis.tickStrings(ticks, 1.0, 1.0) == ["0.05", "", "", "", "", "0.1", "0.2", ""]
    assert axis.tickStrings(ticks[1:3], 1.0, 1.0) == ["0.06", "0.07"]
