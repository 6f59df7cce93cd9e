"""The life of a training run as the user sees it: started, paused, resumed, given up, finished."""

from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from core.training.events import RolledBack, RunFinished, RunStarted, StepDone, TrainingEvent
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from core.training.run_list import delete_run, run_path
from desktop_app.error_text import EXPECTED_ERRORS
from desktop_app.training.command import resume_arguments, start_arguments
from desktop_app.training.process import Ending, How, TrainingProcess


class TrainingState(Enum):
    """What can be done next depends on it."""

    IDLE = auto()
    STARTING = auto()
    RUNNING = auto()
    STOPPING = auto()
    PAUSED = auto()
    """The process is gone, on purpose or not, and its state is saved."""
    FINISHED = auto()


class TrainingRun(QObject):
    """One run at a time. Pausing ends the process, which gives its memory back; resuming starts a new one."""

    state_changed = Signal()
    event_received = Signal(object)
    """TrainingEvent."""
    ended = Signal()
    """The process is gone; `state` tells what is left."""
    failed = Signal(str)
    """The run cannot go on: its own words."""
    lost = Signal(str)
    """The process was killed or broke down; the end of its log."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.process = TrainingProcess(self)
        self.name = ""
        self.options: TrainingOptions | None = None
        self.steps_per_second: float | None = None
        """Measured over the steps of this process; None while it is too early to tell."""
        self.result: RunFinished | None = None
        self._state = TrainingState.IDLE
        self._is_given_up = False
        self._is_own = False
        """Whether what is on disk under the name is this run's; a start may be refused for another's."""
        self._first_step: StepDone | None = None
        self.process.event_received.connect(self._take_event)
        self.process.ended.connect(self._take_ending)

    @property
    def state(self) -> TrainingState:
        return self._state

    @property
    def is_busy(self) -> bool:
        """Whether there is a process."""
        return self._state in (TrainingState.STARTING, TrainingState.RUNNING, TrainingState.STOPPING)

    def start(self, options: TrainingOptions) -> None:
        """Begin a new run."""
        self._begin(options, start_arguments(options), is_own=False)

    def resume(self, name: str) -> None:
        """Go on with an interrupted run.

        Raises:
            TrainingError: there is none of that name.
        """
        self._begin(RunFolder(run_path(name)).read_options(), resume_arguments(name), is_own=True)

    def pause(self) -> None:
        """Save the state and end the process."""
        if self.is_busy:
            self._set_state(TrainingState.STOPPING)
            self.process.ask_to_stop()

    def give_up(self) -> None:
        """End the run and delete what it has learnt.

        Raises:
            TrainingError: another process trains it.
        """
        if self.is_busy:
            self._is_given_up = True
            self.pause()
        elif self._state is TrainingState.PAUSED:
            delete_run(self.name)
            self._set_state(TrainingState.IDLE)

    def close(self) -> None:
        """Leave a run that is paused or finished."""
        if not self.is_busy:
            self._set_state(TrainingState.IDLE)

    def stop(self) -> None:
        """Save the state and wait for the process, at the end of the program."""
        self.process.stop()

    def _begin(self, options: TrainingOptions, arguments: list[str], *, is_own: bool) -> None:
        self.options, self.name = options, options.name
        self.result, self.steps_per_second, self._first_step = None, None, None
        self._is_given_up, self._is_own = False, is_own
        self._set_state(TrainingState.STARTING)
        self.process.start(arguments)

    def _take_event(self, event: TrainingEvent) -> None:
        if isinstance(event, RunStarted):
            self._is_own = True
            if self._state is TrainingState.STARTING:
                self._set_state(TrainingState.RUNNING)
        elif isinstance(event, StepDone):
            self._measure_pace(event)
        elif isinstance(event, RolledBack):
            self._first_step = None  # for steps are counted from event.step again
        elif isinstance(event, RunFinished):
            self.result = event
        self.event_received.emit(event)

    def _measure_pace(self, event: StepDone) -> None:
        if self._first_step is None:  # which still holds the time for tracing the networks
            self._first_step = event
        elif event.elapsed_s > self._first_step.elapsed_s:
            steps = event.step - self._first_step.step
            self.steps_per_second = steps / (event.elapsed_s - self._first_step.elapsed_s)

    def _take_ending(self, ending: Ending) -> None:
        if self._is_given_up and self._can_resume:
            self._discard()
        if self.result is not None:
            self._set_state(TrainingState.FINISHED)
        else:
            self._set_state(TrainingState.PAUSED if self._can_resume else TrainingState.IDLE)
        self.ended.emit()
        if ending.how is How.FAILED:
            self.failed.emit(ending.words)
        elif ending.how is How.LOST:
            self.lost.emit(ending.words)

    @property
    def _can_resume(self) -> bool:
        return self._is_own and RunFolder(run_path(self.name)).can_resume

    def _discard(self) -> None:
        try:
            delete_run(self.name)
        except EXPECTED_ERRORS as error:
            self.failed.emit(str(error))

    def _set_state(self, state: TrainingState) -> None:
        self._state = state
        self.state_changed.emit()
