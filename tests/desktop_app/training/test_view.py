from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.training.events import DiscriminatorSlowed, RolledBack, RunFinished, RunStarted
from core.training.options import TrainingOptions
from desktop_app.look.theme import LIGHT
from desktop_app.training.panel import TrainingPanel
from desktop_app.training.verdict import TrainingVerdict
from desktop_app.translation import Translation


def test_what_happened_on_the_way_is_remarked(panel: TrainingPanel, run_started: RunStarted) -> None:
    missing = replace(run_started, missing_features="The weights of vgg19 cannot be had")
    panel.run.event_received.emit(missing)
    assert "VGG19 could not be downloaded" in panel.view.remark.text()
    panel.run.event_received.emit(RolledBack(step=40, reason="not finite", learning_rate=1e-5))
    assert "step 40" in panel.view.remark.text()
    panel.run.event_received.emit(DiscriminatorSlowed(step=60, factor=0.5))
    assert "second network" in panel.view.remark.text()


def test_a_remark_is_made_again_in_another_language(
    panel: TrainingPanel, translation: Translation, qtbot: QtBot
) -> None:
    panel.run.event_received.emit(RolledBack(step=40, reason="not finite", learning_rate=1e-5))
    translation.choose("zh_CN")
    qtbot.waitUntil(lambda: "回到第 40 步" in panel.view.remark.text())


@pytest.fixture
def verdict(qtbot: QtBot) -> TrainingVerdict:
    verdict = TrainingVerdict()
    qtbot.addWidget(verdict)
    verdict.set_colours(LIGHT)
    return verdict


LOST = RunFinished(folder="", model="", kept=False, verdict="", step=9, scores={})


@pytest.mark.parametrize("stopped_early", [True, False])
def test_the_verdict_tells_whether_the_run_ended_early(verdict: TrainingVerdict, stopped_early: bool) -> None:
    verdict.show_verdict(replace(LOST, stopped_early=stopped_early))
    assert ("ended early" in verdict.text.text()) is stopped_early


@pytest.mark.parametrize(("rival", "named"), [("restore-x4", "restore-x4"), ("", "plain enlarging")])
def test_the_verdict_names_what_the_run_was_judged_by_whatever_it_started_from(
    panel: TrainingPanel, rival: str, named: str
) -> None:
    panel.run.options = TrainingOptions(folder=Path(), name="mine", minutes=1, base="restore-x4", scale=2)
    panel.run.event_received.emit(replace(LOST, rival=rival))
    assert f"no better than {named}" in panel.view.verdict.text.text()
