"""Whether a trained model is good enough to be used: measured on held-out photos, never promised."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.training.options import Objective

WORTHWHILE_DB = 0.05
WORTHWHILE_SHARE = 0.02
"""A smaller gain, of PSNR or of the perceptual distance, is within the noise of a few held-out photos."""
AFFORDABLE_DB = 2.5
"""What detail may cost in PSNR; the papers' GANs cost 2 to 3 dB."""


@dataclass(frozen=True)
class Verdict:
    """Whether the model won, and why, in words for the user."""

    kept: bool
    words: str


def merit(scores: Mapping[str, float], objective: Objective) -> float:
    """What early stopping maximises: PSNR, or for detail the perceptual distance with a minus sign."""
    return -scores["perceptual"] if objective == "detail" and "perceptual" in scores else scores["psnr_y"]


def harder(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    """The better of two rivals' scores, score by score."""
    return {
        name: (min if name == "perceptual" else max)(value, second[name]) for name, value in first.items()
    }


def judge(scores: dict[str, float], reference: dict[str, float], rival: str, objective: Objective) -> Verdict:
    """Compare a model's held-out scores with those of `rival`: a base model, or plain enlarging.

    Both hold "psnr_y" in dB and, where it could be measured, "perceptual" (lower is better). A
    fidelity model has to win in PSNR; a detail model in perceptual distance, at a bearable price.
    """
    gain_db = round(scores["psnr_y"] - reference["psnr_y"], 2)  # by what is told, so that the words agree
    words = f"{scores['psnr_y']:.2f} dB on held-out photos, {gain_db:+.2f} dB against {rival}"
    won, needed = gain_db >= WORTHWHILE_DB, f"a gain of {WORTHWHILE_DB} dB"
    if "perceptual" in scores and reference.get("perceptual"):  # 0 where there is nothing to restore
        share = round(scores["perceptual"] / reference["perceptual"] - 1, 2)
        words += f"; perceptual distance {scores['perceptual']:.3f}, {100 * share:+.0f} %"
        if objective == "detail":
            won = share <= -WORTHWHILE_SHARE and gain_db >= -AFFORDABLE_DB
            needed = f"{100 * WORTHWHILE_SHARE:.0f} % less distance for at most {AFFORDABLE_DB} dB"
    return Verdict(won, f"{'Kept' if won else f'Not kept: it takes {needed}'}. {words}.")
