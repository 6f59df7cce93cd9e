"""A run's curves as a picture."""

import matplotlib.figure

from core.figures import save_figure
from core.training.events import BASELINE_PREFIX, LOSS_PREFIX, SHARES
from core.training.run_folder import RunFolder


def save_curves(run: RunFolder) -> None:
    """Draw losses and held-out score over the steps, as soon as there is something to draw."""
    metrics, scores = run.metrics.read(), run.scores.read()
    if not metrics:
        return
    figure = matplotlib.figure.Figure(figsize=(9, 4), layout="constrained")
    loss_axes, score_axes = figure.subplots(1, 2)
    for name, values in metrics.items():
        loss = name.removeprefix(LOSS_PREFIX)
        if loss != name and loss not in SHARES:
            loss_axes.plot(metrics["step"], values, marker=".", label=loss)
    loss_axes.set(xlabel="step", ylabel="loss", yscale="log")
    loss_axes.legend()
    for name, style in (("psnr_y", "-"), (f"{BASELINE_PREFIX}psnr_y", "--")):
        score_axes.plot(scores.get("step", ()), scores.get(name, ()), style, marker=".", label=name)
    score_axes.set(xlabel="step", ylabel="held-out photos (dB)")
    score_axes.legend()
    save_figure(figure, run.curves)
