import re
from pathlib import Path

import matplotlib.figure
import numpy as np
import pytest

from core.training.curves import save_curves
from core.training.events import RunFinished, Scored
from core.training.report import write_report
from core.training.run_folder import RunFolder

FINISHED = RunFinished(folder="", model="", kept=True, verdict="Kept.", step=40, scores={})


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    run = RunFolder(tmp_path)
    run.samples.mkdir()
    return run


def test_a_report_shows_the_start_that_is_to_be_beaten_beside_the_end(run: RunFolder) -> None:
    for step in (0, 10, 20, 30, 40):
        run.save_sample(step, (np.zeros((8, 8, 3), np.uint8),))
    write_report(run, "album", {}, FINISHED, until=30)
    report = run.report.read_text()
    assert re.findall(r"samples/step_0*(\d+).png", report) == ["0", "20", "30"]
    assert re.findall(r"Step (\d+)<", report) == ["0", "20", "30"]


@pytest.mark.parametrize("scores", [{"psnr_y": 30.0}, {"psnr_y": 30.0, "perceptual": 0.2}])
def test_curves_show_every_score_that_a_run_is_judged_by(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch, scores: dict[str, float]
) -> None:
    figures: list[matplotlib.figure.Figure] = []
    monkeypatch.setattr("core.training.curves.save_figure", lambda figure, _path: figures.append(figure))
    for step in (0, 10):
        run.metrics.append({"step": step, "loss_pixel": 0.1})
        run.scores.append(Scored(step=step, scores=scores, baseline=scores).row)
    save_curves(run)
    _, *score_axes = figures[0].axes
    shown = [[line.get_label() for line in axes.lines] for axes in score_axes]
    assert shown == [[name, f"baseline_{name}"] for name in scores]
