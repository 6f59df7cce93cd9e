"""Shows how far the work is: in the status line, on the taskbar, by the pause and cancel actions."""

from PySide6.QtCore import QObject

from desktop_app.number_text import duration_text
from desktop_app.restore.job_runner import JobRunner
from desktop_app.restore.queue import RestoreQueue
from desktop_app.system.desktop_progress import DesktopProgress
from desktop_app.window.actions import Actions
from desktop_app.window.status_line import StatusLine


class WorkDisplay(QObject):
    """Follows the JobRunner."""

    def __init__(
        self,
        runner: JobRunner,
        queue: RestoreQueue,
        status: StatusLine,
        actions: Actions,
        desktop: DesktopProgress,
    ) -> None:
        super().__init__(status)
        self._runner, self._status, self._actions, self._desktop = runner, status, actions, desktop
        runner.queue_changed.connect(self.refresh)
        runner.progressed.connect(self.refresh)
        queue.finished.connect(self.show_finished)
        actions["pause"].triggered.connect(self._toggle_pause)
        self.refresh()

    def refresh(self) -> None:
        """Show the current state."""
        runner = self._runner
        self._actions.set_enabled(runner.is_busy and not runner.is_cancelling, "pause", "cancel")
        self._actions.show_paused(runner.is_paused and runner.is_busy)
        if runner.is_busy:
            self._status.show_work(self._work_text(), runner.share_done)
            self._desktop.show_progress(runner.share_done)

    def show_finished(self, restored: int, failed: int) -> None:
        """Tell how many photos were restored, and how many failed."""
        parts = [self.tr("%n photo(s) restored", "", restored)] if restored else []
        parts += [self.tr("%n failed", "", failed)] if failed else []
        text = ", ".join(parts) or self.tr("Cancelled")
        self._status.show_idle(text)
        self._desktop.end_progress(self.tr("Heirloom is done"), text)

    def _work_text(self) -> str:
        runner = self._runner
        if runner.is_cancelling:
            return self.tr("Stopping")
        text = self.tr("Paused") if runner.is_paused else self.tr("Restoring")
        if runner.waiting_count:
            text += "  \N{MIDDLE DOT}  " + self.tr("%n more waiting", "", runner.waiting_count)
        if runner.remaining_s is not None and not runner.is_paused:
            left = duration_text(runner.remaining_s)
            text += "  \N{MIDDLE DOT}  " + self.tr("{time} left").format(time=left)
        return text

    def _toggle_pause(self) -> None:
        if self._runner.is_paused:
            self._runner.resume()
        else:
            self._runner.pause()
