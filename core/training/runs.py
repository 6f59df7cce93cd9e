"""A training run from a folder of photos to a stored model."""

import os
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from core import __version__
from core.errors import TrainingError
from core.models.card import Architecture, ModelCard
from core.models.generator import build_generator
from core.models.store import StoredModel, find_model, save_model
from core.progress import Progress
from core.training.album import AlbumScan, scan_album
from core.training.events import RunFinished, RunStarted, TrainingEvent
from core.training.games import FidelityGame, Game
from core.training.options import TrainingOptions
from core.training.patches import PairMaker, PatchSampler, shrunk_pair
from core.training.photos import PhotoCache
from core.training.precision import faster_policy
from core.training.run_folder import RunFolder
from core.training.schedule import Budget
from core.training.scoring import HeldOut
from core.training.trainer import Trainer
from core.training.weights import assign_tensors, averaged_weights

OnEvent = Callable[[TrainingEvent], None]


def start_run(options: TrainingOptions, folder: Path, on_event: OnEvent, progress: Progress) -> RunFinished:
    """Train a model as `options` say, with everything of the run in `folder`.

    A folder that holds an interrupted run of the same name is not started over: resume it.

    Raises:
        TrainingError: nothing usable to learn from, a folder in use, no space, or divergence.
        ModelError: the base model is missing or broken.
        Cancelled: `progress` asked for it; the run can be resumed.
    """
    run = RunFolder(folder)
    if run.can_resume:
        raise TrainingError(
            f"Received the name {options.name!r}, and an unfinished run has it",
            "a new name, or that run resumed",
            "Resume it, delete its folder, or choose another name.",
        )
    run.create(options)
    return _train(options, run, on_event, progress)


def resume_run(folder: Path, on_event: OnEvent, progress: Progress) -> RunFinished:
    """Go on with the run in `folder` where its last checkpoint was; raises as start_run does."""
    run = RunFolder(folder)
    return _train(run.read_options(), run, on_event, progress)


def _train(options: TrainingOptions, run: RunFolder, on_event: OnEvent, progress: Progress) -> RunFinished:
    run.lock()
    try:
        scan = scan_album(options.folder, min_px=options.patch_px, progress=progress)
        learning, held_out = _split(scan, options)
        base = find_model(options.base) if options.base else None
        architecture = base.card.architecture if base else _architecture(options)
        policy = faster_policy()
        keras.config.set_dtype_policy(policy)
        game = _build_game(options, architecture, base)
        pair = _pair_maker(options)
        trainer = Trainer(
            game,
            PatchSampler(
                PhotoCache(learning),
                pair,
                scale=architecture.scale,
                patch_px=options.patch_px,
                batch=options.batch,
                seed=options.seed,
            ),
            HeldOut(PhotoCache(held_out), pair, scale=architecture.scale, seed=options.seed),
            run,
            budget=Budget(options.minutes, options.steps),
            peak_learning_rate=options.learning_rate or game.peak_learning_rate,
            on_event=on_event,
        )
        on_event(
            RunStarted(
                folder=str(run.path),
                name=options.name,
                photos=len(learning),
                held_out=len(held_out),
                rejected={str(path): reason for path, reason in scan.rejected.items()},
                device=device_name(),
                precision=policy,
                parameters=game.generator.network.count_params(),
                resumed_at_step=trainer.step,
            )
        )
        trainer.run(progress)
        return _finish(options, run, game, architecture, trainer, on_event)
    finally:
        run.unlock()


def _split(scan: AlbumScan, options: TrainingOptions) -> tuple[list[Path], list[Path]]:
    """Photos to learn from, and photos held out; the same ones for the same seed."""
    paths = [photo.path for photo in scan.usable]
    if len(paths) < 2:
        reasons = "; ".join(f"{path.name}: {reason}" for path, reason in list(scan.rejected.items())[:3])
        raise TrainingError(
            f"Received {len(paths)} usable photos in {options.folder}" + (f" ({reasons})" if reasons else ""),
            f"at least 2 photos of {options.patch_px} pixels or more a side",
            "Add photos, the more the better, and start again.",
        )
    order = np.random.default_rng(options.seed).permutation(len(paths))
    count = max(1, round(options.held_out * len(paths)))
    held_out = set(order[:count].tolist())
    learning = [path for index, path in enumerate(paths) if index not in held_out]
    return learning, [paths[index] for index in sorted(held_out)]


def _architecture(options: TrainingOptions) -> Architecture:
    return Architecture(scale=options.scale, filters=options.filters, blocks=options.blocks)


def _build_game(options: TrainingOptions, architecture: Architecture, base: StoredModel | None) -> Game:
    keras.utils.set_random_seed(options.seed)
    generator = build_generator(
        architecture.scale, filters=architecture.filters, blocks=architecture.blocks
    )
    if base:
        assign_tensors(generator.variables, base.weights())
    return FidelityGame(generator)


def _pair_maker(options: TrainingOptions) -> PairMaker:
    return shrunk_pair


def _finish(
    options: TrainingOptions,
    run: RunFolder,
    game: Game,
    architecture: Architecture,
    trainer: Trainer,
    on_event: OnEvent,
) -> RunFinished:
    player = game.generator
    card = ModelCard(
        name=options.name,
        version="1",
        architecture=architecture,
        kind="restore" if options.damage else options.objective,
        training={
            "program": f"heirloom {__version__}",
            "objective": options.objective,
            "base": options.base or "",
            "steps": trainer.step,
            "minutes": round(trainer.used_s / 60, 1),
            "batch": options.batch,
            "patch_px": options.patch_px,
            "damage": options.damage,
            "seed": options.seed,
        },
        scores={"held-out": trainer.scores},
    )
    model = save_model(run.model, card, averaged_weights(player.network, player.optimizer))
    run.checkpoint.unlink(missing_ok=True)
    event = RunFinished(
        folder=str(run.path),
        model=str(model.folder),
        kept=trainer.scores["psnr_y"] > trainer.baseline["psnr_y"],
        verdict="",
        step=trainer.step,
        scores=trainer.scores,
        reference=trainer.baseline,
    )
    on_event(event)
    return event


def device_name() -> str:
    """Where Keras trains, for example "CPU (TensorFlow)"."""
    gpu = any(name.startswith("gpu") or name.startswith("cuda") for name in keras.distribution.list_devices())
    return f"{'GPU' if gpu else 'CPU'} ({keras.backend.backend()})"
