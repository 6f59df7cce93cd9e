"""Turns photos of the list into jobs for the JobRunner, and what it tells into states of the photos."""

from PySide6.QtCore import QObject, Signal

from core.config import OutputOptions
from core.outcomes import Failed, PhotoOutcome, Restored
from desktop_app.error_text import Explanation, raise_mistake
from desktop_app.photos.entry import PhotoEntry, State, WrittenResult, file_stamp
from desktop_app.photos.list_model import PhotoListModel
from desktop_app.restore.job_runner import JobRunner
from desktop_app.restore.pasted import with_pasted_folder
from desktop_app.restore.worker import RestoreJob


class RestoreQueue(QObject):
    """Keeps the entries' states in step with the work."""

    finished = Signal(int, int)
    """The queue is empty: how many photos were restored, and how many failed. 0 and 0: all were cancelled."""

    pasted_restored = Signal(object)
    """Path of a pasted picture's result; the user cannot know where it is."""

    nothing_to_restore = Signal()
    """All photos have a result with their current settings already."""

    def __init__(self, model: PhotoListModel, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._runner = model, runner
        self._were_restored: dict[PhotoEntry, bool] = {}
        self._is_working = False
        self.output = self._running_output = OutputOptions()
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progress)
        runner.restored.connect(self._on_restored)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        runner.queue_changed.connect(self._on_queue_changed)

    def restore(self, entries: list[PhotoEntry]) -> None:
        """Queue photos with their current settings; those that are queued already keep their place."""
        on_their_way = [entry for entry in entries if self._is_on_its_way(entry)]
        self._runner.forget(on_their_way)  # a job with other settings may wait as well
        wanted = [entry for entry in entries if entry not in on_their_way]
        for entry in wanted:
            if entry.state is not State.RUNNING or self._runner.is_cancelling:
                entry.state, entry.share_done, entry.failure = State.WAITING, 0.0, None
        self._model.touch(*wanted)
        self._runner.restore([RestoreJob(entry, entry.options, self._output_of(entry)) for entry in wanted])

    def restore_all(self) -> None:
        """Queue every photo without a result of its current settings in the place where it is wanted."""
        if entries := [entry for entry in self._model.entries if not self._is_written(entry)]:
            self.restore(entries)
        else:
            self.nothing_to_restore.emit()

    def retry_failed(self) -> None:
        """Queue the failed ones again."""
        self.restore(self._model.failed)

    def _is_on_its_way(self, entry: PhotoEntry) -> bool:
        is_as_wanted = entry.is_being_restored and self._running_output == self._output_of(entry)
        return is_as_wanted and not self._runner.is_cancelling

    def _output_of(self, entry: PhotoEntry) -> OutputOptions:
        return with_pasted_folder(self.output) if entry.is_pasted else self.output

    def _is_written(self, entry: PhotoEntry) -> bool:
        is_done = entry.state not in (State.WAITING, State.RUNNING, State.FAILED)
        result = entry.result
        is_there = result is not None and result.output == self._output_of(entry) and result.path.exists()
        return is_done and is_there and entry.is_result_current and entry.is_as_restored

    def _on_started(self, job: RestoreJob) -> None:
        job.entry.job_options, self._running_output = job.options, job.output
        job.entry.job_stamp = file_stamp(job.entry.path)
        self._set_state(job.entry, State.RUNNING)

    def _on_progress(self, job: RestoreJob, share: float) -> None:
        job.entry.share_done = share
        self._model.touch(job.entry)

    def _on_restored(self, job: RestoreJob, outcome: PhotoOutcome) -> None:
        assert isinstance(outcome, Restored)  # results are numbered, never skipped
        entry = job.entry
        entry.take_restored(
            WrittenResult(
                path=outcome.target,
                stamp=file_stamp(outcome.target),
                size=outcome.result_size,
                photo_stamp=entry.job_stamp,
                options=entry.job_options or job.options,
                model=outcome.model,
                output=job.output,
            )
        )
        entry.size, entry.notes = outcome.size, outcome.notes
        self._were_restored[entry] = True
        self._set_state(entry, self._state_after(entry, State.DONE))
        if entry.is_pasted:
            self.pasted_restored.emit(outcome.target)

    def _on_failed(self, job: RestoreJob, error: Exception | Failed) -> None:
        self._were_restored[job.entry] = False
        if self._runner.is_waiting(job.entry):
            self._set_state(job.entry, State.WAITING)
        else:
            self._model.set_failed(job.entry, Explanation.of(error), at_opening=False)
        if isinstance(error, Exception):
            raise_mistake(error)

    def _on_cancelled(self, jobs: list[RestoreJob]) -> None:
        entries = [job.entry for job in jobs]
        for entry in entries:
            entry.state = self._state_after(entry, State.DONE if entry.result else State.READY)
        self._model.touch(*entries)

    def _state_after(self, entry: PhotoEntry, state: State) -> State:
        """`state`, unless the photo was asked for again meanwhile."""
        return State.WAITING if self._runner.is_waiting(entry) else state

    def _on_queue_changed(self) -> None:
        if self._runner.is_busy:
            self._is_working = True
        elif self._is_working:
            self._is_working = False
            last, self._were_restored = list(self._were_restored.values()), {}
            self.finished.emit(last.count(True), last.count(False))

    def _set_state(self, entry: PhotoEntry, state: State) -> None:
        entry.state = state
        self._model.touch(entry)
