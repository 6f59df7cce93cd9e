from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from core.training.events import DiscriminatorSlowed, RolledBack, RunFinished, RunStarted
from desktop_app.look.theme import LIGHT
from desktop_app.training.panel import TrainingPanel
from desktop_app.training.verdict import TrainingVerdict


def test_what_happened_on_the_way_is_remarked(panel: TrainingPanel, run_started: RunStarted) -> None:
    missing = replace(run_started, missing_features="The weights of vgg19 cannot be had")
    panel.run.event_received.emit(missing)
    assert "VGG19 could not be downloaded" in panel.view.remark.text()
    panel.run.event_received.emit(RolledBack(step=40, reason="not finite", learning_rate=1e-5))
    assert "step 40" in panel.view.remark.text()
    panel.run.event_received.emit(DiscriminatorSlowed(step=60, factor=0.5))
    assert "second network" in panel.view.remark.text()


@pytest.mark.parametrize("stopped_early", [True, False])
def test_the_verdict_tells_whether_the_run_ended_early(qtbot: QtBot, stopped_early: bool) -> None:
    verdict = TrainingVerdict()
    qtbot.addWidget(verdict)
    verdict.set_colours(LIGHT)
    finished = RunFinished(
        folder="", model="", kept=False, verdict="", step=9, scores={}, stopped_early=stopped_early
    )
    verdict.show_verdict(finished, rival="")
    assert ("ended early" in verdict.text.text()) is stopped_early
