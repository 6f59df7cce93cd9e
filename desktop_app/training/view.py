"""A run while it goes on: how far it is, what it makes, its curves, its verdict."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from core.training.events import (
    GOOD_JPEG,
    DiscriminatorSlowed,
    DownloadAdvanced,
    RolledBack,
    RunFinished,
    RunStarted,
    SampleSaved,
    Scored,
    StepDone,
    TrainingEvent,
)
from core.training.run_folder import RunFolder
from desktop_app.look.theme import Colours
from desktop_app.number_text import duration_text
from desktop_app.training.run import TrainingRun, TrainingState
from desktop_app.training.sample_strip import SampleStrip
from desktop_app.training.verdict import TrainingVerdict
from desktop_app.widgets.labels import NameLabel, hint_label
from desktop_app.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from desktop_app.training.charts import TrainingCharts

_DOT = "  \N{MIDDLE DOT}  "


class TrainingView(Retranslated, QWidget):
    """Follows a TrainingRun."""

    def __init__(self, run: TrainingRun) -> None:
        super().__init__()
        self._run = run
        self._colours: Colours | None = None
        self._download: DownloadAdvanced | None = None
        """While it goes on."""
        self._started: RunStarted | None = None
        self._last_step: StepDone | None = None
        self._remarkable: TrainingEvent | None = None
        """What the remark is of."""
        self.charts: TrainingCharts | None = None
        """From the first run on."""
        self.title = NameLabel()
        self.progress_text, self.facts, self.remark = (hint_label() for _ in range(3))
        self.progress = QProgressBar(textVisible=False, maximum=1000)
        self.strip, self.verdict = SampleStrip(), TrainingVerdict()
        self._lay_out()
        run.state_changed.connect(self._take_state)
        run.event_received.connect(self._take_event)

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self._colours = colours
        self.verdict.set_colours(colours)
        if self.charts:
            self.charts.set_colours(colours)

    def _retranslate(self) -> None:
        self._show()

    def _lay_out(self) -> None:
        self.remark.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        for widget in (self.title, self.progress, self.progress_text, self.facts, self.remark):
            self._column.addWidget(widget)
        self._column.addWidget(self.verdict)
        self._column.addWidget(self.strip)
        self._column.addStretch()

    def _take_state(self) -> None:
        if self._run.state is TrainingState.STARTING:
            self._begin()
        self._show()

    def _begin(self) -> None:
        self._download = self._started = self._last_step = self._remarkable = None
        self.strip.clear()
        self.verdict.hide()
        if self.charts:
            self.charts.clear()
        else:
            self.charts = self._add_charts()

    def _add_charts(self) -> "TrainingCharts":
        from desktop_app.training.charts import TrainingCharts  # here, as pyqtgraph takes a while

        charts = TrainingCharts()
        self._column.insertWidget(self._column.count() - 1, charts)
        if self._colours:
            charts.set_colours(self._colours)
        return charts

    def _take_event(self, event: TrainingEvent) -> None:
        if isinstance(event, DownloadAdvanced):
            self._download = event if event.done < event.total else None
        elif isinstance(event, RunStarted):
            self._download, self._started = None, event  # one that failed is over, too
            samples = sorted(RunFolder(Path(event.folder)).samples.glob("*.png"))
            self.strip.add(*(samples if event.resumed_at_step else ()))
            self._remarkable = event if event.missing_features else None
        elif isinstance(event, StepDone):
            self._last_step = event
        elif isinstance(event, SampleSaved):
            self.strip.add(Path(event.path))
        elif isinstance(event, (RolledBack, DiscriminatorSlowed)):
            self._remarkable = event
        elif isinstance(event, RunFinished):
            self.verdict.show_verdict(event)
        if self.charts:
            self._draw(self.charts, event)
        self._show()

    def _draw(self, charts: "TrainingCharts", event: TrainingEvent) -> None:
        if isinstance(event, RunStarted) and event.resumed_at_step:
            charts.add_history(RunFolder(Path(event.folder)), event.resumed_at_step)
        elif isinstance(event, StepDone):
            charts.add_step(event)
        elif isinstance(event, RolledBack):
            charts.forget_steps(after=event.step)
        elif isinstance(event, Scored):
            charts.add_score(event)

    def _show(self) -> None:
        self.title.set_name(self._run.name)
        share = self._share_done()
        self.progress.setRange(0, 0 if share is None else 1000)  # 0 is busy
        self.progress.setValue(round(1000 * (share or 0)))
        self.progress_text.setText(self._progress_words())
        self.progress.setAccessibleName(self.progress_text.text())
        self.facts.setText(self._facts())
        self.remark.setText(self._remark())
        for hint in (self.facts, self.remark):
            hint.setVisible(bool(hint.text()))

    def _share_done(self) -> float | None:
        """None while it is not known."""
        if self._run.state is TrainingState.FINISHED:
            return 1.0
        if self._last_step is not None:
            return self._last_step.done
        if not self._run.is_busy:
            return 0.0
        return self._download.done / self._download.total if self._download else None

    def _progress_words(self) -> str:
        state, last = self._run.state, self._last_step
        if state is TrainingState.STARTING and self._download:
            done, total = (f"{size / 1e6:.0f}" for size in (self._download.done, self._download.total))
            return self.tr("Downloading VGG19, once: {done} of {total} MB").format(done=done, total=total)
        if state is TrainingState.STARTING or (state is TrainingState.RUNNING and last is None):
            return self.tr("Getting ready; that takes some seconds.")
        words = {
            TrainingState.STOPPING: self.tr("Saving what it has learnt"),
            TrainingState.PAUSED: self.tr("Paused"),
            TrainingState.FINISHED: self.tr("Finished"),
        }
        parts = [words[state]] if state in words else []
        if state is TrainingState.RUNNING and last is not None:
            parts.append(self.tr("{time} left").format(time=duration_text(last.remaining_s)))
        if last is not None:
            parts.append(self.tr("step {step}").format(step=f"{last.step:,}"))
        if state is TrainingState.RUNNING and self._run.steps_per_second:
            parts.append(self.tr("{pace} steps a second").format(pace=f"{self._run.steps_per_second:.3g}"))
        return _DOT.join(parts)

    def _facts(self) -> str:
        if self._started is None:
            return ""
        photos = self.tr("%n photo(s) to learn from", "", self._started.photos)
        held_out = self.tr("%n kept for scoring", "", self._started.held_out)
        run = _DOT.join([self._started.device, photos, held_out])
        faults = self._started.faults
        return f"{run}\n{self._found(faults)}" if faults else run

    def _found(self, faults: dict[str, float]) -> str:
        """What is wrong with the album's photos, which the model is tuned to."""
        parts = [
            self.tr("blur {size} px").format(size=f"{faults['blur_px']:.1f}"),
            self.tr("noise {share} %").format(share=f"{100 * faults['noise']:.1f}"),
        ]
        if faults["jpeg"] < GOOD_JPEG:
            parts.append(self.tr("JPEG quality {quality}").format(quality=f"{faults['jpeg']:.0f}"))
        return self.tr("Found in the album: {faults}").format(faults=_DOT.join(parts))

    def _remark(self) -> str:
        match self._remarkable:
            case RunStarted():
                return self.tr("VGG19 could not be downloaded; smaller features do its work.")
            case RolledBack(step=step):
                text = self.tr(
                    "It became unstable, went back to its state at step {step}, and goes on more slowly."
                )
                return text.format(step=step)
            case DiscriminatorSlowed():
                return self.tr("The second network was ahead, and learns more slowly from here on.")
        return ""
