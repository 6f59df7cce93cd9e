"""The end of a run: the model with its card, the verdict, the report."""

from dataclasses import asdict, dataclass

from core import SOFTWARE
from core.errors import TrainingError
from core.models.card import Architecture, Kind, ModelCard
from core.models.store import StoredModel, own_models_folder, save_model
from core.models.tensor_file import Weights, interpolated
from core.training.events import OnEvent, RunFinished, RunStarted
from core.training.game_parts import Features
from core.training.games import Game
from core.training.gate import judge
from core.training.options import Precision, TrainingOptions
from core.training.pairs import learns_the_albums_damage
from core.training.presets import Preset
from core.training.report import write_report
from core.training.run_folder import RunFolder
from core.training.trainer import Trainer

TUNED_DETAILS = (0.0, 0.35, 0.7)
"""Tried where only the faithful end was trained; at 1 nothing would be seen of what was learnt."""


@dataclass(frozen=True)
class RunParts:
    """What a run is made of.

    Attributes:
        base: what it starts from.
        rival: see `rival_of`.
        other_end: of the rival's two, the one that the run does not train.
    """

    options: TrainingOptions
    settings: Preset
    folder: RunFolder
    architecture: Architecture
    base: StoredModel | None
    rival: StoredModel | None
    other_end: Weights | None
    game: Game
    features: Features
    precision: Precision
    trainer: Trainer


def rival_of(base: StoredModel | None, architecture: Architecture) -> StoredModel | None:
    """The model that the result has to beat: the base, if its network is the same. None: plain enlarging."""
    return base if base and base.card.architecture == architecture else None


def other_end(options: TrainingOptions, rival: StoredModel | None) -> Weights | None:
    """The end of `rival` that the run does not train, read while the model is there; None: it has none.

    Raises:
        ModelError: it is damaged.
    """
    if rival is None or not (rival.has_detail or options.is_adversarial):
        return None
    return rival.weights(1 - options.trained_detail)


def finish_run(
    parts: RunParts,
    started: RunStarted,
    reference: dict[str, float],
    on_event: OnEvent,
) -> RunFinished:
    """Save the model in the run's folder; if it beats `reference`, among the user's models too."""
    options, run, rival, trainer = parts.options, parts.folder, parts.rival, parts.trainer
    rival_name = rival.card.name if rival else "plain enlarging"
    if rival and rival.has_detail:
        rival_name += f" (both at detail {options.trained_detail:.0f})"
    verdict = judge(trainer.scores, reference, rival_name, options.objective)
    ends = _ends(parts)
    card = _card(parts, ends)
    folder = own_models_folder() / options.name if verdict.kept else run.model
    event = RunFinished(
        folder=str(run.path),
        model=str(folder),
        kept=verdict.kept,
        verdict=verdict.words,
        step=trainer.step,
        scores=trainer.scores,
        reference=reference,
        rival=rival.card.name if rival else "",
        stopped_early=trainer.stopped_early,
    )
    try:
        for place in dict.fromkeys((run.model, folder)):
            save_model(place, card, *ends)
        place = run.report
        write_report(run, options.name, _facts(parts, started), event, until=trainer.trained_step)
    except OSError as error:
        raise TrainingError(
            f"The end of the run cannot be saved as {place} ({error.strerror or error})",
            "a folder that can be written, with some free space",
            "Free some space, then resume the run.",
        ) from error
    for file in (run.checkpoint, run.last_good, run.best):
        file.unlink(missing_ok=True)
    on_event(event)
    return event


def _card(parts: RunParts, ends: tuple[Weights, Weights | None]) -> ModelCard:
    options, trainer = parts.options, parts.trainer
    return ModelCard(
        name=options.name,
        version="1",
        architecture=parts.architecture,
        kind=_kind(parts),
        detail=_advised_detail(parts, *ends),
        training={
            "program": SOFTWARE,
            "objective": options.objective,
            "base": parts.base.card.name if parts.base else "",
            "features": parts.features.name,
            "steps": trainer.step,
            "trained_step": trainer.trained_step,
            "minutes": round(trainer.used_s / 60, 1),
            "batch": options.batch,
            "patch_px": options.patch_px,
            "damage": options.damage,
            "damage_kinds": options.damage_kinds,
            "seed": options.seed,
            "early_stopping": options.early_stopping,
            "stopped_early": trainer.stopped_early,
            **asdict(parts.settings),
        },
        scores={"held-out": trainer.scores},
    )


def _advised_detail(parts: RunParts, faithful: Weights, detailed: Weights | None) -> float:
    """The base's, or where the faithful end was trained, that at which held-out photos look best."""
    rival, trainer = parts.rival, parts.trainer
    if detailed is None or rival is None or not rival.has_detail:
        return float(detailed is not None)
    if parts.options.is_adversarial:
        return rival.card.detail
    details = sorted({min(detail, rival.card.detail) for detail in TUNED_DETAILS})
    if "perceptual" not in trainer.scores:
        return details[-1]
    return min(
        details,
        key=lambda detail: trainer.score_of(interpolated(faithful, detailed, detail))["perceptual"],
    )


def _facts(parts: RunParts, started: RunStarted) -> dict[str, object]:
    """The settings that were used, with every default and "auto" resolved, and what the album was like."""
    options, settings = vars(parts.options), asdict(parts.settings)
    loss = settings.pop("loss")
    chosen = {
        name: value for name, value in options.items() if name not in settings and "_weight" not in name
    }
    facts: dict[str, object] = {
        **chosen,
        **asdict(parts.architecture),
        "features": parts.features.name,
        "precision": parts.precision,
        "device": started.device,
        **settings,
        **{f"{name}_weight": weight for name, weight in loss.items()},
        "photos": f"{started.photos} to learn from, {started.held_out} held out",
        "photos set aside": started.set_aside or None,
        "steps": parts.trainer.step,
        "trained step": parts.trainer.trained_step,
    }
    facts |= {f"found in the album: {name}": f"{value:.3g}" for name, value in started.faults.items()}
    facts |= {f"left out: {name}": reason for name, reason in started.rejected.items()}
    return {name: value for name, value in facts.items() if value is not None}


def _ends(parts: RunParts) -> tuple[Weights, Weights | None]:
    """The faithful end, and the detailed one where there are two: the run trains one, the other stays."""
    trained = parts.trainer.trained_weights()
    if parts.other_end is not None and parts.options.is_adversarial:
        return parts.other_end, trained
    return trained, parts.other_end


def _kind(parts: RunParts) -> Kind:
    is_for_damage = parts.options.damage or learns_the_albums_damage(parts.options, parts.base)
    return "restore" if is_for_damage else parts.options.objective
