"""The Train tab: set up a run, or watch the one that goes on."""

from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.errors import TrainingError
from core.models.store import StoredModel, list_models
from core.training.events import StepDone, TrainingEvent
from core.training.run_list import delete_run, rename_base
from desktop_app.error_text import EXPECTED_ERRORS, Explanation, explained
from desktop_app.look.theme import Theme
from desktop_app.message import Message
from desktop_app.settings import Settings
from desktop_app.system.background import Background
from desktop_app.training.buttons import TrainingButtons
from desktop_app.training.questions import CancelAnswer, CancelQuestion, confirms_discarding
from desktop_app.training.run import TrainingRun, TrainingState
from desktop_app.training.setup import TrainingSetup
from desktop_app.training.tuned_models import TunedModels
from desktop_app.training.unfinished import UnfinishedRun, UnfinishedTraining, list_unfinished
from desktop_app.training.view import TrainingView
from desktop_app.widgets.layouts import rule, scrolled
from desktop_app.widgets.notice import Notice
from desktop_app.widgets.retranslated import Retranslated

_MARGIN_PX = 16


class TrainingBreakdown(Exception):
    """A mistake in the program ended the training process; holds the end of its log."""


class TrainingPanel(Retranslated, QWidget):
    """Composition and connections; the run itself is a TrainingRun."""

    model_chosen = Signal(object)
    """Name of the model to restore with from now on; None: choose by itself."""
    models_changed = Signal()
    """List the models again."""
    progressed = Signal(float)
    """Share of the run that is done, 0..1."""
    ended = Signal(str, str)
    """The run ended or was paused: title and words for a notification."""

    def __init__(self, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._settings, self._theme = settings, theme
        self._models: list[StoredModel] = []
        self._unfinished: list[UnfinishedRun] = []
        self._background = Background(1, self)
        self.run = TrainingRun(self)
        self.notice, self.unfinished = Notice(), UnfinishedTraining()
        self.setup, self.models = TrainingSetup(), TunedModels()
        self.view, self.buttons = TrainingView(self.run), TrainingButtons()
        self._lay_out()
        self._connect_signals()
        self.show_settings()
        self._take_colours()
        self._retranslate()
        self._show_state()

    @property
    def is_training(self) -> bool:
        """Whether closing would interrupt a run; it could be resumed."""
        return self.run.is_busy

    def show_settings(self) -> None:
        """Show what is remembered of earlier runs."""
        self.setup.set_minutes(self._settings.training_minutes)
        self.setup.set_speeds(self._settings.training_speeds)

    def refresh(self) -> None:
        """List models and interrupted runs again, in the background."""
        self._background.run(lambda: (list_models(), list_unfinished()), self._take_lists, self._tell_error)

    def stop(self) -> None:
        """Save the state of the run that goes on, wait for its process, and end for good."""
        self.run.stop()
        for part in (self.setup.album, self.models, self._background):
            part.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.notice, self._pages, rule(), self.buttons):
            layout.addWidget(widget)
        # Last, because Qt styles all that is in a widget again for each parent it gets.
        self._setup_page = scrolled(_column(self.unfinished, self.setup, rule(), self.models))
        self._run_page = scrolled(_column(self.view))
        for page in (self._setup_page, self._run_page):
            self._pages.addWidget(page)
        layout.setStretchFactor(self._pages, 1)

    def _connect_signals(self) -> None:
        self.run.state_changed.connect(self._show_state)
        self.run.event_received.connect(self._take_event)
        self.run.ended.connect(self._take_end)
        self.run.failed.connect(self._tell_failure)
        self.run.lost.connect(self._tell_loss)
        self.setup.changed.connect(self._show_start)
        self.setup.album.changed.connect(self._suggest_name)
        self.unfinished.resume_wanted.connect(self._resume)
        self.unfinished.discard_wanted.connect(self._ask_discard)
        self.models.chosen.connect(self._choose_model)
        self.models.rolled_back.connect(self._take_roll_back)
        self.models.renamed.connect(self._take_renamed)
        self.models.changed.connect(self._take_model_change)
        self.models.exported.connect(self._tell_exported)
        self.models.failed.connect(self._tell)
        self.buttons.start.clicked.connect(self._start)
        self.buttons.pause.clicked.connect(self.run.pause)
        self.buttons.cancel.clicked.connect(self._ask_cancel)
        self.buttons.resume.clicked.connect(self._resume_current)
        self.buttons.discard.clicked.connect(self._ask_discard_current)
        self.buttons.use.clicked.connect(self._use_result)
        self.buttons.back.clicked.connect(self.run.close)
        self._theme.changed.connect(self._take_colours)

    def _retranslate(self) -> None:
        self._setup_page.setAccessibleName(self.tr("What to train"))
        self._run_page.setAccessibleName(self.tr("Training run"))

    # What the user does

    def _start(self) -> None:
        options = self.setup.options
        if options is not None:
            self._settings.training_minutes = self.setup.chosen_minutes
            self.notice.hide()
            self.run.start(options)

    def _resume(self, name: str) -> None:
        try:
            self.run.resume(name)
        except TrainingError as error:
            self._tell_error(error)
        else:
            self.notice.hide()

    def _resume_current(self) -> None:
        self._resume(self.run.name)

    def _ask_cancel(self) -> None:
        answer = CancelQuestion(self.run.name, self).ask()
        if answer is CancelAnswer.KEEP:
            self.run.pause()
        elif answer is CancelAnswer.DISCARD:
            self._give_up()

    def _ask_discard_current(self) -> None:
        if confirms_discarding(self, self.run.name):
            self._give_up()

    def _give_up(self) -> None:
        try:
            self.run.give_up()
        except EXPECTED_ERRORS as error:
            self._tell_error(error)

    def _ask_discard(self, name: str) -> None:
        if confirms_discarding(self, name):
            self._background.run(lambda: delete_run(name), self._take_discarded, self._tell_error)

    def _use_result(self) -> None:
        self._choose_model(self.run.name)
        self.run.close()

    def _choose_model(self, name: str) -> None:
        self.models_changed.emit()  # it may have come from elsewhere, as from the command line
        self.model_chosen.emit(name)
        self.models.show_models(self._models, name)

    # What happens

    def _take_event(self, event: TrainingEvent) -> None:
        if isinstance(event, StepDone):
            self.progressed.emit(event.done)

    def _take_end(self) -> None:
        options, pace, state = self.run.options, self.run.steps_per_second, self.run.state
        assert options is not None
        if pace is not None:
            self._settings.training_speeds = self._settings.training_speeds | {options.objective: pace}
            self.setup.set_speeds(self._settings.training_speeds)
        if state is TrainingState.FINISHED:
            self.models_changed.emit()
        titles = {
            TrainingState.PAUSED: self.tr("Training is paused"),
            TrainingState.FINISHED: self.tr("Training is done"),
        }
        self.ended.emit(titles.get(state, self.tr("Training has ended")), options.name)

    def _take_lists(self, lists: tuple[list[StoredModel], list[UnfinishedRun]]) -> None:
        self._models, self._unfinished = lists
        self.setup.set_models(self._models)
        self.models.show_models(self._models, self._settings.restore_options.model)
        self.unfinished.show_runs(self._unfinished)
        self.setup.set_unfinished({run.name for run in self._unfinished})
        self._suggest_name()
        self._show_start()

    def _take_discarded(self, _outcome: None) -> None:
        self.refresh()

    def _take_renamed(self, old: str, new: str) -> None:
        self.setup.rename_model(old, new)
        self._background.run(lambda: rename_base(old, new), lambda _: None, self._tell_error)

    def _take_roll_back(self, _model: str, base: str | None) -> None:
        self.models.show_models(self._models, base)

    def _take_model_change(self) -> None:
        self.models_changed.emit()
        self.refresh()

    def _suggest_name(self) -> None:
        if not self.setup.name.isModified():
            taken = {model.card.name for model in self._models} | {run.name for run in self._unfinished}
            self.setup.suggest_name(taken)

    def _take_colours(self) -> None:
        for part in (self.setup, self.models, self.view, self.buttons):
            part.set_colours(self._theme.colours)

    # What is shown

    def _show_state(self) -> None:
        state, result = self.run.state, self.run.result
        self._pages.setCurrentWidget(self._setup_page if state is TrainingState.IDLE else self._run_page)
        self.buttons.show_state(state, has_won=result is not None and result.kept)
        self._show_start()
        if not self.run.is_busy and self.isVisible():
            self.refresh()

    def _show_start(self) -> None:
        self.buttons.start.setEnabled(self.setup.options is not None)

    def _tell(self, message: Message | Explanation) -> None:
        self.notice.tell(message, "error")

    def _tell_exported(self, path: str) -> None:
        self.notice.tell(Message(lambda: self.tr("Exported as {path}.").format(path=path)))

    def _tell_error(self, error: Exception) -> None:
        self._tell(explained(error))

    def _tell_failure(self, words: str) -> None:
        self._tell(Explanation(((words, QT_TRANSLATE_NOOP("Errors", "Training cannot go on.")),)))

    def _tell_loss(self, log: str) -> None:
        self._tell(Message(partial(self._loss_words, can_resume=self.run.state is TrainingState.PAUSED)))
        if "Traceback" in log:
            raise TrainingBreakdown(log)

    def _loss_words(self, *, can_resume: bool) -> str:
        text = self.tr("The training process ended unexpectedly; perhaps memory ran short, or it was killed.")
        if not can_resume:
            return text
        hint = self.tr("What it had learnt is saved, except for the last minute: press Resume to go on.")
        return f"{text} {hint}"


def _column(*widgets: QWidget) -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(_MARGIN_PX, 14, _MARGIN_PX, 14)
    column.setSpacing(14)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch()
    return content
