"""The real training process with a tiny network; it takes its time, for it imports TensorFlow twice."""

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from core.models.store import find_model
from core.training.events import RunFinished, SampleSaved, TrainingEvent
from core.training.options import TrainingOptions
from core.training.run_list import unfinished_runs
from desktop_app.training.panel import TrainingPanel
from desktop_app.training.run import TrainingState

PATIENCE_MS = 180_000
LONGEST_TURN_S = 0.1
LONGEST_STALL_S = 2.0
"""As if it waited for the training process; a busy machine alone does not hold it that long."""


class Heartbeat(QObject):
    """How long the event loop works at a time, which a busy machine does not stretch, and is deaf."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_turn_s = self.longest_stall_s = 0.0
        self._worked, self._last = time.thread_time(), time.perf_counter()
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        worked, now = time.thread_time(), time.perf_counter()
        self.longest_turn_s = max(self.longest_turn_s, worked - self._worked)
        self.longest_stall_s = max(self.longest_stall_s, now - self._last)
        self._worked, self._last = worked, now


def test_a_real_run_is_paused_resumed_and_judged_while_the_window_stays_fluid(
    qtbot: QtBot, panel: TrainingPanel, album: Path
) -> None:
    options = TrainingOptions(
        folder=album, name="album", steps=6, scale=2, filters=4, blocks=1, batch=2, patch_px=32
    )
    events: list[TrainingEvent] = []
    panel.run.event_received.connect(events.append)

    panel.run.start(options)
    heartbeat = Heartbeat()  # not before: a first run's charts import pyqtgraph, which takes 0.3 s at once
    qtbot.waitUntil(lambda: any(isinstance(event, SampleSaved) for event in events), timeout=PATIENCE_MS)
    qtbot.mouseClick(panel.buttons.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.run.state is TrainingState.PAUSED, timeout=PATIENCE_MS)
    assert unfinished_runs() == ["album"]

    qtbot.mouseClick(panel.buttons.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.run.state is TrainingState.FINISHED, timeout=PATIENCE_MS)
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert finished.step == 6
    assert panel.view.verdict.isVisible()
    assert panel.view.charts is not None
    assert len(panel.view.charts.scores.points["psnr_y"][0]) > 2
    if finished.kept:
        assert find_model("album").card.architecture.scale == 2
    assert unfinished_runs() == []

    assert heartbeat.longest_turn_s < LONGEST_TURN_S
    assert heartbeat.longest_stall_s < LONGEST_STALL_S
