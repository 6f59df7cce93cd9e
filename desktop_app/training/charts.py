"""The live curves of a run: held-out score, losses, discriminator."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.training.events import BASELINE_PREFIX, LOSS_PREFIX, Scored, StepDone
from core.training.run_folder import RunFolder
from desktop_app.look.theme import Colours
from desktop_app.training.loss_chart import Line, LossChart
from desktop_app.widgets.retranslated import Retranslated

_LOSSES = (
    Line("pixel", "accent"),
    Line("perceptual", "success"),
    Line("adversarial", "danger"),
    Line("discriminator", "text"),
    Line("phase", "muted"),
)
_BASELINE = f"{BASELINE_PREFIX}psnr_y"
_SCORES = (Line("psnr_y", "accent"), Line(_BASELINE, "muted", is_dashed=True))
_SHARES = (Line("real", "success"), Line("fooled", "danger"))


class TrainingCharts(Retranslated, QWidget):
    """Three charts; the discriminator's shows itself only where there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.scores = LossChart(_SCORES)
        self.losses = LossChart(_LOSSES, is_logarithmic=True)
        self.shares = LossChart(_SHARES, limits=(0, 100))
        self.shares.hide()
        self._charts = (self.scores, self.losses, self.shares)
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=14)
        for chart in self._charts:
            layout.addWidget(chart)
        self._retranslate()

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        for chart in self._charts:
            chart.set_colours(colours)

    def clear(self) -> None:
        """Begin anew."""
        for chart in self._charts:
            chart.clear()
        self.shares.hide()

    def add_history(self, run: RunFolder, last_step: int) -> None:
        """Draw what `run` has logged up to `last_step`; its events tell of what comes after."""
        metrics = _up_to(last_step, run.metrics.read())
        losses = {name.removeprefix(LOSS_PREFIX): column for name, column in metrics.items()}
        self._extend(metrics.get("step", ()), losses)
        scores = _up_to(last_step, run.scores.read())
        self.scores.extend(scores.get("step", ()), scores)

    def add_step(self, event: StepDone) -> None:
        """Append the losses of a step."""
        self._extend([event.step], {name: [value] for name, value in event.losses.items()})

    def add_score(self, event: Scored) -> None:
        """Append a held-out score, beside that of plain enlarging."""
        self.scores.add(event.step, event.row)

    def forget_steps(self, *, after: int) -> None:
        """Take back the losses of steps that are played again; what was scored stays, as on disk."""
        for chart in (self.losses, self.shares):
            chart.forget(after=after)

    def _extend(self, steps: Sequence[float], columns: Mapping[str, Sequence[float]]) -> None:
        self.losses.extend(steps, columns)
        shares = {
            line.name: [100 * share for share in columns[line.name]]
            for line in _SHARES
            if line.name in columns
        }
        self.shares.extend(steps, shares)
        self.shares.setVisible(bool(self.shares.points["real"][0]))

    def _retranslate(self) -> None:
        self.scores.set_texts(
            self.tr("Closeness to unseen originals (dB, higher is better)"),
            {"psnr_y": self.tr("this model"), _BASELINE: self.tr("plain enlarging")},
        )
        self.losses.set_texts(
            self.tr("Losses (lower is better)"),
            {
                "pixel": self.tr("pixels"),
                "perceptual": self.tr("look"),
                "adversarial": self.tr("fakes seen"),
                "discriminator": self.tr("second network"),
                "phase": self.tr("grid"),
            },
        )
        self.shares.set_texts(
            self.tr("The second network's answers (%)"),
            {"real": self.tr("originals known"), "fooled": self.tr("fooled by this model")},
        )


def _up_to(last_step: int, columns: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    rows = [row for row, step in enumerate(columns.get("step", ())) if step <= last_step]
    return {name: [column[row] for row in rows] for name, column in columns.items()}
