"""Training in a child process: TensorFlow neither stalls the window nor keeps its memory."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import psutil
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from core.cli.console import CANCELLED, COMPLAINT, DONE
from core.training.events import RunStarted, from_json
from desktop_app.training.command import command_line

PATIENCE_MS = 60_000
"""How long a process that was asked to stop may take to save its state."""
CLOSING_PATIENCE_MS = 15_000

NICER_BY, NICEST = 5, 19
"""Than the window is, and as far as Unix counts."""

_LOG_CHARACTERS = 8_000


class How(Enum):
    """How a training process ended."""

    FINISHED = auto()
    STOPPED = auto()
    """As it was asked to."""
    FAILED = auto()
    """It said why."""
    LOST = auto()
    """It was killed, or broke down."""


@dataclass(frozen=True)
class Ending:
    """How it ended; `words` are its own, a complaint or the end of its log."""

    how: How
    words: str = ""


class TrainingProcess(QObject):
    """One run of `heirloom train` at a time; its lines become events.

    It is asked to stop by the end of its standard input, which comes too when this program dies.
    """

    event_received = Signal(object)
    """TrainingEvent."""
    ended = Signal(object)
    """Ending."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._patience = QTimer(self, singleShot=True)
        self._log = ""
        self._has_begun = self._is_stopping = False
        self._process.setProcessEnvironment(_environment())
        self._process.started.connect(self._yield_to_the_window)
        self._process.readyReadStandardOutput.connect(self._read_events)
        self._process.readyReadStandardError.connect(self._read_log)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._patience.timeout.connect(self._process.kill)

    @property
    def is_running(self) -> bool:
        return self._process.state() is not QProcess.ProcessState.NotRunning

    @property
    def process_id(self) -> int:
        """0 while nothing runs."""
        return self._process.processId()

    def start(self, arguments: Sequence[str]) -> None:
        """Run `heirloom` with `arguments`, see desktop_app.training.command."""
        self._log, self._has_begun, self._is_stopping = "", False, False
        self._process.start(*command_line(arguments))

    def ask_to_stop(self, patience_ms: int = PATIENCE_MS) -> None:
        """Let it save its state and end; kill it if that takes longer than `patience_ms`."""
        if not self.is_running:
            return
        self._is_stopping = True
        if self._has_begun:
            self._process.closeWriteChannel()
            self._patience.start(patience_ms)
        else:
            self._process.kill()  # it has nothing to save yet, and is deaf while it imports TensorFlow

    def stop(self) -> None:
        """Ask to stop, and wait until the process is gone."""
        self.ask_to_stop(CLOSING_PATIENCE_MS)
        if self.is_running and not self._process.waitForFinished(CLOSING_PATIENCE_MS):
            self._process.kill()
            self._process.waitForFinished()

    @Slot()
    def _yield_to_the_window(self) -> None:
        """Give the window and restoring the first turn at the processor."""
        try:
            if sys.platform == "win32":
                lower = psutil.BELOW_NORMAL_PRIORITY_CLASS
            else:
                lower = min(psutil.Process().nice() + NICER_BY, NICEST)
            psutil.Process(self.process_id).nice(lower)
        except psutil.Error:
            return  # it is gone again, or may not be slowed down: then it runs as it is

    @Slot()
    def _read_events(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode(errors="replace")
            try:
                event = from_json(line)
            except ValueError:
                continue  # libraries print as well
            self._has_begun = self._has_begun or isinstance(event, RunStarted)
            self.event_received.emit(event)

    @Slot()
    def _read_log(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        self._log = (self._log + text)[-_LOG_CHARACTERS:]

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._patience.stop()
        self._read_events()
        self._read_log()
        self.ended.emit(self._ending(code, crashed=status is QProcess.ExitStatus.CrashExit))

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # the others end with `finished` as well
            self.ended.emit(Ending(How.LOST, self._process.errorString()))

    def _ending(self, code: int, *, crashed: bool) -> Ending:
        if self._is_stopping if crashed else code == CANCELLED:
            return Ending(How.STOPPED)
        if code == DONE and not crashed:
            return Ending(How.FINISHED)
        complaints = [line for line in self._log.splitlines() if line.startswith(COMPLAINT)]
        if complaints and not crashed:
            return Ending(How.FAILED, complaints[-1].removeprefix(COMPLAINT))
        return Ending(How.LOST, self._log.strip())


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONUTF8", "1")
    return environment
