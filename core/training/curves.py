"""A run's curves as a picture."""

import matplotlib.figure

from core.figures import save_figure
from core.training.events import BASELINE_PREFIX, LOSS_PREFIX, SCORE_NAMES, SHARES
from core.training.run_folder import RunFolder


def save_curves(run: RunFolder) -> None:
    """Draw losses and held-out scores over the steps, as soon as there is something to draw."""
    metrics, scores = run.metrics.read(), run.scores.read()
    if not metrics:
        return
    measured = [name for name in SCORE_NAMES if name in scores]
    panels = 1 + len(measured)
    figure = matplotlib.figure.Figure(figsize=(4.5 * panels, 4), layout="constrained")
    loss_axes, *score_axes = figure.subplots(1, panels, squeeze=False)[0]
    for name, values in metrics.items():
        loss = name.removeprefix(LOSS_PREFIX)
        if loss != name and loss not in SHARES:
            loss_axes.plot(metrics["step"], values, marker=".", label=loss)
    loss_axes.set(xlabel="step", ylabel="loss", yscale="log")
    loss_axes.legend()
    for name, axes in zip(measured, score_axes, strict=True):
        for column, style in ((name, "-"), (f"{BASELINE_PREFIX}{name}", "--")):
            axes.plot(scores["step"], scores[column], style, marker=".", label=column)
        axes.set(xlabel="step", ylabel=SCORE_NAMES[name], title="held-out photos")
        axes.legend()
    save_figure(figure, run.curves)
