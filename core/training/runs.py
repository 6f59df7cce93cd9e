"""A training run from a folder of photos to a stored model."""

from dataclasses import asdict, replace
from pathlib import Path

import keras

from core.errors import OptionsError, TrainingError
from core.keras_import import keras_sees_gpu
from core.models.store import StoredModel, find_model, list_models
from core.progress import Progress
from core.training.album import AlbumScan, scan_album
from core.training.damage.matched import AlbumDamage
from core.training.events import DownloadAdvanced, OnEvent, RunFinished, RunStarted
from core.training.finishing import RunParts, finish_run, other_end, rival_of
from core.training.game_parts import Features, architecture_of, build_game, find_features
from core.training.gate import harder
from core.training.options import Precision, TrainingOptions
from core.training.pairs import album_damage, learns_the_albums_damage, pair_maker
from core.training.patches import PairMaker, PatchOptions, PatchSampler
from core.training.photos import PhotoCache
from core.training.precision import building_in, faster_policy
from core.training.presets import Preset, settings_of
from core.training.run_folder import RunFolder
from core.training.run_list import run_path
from core.training.schedule import Plan
from core.training.scoring import HeldOut
from core.training.splitting import split_photos
from core.training.summaries import networks_of_run, save_summaries
from core.training.trainer import SCORES_A_RUN, Trainer
from core.training.weights import tensors_of


def train(options: TrainingOptions, on_event: OnEvent, progress: Progress) -> RunFinished:
    """Train a model as `options` say; a finished run of the same name is replaced.

    Raises:
        TrainingError: nothing usable to learn from, an unfinished run of that name, no space, or
            divergence. ModelError: the base or the features are missing or broken.
        OptionsError: the base, the network and the scale do not go together, or nothing is to be learnt.
        Cancelled: `progress` asked for it; the run can be resumed.
    """
    if any(model.bundled and model.card.name == options.name for model in list_models()):
        raise OptionsError(
            f"Received the name {options.name!r}, which a bundled model has",
            "a name of its own",
            "Choose another name.",
        )
    run = RunFolder(run_path(options.name))
    with run.locked():
        if run.can_resume:
            raise TrainingError(
                f"Received the name {options.name!r}, and an unfinished run has it",
                "a new name, or that run resumed",
                "Resume it, delete its folder, or choose another name.",
            )
        return _train(options, run, on_event, progress)


def resume(name: str, on_event: OnEvent, progress: Progress) -> RunFinished:
    """Go on with the interrupted run of that name from its last checkpoint; raises as train does."""
    run = RunFolder(run_path(name))
    options = run.read_options()
    if not run.can_resume:
        state = "is finished" if run.report.exists() else "has not got as far as a checkpoint"
        raise TrainingError(
            f"Received the run {name!r}, which {state}", "an interrupted run", "Start a new one."
        )
    with run.locked():
        return _train(options, run, on_event, progress)


