"""Interrupted training runs, each with buttons to resume and to discard it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.errors import TrainingError
from core.training.run_folder import RunFolder
from core.training.run_list import run_path, unfinished_runs
from desktop_app.widgets.labels import NameLabel, hint_label
from desktop_app.widgets.retranslated import Retranslated


@dataclass(frozen=True)
class UnfinishedRun:
    """A run to resume, unless another process has taken it; `share_done` is 0..1 of its budget."""

    name: str
    share_done: float
    is_taken: bool = False


class UnfinishedTraining(Retranslated, QWidget):
    """A card for each run that can be resumed here and now; hidden while there is none."""

    resume_wanted = Signal(str)
    """Name of the run."""
    discard_wanted = Signal(str)
    """Name of the run."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[UnfinishedRun] = []
        self.cards: dict[str, _Card] = {}
        self._column = QVBoxLayout(self, contentsMargins=QMargins(), spacing=8)
        self.hide()

    def show_runs(self, runs: list[UnfinishedRun]) -> None:
        """Show `runs`, without those that another process has taken."""
        self._runs = [run for run in runs if not run.is_taken]
        self._show()

    def _retranslate(self) -> None:
        self._show()

    def _show(self) -> None:
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = {run.name: _Card(run) for run in self._runs}
        for name, card in self.cards.items():
            card.resume_button.clicked.connect(partial(self.resume_wanted.emit, name))
            card.discard_button.clicked.connect(partial(self.discard_wanted.emit, name))
            self._column.addWidget(card)
        self.setVisible(bool(self._runs))


class _Card(QFrame):
    def __init__(self, run: UnfinishedRun) -> None:
        super().__init__()
        self.setProperty("role", "card")
        text = self.tr("Interrupted after {percent} % of its time. It can go on from there.")
        self.resume_button, self.discard_button = (
            QPushButton(self.tr("Resume")),
            QPushButton(self.tr("Discard…")),
        )
        self.discard_button.setProperty("flat", True)
        self.resume_button.setAccessibleName(self.tr("Resume {name}").format(name=run.name))
        self.discard_button.setAccessibleName(self.tr("Discard {name}").format(name=run.name))
        buttons = QHBoxLayout()
        buttons.addWidget(self.resume_button)
        buttons.addWidget(self.discard_button)
        buttons.addStretch()
        layout = QVBoxLayout(self, contentsMargins=QMargins(14, 10, 14, 10), spacing=6)
        layout.addWidget(NameLabel(run.name))
        layout.addWidget(hint_label(text.format(percent=round(100 * run.share_done))))
        layout.addLayout(buttons)


def list_unfinished() -> list[UnfinishedRun]:
    """The runs that are not finished; to be called in a background thread, for it reads files."""
    runs = {name: RunFolder(run_path(name)) for name in unfinished_runs()}
    return [UnfinishedRun(name, _share_done(run), run.is_taken) for name, run in runs.items()]


def _share_done(run: RunFolder) -> float:
    """By the log, which may be a little ahead of the checkpoint; 0 where it cannot be read."""
    try:
        options, metrics = run.read_options(), run.metrics.read()
        if options.steps is not None:
            return metrics["step"][-1] / options.steps
        return metrics["elapsed_s"][-1] / (60 * (options.minutes or 1))
    except (TrainingError, OSError, KeyError, IndexError, ValueError, TypeError):
        return 0.0
