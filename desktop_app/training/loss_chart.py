"""A chart of values over the steps of a run. It imports pyqtgraph, which takes a while."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pyqtgraph as pg
from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_app.look.theme import Colours
from desktop_app.widgets.labels import role_label

_HEIGHT_PX = 118
_DOT_PX = 6
_SMALLEST = 1e-9  # a logarithmic axis has no zero


@dataclass(frozen=True)
class Line:
    """A line of a chart; `colour` is the name of a field of Colours."""

    name: str
    colour: str
    is_dashed: bool = False


class LossChart(QWidget):
    """A title, a legend of the lines that have points, and the lines.

    Args:
        lines: what may be drawn.
        is_logarithmic: for losses, whose sizes differ by powers of ten.
        limits: of the vertical axis; None fits it to the lines.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        *,
        is_logarithmic: bool = False,
        limits: tuple[float, float] | None = None,
    ) -> None:
        super().__init__()
        self._lines = {line.name: line for line in lines}
        self._is_logarithmic = is_logarithmic
        self.points: dict[str, tuple[list[float], list[float]]] = {line.name: ([], []) for line in lines}
        """Steps and values by line."""
        self._texts: dict[str, str] = {}
        self._colours: Colours | None = None
        self._title, self.legend = role_label("section", wraps=True), QLabel(wordWrap=True)
        self.plot = pg.PlotWidget(background=None, axisItems={"left": _ValueAxis("left")})
        self._curves = {
            name: self.plot.plot([], [], connect="finite", symbolSize=_DOT_PX) for name in self._lines
        }
        self._set_up_plot(limits)
        self._lay_out()

    def set_texts(self, title: str, names: Mapping[str, str]) -> None:
        """Translated title, and names of the lines."""
        self._title.setText(title)
        self._texts = dict(names)
        self.plot.setAccessibleName(title)
        self._show_legend()

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self._colours = colours
        for axis in ("left", "bottom"):
            self.plot.getAxis(axis).setPen(colours.border)
            self.plot.getAxis(axis).setTextPen(colours.muted)
        for name, line in self._lines.items():
            colour = getattr(colours, line.colour)
            style = Qt.PenStyle.DashLine if line.is_dashed else Qt.PenStyle.SolidLine
            curve = self._curves[name]
            curve.setPen(pg.mkPen(QColor(colour), width=1.6, style=style))
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)
        self._show_legend()

    def clear(self) -> None:
        """Remove all points."""
        for steps, values in self.points.values():
            steps.clear()
            values.clear()
        self._show()

    def forget(self, *, after: float) -> None:
        """Remove the points of steps beyond `after`."""
        for steps, values in self.points.values():
            kept = bisect_right(steps, after)
            del steps[kept:], values[kept:]
        self._show()

    def add(self, step: float, values: Mapping[str, float]) -> None:
        """Append a point to each line that `values` names; other names are ignored."""
        self.extend([step], {name: [value] for name, value in values.items()})

    def extend(self, steps: Sequence[float], columns: Mapping[str, Sequence[float]]) -> None:
        """Append points to each line that `columns` names."""
        for name in columns.keys() & self.points.keys():
            self.points[name][0].extend(steps)
            self.points[name][1].extend(columns[name])
        self._show()

    def _set_up_plot(self, limits: tuple[float, float] | None) -> None:
        self.plot.setObjectName("chart")
        self.plot.setFixedHeight(_HEIGHT_PX)
        self.plot.setMinimumWidth(0)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        # The wheel scrolls the panel.
        self.plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setAntialiasing(True)
        self.plot.setLogMode(y=self._is_logarithmic)
        self.plot.getAxis("left").setWidth(42)
        if limits:
            self.plot.setYRange(*limits, padding=0.05)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=2)
        layout.addWidget(self._title)
        layout.addWidget(self.legend)
        layout.addWidget(self.plot)

    def _show(self) -> None:
        for name, (steps, values) in self.points.items():
            shown = [max(value, _SMALLEST) for value in values] if self._is_logarithmic else values
            is_dot = sum(map(math.isfinite, shown)) == 1  # one point makes no line
            self._curves[name].setData(steps, shown, symbol="o" if is_dot else None)
        self._show_legend()

    def _show_legend(self) -> None:
        """Name the lines that have points, with their last values."""
        last = {
            f"{self._texts.get(name, name)} {values[-1]:.4g}": self._lines[name].colour
            for name, (_, values) in self.points.items()
            if values
        }
        self.plot.setAccessibleDescription(", ".join(last))
        self.legend.setVisible(bool(last))
        if self._colours:
            self.legend.setText(
                " &emsp;".join(
                    # With hard spaces, so that a line breaks between names only.
                    f'<span style="color: {getattr(self._colours, colour)}">\N{BLACK CIRCLE}&nbsp;'
                    f"{escape(text).replace(' ', '&nbsp;')}</span>"
                    for text, colour in last.items()
                )
            )


class _ValueAxis(pg.AxisItem):
    """Labels only some of the ticks between powers of ten, so that the labels do not overlap."""

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        names: list[str] = super().logTickStrings(values, scale, spacing)
        is_round = [round(10 ** (value % 1)) in (1, 2, 5, 10) for value in values]
        if not any(is_round):
            return names
        return [name if shown else "" for name, shown in zip(names, is_round, strict=True)]