def _train(options: TrainingOptions, run: RunFolder, on_event: OnEvent, progress: Progress) -> RunFinished:
    base = find_model(options.base) if options.base else None
    architecture = architecture_of(options, base)
    rival = rival_of(base, architecture)
    is_tuned = learns_the_albums_damage(options, base)
    settings = settings_of(options, architecture.network, is_tuned=is_tuned)
    if architecture.scale == 1 and not (options.damage or is_tuned):
        raise OptionsError(
            "Received scale 1 and undamaged photos, which is nothing to learn",
            "damage to undo, or a larger scale",
            "Choose a damage, or scale 2 or 4.",
        )
    earlier_photos, earlier_held_out = run.read_photos(options.folder) if run.can_resume else (None, None)
    scan = scan_album(options.folder, min_px=options.patch_px, progress=progress, only=earlier_photos)
    learning, held_out = split_photos(scan, options, only_sharp=is_tuned, held_out=earlier_held_out)
    factors = scan.clean_factors if is_tuned or options.damage else {}
    precision = faster_policy() if options.precision == "auto" else options.precision
    with building_in(precision):
        features = find_features(options, settings, _with_events(progress, on_event))
        game = build_game(options, settings, architecture, base, features.network)
    untrained_end = other_end(options, rival)
    if not run.can_resume:  # and no sooner, so that what is there outlives a wrong start
        run.create(_resumable(options, base, features, precision))
        run.write_photos(options.folder, scan.measured, held_out)
        networks = {name: player.network for name, player in game.players.items()}
        save_summaries(networks_of_run(networks, features.network), run.summaries)
    photos = PhotoCache(learning, factors)
    damage = album_damage(scan, photos) if is_tuned else None
    pair = pair_maker(options, damage)
    start = tensors_of(game.generator.network.variables)
    trainer = Trainer(
        game,
        _sampler(options, scan, photos, pair, scale=architecture.scale, is_tuned=is_tuned),
        HeldOut(PhotoCache(held_out, factors), pair, scale=architecture.scale, features=features.network),
        run,
        _plan(options, settings, is_tuned=is_tuned),
        on_event,
    )
    parts = RunParts(
        options=options,
        settings=settings,
        folder=run,
        architecture=architecture,
        base=base,
        rival=rival,
        other_end=untrained_end,
        game=game,
        features=features,
        precision=precision,
        trainer=trainer,
    )
    started = _started(parts, scan, damage, photos=len(learning), held_out=len(held_out))
    on_event(started)
    if rival:
        reference = trainer.score_of(rival.weights(options.trained_detail))
    else:  # the network begins as plain enlarging, too, but of another kind
        reference = harder(trainer.baseline, trainer.score_of(start))
    trainer.run(progress)
    return finish_run(parts, started, reference, on_event)


def _with_events(progress: Progress, on_event: OnEvent) -> Progress:
    """The `progress` of a download that is told as events, too."""

    def report(done: float, total: float) -> None:
        progress(done, total)
        on_event(DownloadAdvanced(done=done, total=total))

    return report


def _resumable(
    options: TrainingOptions, base: StoredModel | None, features: Features, precision: Precision
) -> TrainingOptions:
    """`options` that mean the same when the run is resumed: absolute paths, and no "auto" any more."""
    name = options.base
    if base is not None and base.folder == Path(name or ""):
        name = str(base.folder.absolute())
    return replace(
        options,
        folder=options.folder.absolute(),
        base=name,
        features=features.choice,
        precision=precision,
    )


def _sampler(
    options: TrainingOptions,
    scan: AlbumScan,
    photos: PhotoCache,
    pair: PairMaker,
    *,
    scale: int,
    is_tuned: bool,
) -> PatchSampler:
    areas = {path: area / photos.factor(path) ** 2 for path, area in scan.areas.items()}
    patches = PatchOptions(
        scale=scale,
        patch_px=options.patch_px,
        batch=options.batch,
        seed=options.seed,
        any_colours=not (options.damage or is_tuned or options.is_adversarial),
        detailed=not (options.damage or options.is_adversarial),
    )
    return PatchSampler(photos, pair, patches, areas=[areas[path] for path in photos.paths])


def _started(
    parts: RunParts, scan: AlbumScan, damage: AlbumDamage | None, *, photos: int, held_out: int
) -> RunStarted:
    """What `parts` are, and how many photos of the album are used."""
    return RunStarted(
        folder=str(parts.folder.path),
        name=parts.options.name,
        photos=photos,
        held_out=held_out,
        rejected={str(path): reason for path, reason in scan.rejected.items()},
        device=f"{'GPU' if keras_sees_gpu() else 'CPU'} ({keras.backend.backend()})",
        precision=parts.precision,
        features=parts.features.name,
        parameters=parts.game.generator.network.count_params(),
        faults=asdict(damage.typical) if damage else {},
        resumed_at_step=parts.trainer.step,
        missing_features=parts.features.missing,
        set_aside=len(scan.usable) - photos - held_out,
    )


def _plan(options: TrainingOptions, settings: Preset, *, is_tuned: bool) -> Plan:
    # An album is soon learnt by heart, so that its best scored weights count, not its last.
    to_the_end = SCORES_A_RUN if is_tuned else None
    return Plan(
        minutes=options.minutes,
        steps=options.steps,
        peak_learning_rate=settings.learning_rate,
        decay=settings.decay,
        objective=options.objective,
        early_stopping=options.early_stopping or to_the_end,
        report_steps=settings.report_steps,
    )
