"""The events of a training run as text for the terminal."""

from core.training.events import (
    GOOD_JPEG,
    SHARES,
    DiscriminatorSlowed,
    RolledBack,
    RunFinished,
    RunStarted,
    Scored,
    StepDone,
    TrainingEvent,
)


def event_line(event: TrainingEvent) -> str:
    """One event in words; empty for those that the progress bar shows well enough."""
    if isinstance(event, RunStarted):
        rejected = "".join(f"Left out: {path}: {why}\n" for path, why in event.rejected.items())
        aside = f", {event.set_aside} set aside, less sharp than these" if event.set_aside else ""
        again = f" goes on at step {event.resumed_at_step}" if event.resumed_at_step else ""
        return (
            f"{rejected}{event.name}{again}: "
            f"{event.photos} photos to learn from, {event.held_out} held out{aside}; "
            f"{event.parameters:,} parameters on {event.device}, {event.precision}\n"
            f"{_found(event.faults)}Features: {event.features}{_instead_of(event.missing_features)}\n"
            f"Run folder: {event.folder}"
        )
    if isinstance(event, StepDone):
        return f"step {event.step}: {_losses(event.losses)}; {event.remaining_s / 60:.0f} min left"
    if isinstance(event, Scored):
        gain = event.scores["psnr_y"] - event.baseline["psnr_y"]
        score = f"{event.scores['psnr_y']:.2f} dB, {gain:+.2f} dB against plain enlarging"
        return f"step {event.step}: held-out PSNR {score}"
    if isinstance(event, RolledBack):
        return f"step {event.step}: rolled back, {event.reason}"
    if isinstance(event, DiscriminatorSlowed):
        return (
            f"step {event.step}: the discriminator told all photos apart; "
            f"from here it learns at {event.factor:.3g} of its rate"
        )
    if isinstance(event, RunFinished):
        stopped = f"Stopped early, at step {event.step}. " if event.stopped_early else ""
        return f"{stopped}{event.verdict}\nModel: {event.model}"
    return ""


def _instead_of(missing: str) -> str:
    return f". {missing}; these stand in for them" if missing else ""


def _found(faults: dict[str, float]) -> str:
    if not faults:
        return ""
    saved = f", saved as JPEG of quality {faults['jpeg']:.0f}"
    return (
        f"Found in the album: blur of {faults['blur_px']:.1f} px, noise of {100 * faults['noise']:.1f} %"
        f"{saved if faults['jpeg'] < GOOD_JPEG else ''}\n"
    )


def _losses(metrics: dict[str, float]) -> str:
    words = ", ".join(f"{name} {value:.4f}" for name, value in metrics.items() if name not in SHARES)
    if not metrics.keys() >= SHARES:
        return words
    real, fooled = metrics["real"], metrics["fooled"]
    return (
        f"{words}; the discriminator is right about {real:.0%} of the originals and {1 - fooled:.0%} of "
        f"the generated photos, and the generator fools it with {fooled:.0%}"
    )
