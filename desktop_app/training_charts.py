"""The live curves of a run: held-out score, losses, discriminator."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.training.events import Scored, StepDone
from core.training.run_folder import RunFolder
from desktop_app.loss_chart import Line, LossChart
from desktop_app.theme import Colours

_LOSSES = (
    Line("pixel", "accent"),
    Line("perceptual", "success"),
    Line("adversarial", "danger"),
    Line("discriminator", "text"),
    Line("phase", "muted"),
)
_SCORES = (Line("psnr_y", "accent"), Line("baseline_psnr_y", "muted", is_dashed=True))
_SHARES = (Line("real", "success"), Line("fooled", "danger"))


class TrainingCharts(QWidget):
    """Three charts; the discriminator's shows itself only where there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = LossChart(_SCORES)
        self.losses = LossChart(_LOSSES, is_logarithmic=True)
        self.shares = LossChart(_SHARES, limits=(0, 100))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for chart in self._charts:
            layout.addWidget(chart)
        self.shares.hide()
        self._retranslate()

    @property
    def _charts(self) -> tuple[LossChart, ...]:
        return self.scores, self.losses, self.shares

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
        """Draw what `run` has logged up to `last_step`; what came after it is played again."""
        metrics = _up_to(last_step, run.read(run.metrics))
        losses = {name.removeprefix("loss_"): column for name, column in metrics.items()}
        self._extend(metrics.get("step", ()), losses)
        scores = _up_to(last_step, run.read(run.scores))
        self.scores.extend(scores.get("step", ()), scores)

    def add_step(self, event: StepDone) -> None:
        """Append the losses of a step."""
        self._extend([event.step], {name: [value] for name, value in event.losses.items()})

    def add_score(self, event: Scored) -> None:
        """Append a held-out score, beside that of plain enlarging."""
        baseline = {f"baseline_{name}": value for name, value in event.baseline.items()}
        self.scores.add(event.step, event.scores | baseline)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

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
            {"psnr_y": self.tr("this model"), "baseline_psnr_y": self.tr("plain enlarging")},
        )
        self.losses.set_texts(
            self.tr("Losses (lower is better)"),
            {
                "pixel": self.tr("pixels"),
                "perceptual": self.tr("look"),
                "adversarial": self.tr("fakes seen"),
                "discriminator": self.tr("judge"),
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
