"""`heirloom train`: learn from an album in the foreground; Ctrl+C stops, --resume goes on."""

import _thread
import argparse
import os
import shlex
import threading
from dataclasses import asdict, fields
from typing import Any

from core.cli.console import CANCELLED, DONE, a_path, complain, progress_bar, say
from core.cli.event_text import event_line
from core.config import SCALES
from core.errors import OptionsError
from core.progress import Cancelled
from core.training.events import TrainingEvent, to_json
from core.training.options import (
    DECAYS,
    DISCRIMINATORS,
    NETWORKS,
    OBJECTIVES,
    OPTIMIZERS,
    PRECISIONS,
    TrainingOptions,
)
from core.training.presets import CLASSIC, DETAIL, FIDELITY, TUNING, classic_options

OPTION_NAMES = frozenset(field.name for field in fields(TrainingOptions))
"""Command-line values that go to TrainingOptions as they are, where given; it knows the defaults."""
LOSS_TERMS = {
    "pixel": "weight of the L1 distance of pixels",
    "perceptual": "weight of the distance of features: L1, classic MSE",
    "direction": "weight of the distance of normalised features, as in LPIPS",
    "distribution": "weight of the Wasserstein distance of the features' values over the patch",
    "adversarial": "weight of the adversarial loss",
    "phase": "weight of the loss against patterns that repeat every 4 px",
}


def add_parser(commands: Any) -> None:
    """Add this command to the subparsers of argparse."""
    parser = commands.add_parser(
        "train",
        help="train or fine-tune a model on a folder of photos",
        usage="%(prog)s FOLDER (--minutes M | --steps N) [OPTION...]\n       %(prog)s --resume NAME",
        description="Train a model on a folder of photos, for --minutes or for --steps.",
        argument_default=argparse.SUPPRESS,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "folder",
        nargs="?",
        type=a_path,
        default=None,
        metavar="FOLDER",
        help="photos to learn from; subfolders are searched",
    )
    parser.add_argument("--resume", metavar="NAME", help="go on with the interrupted run of that name")
    parser.add_argument(
        "--name",
        help="name of the run and its model (default mine); a finished run of that name is replaced",
    )
    parser.add_argument("--minutes", type=float, help="time to train for")
    parser.add_argument("--steps", type=int, help="steps to train for, instead of a time")
    parser.add_argument(
        "--objective",
        choices=OBJECTIVES,
        help="fidelity: pixel distance alone (default); detail: against a discriminator, too",
    )
    parser.add_argument("--from", dest="base", metavar="MODEL", help="model to start from")
    parser.add_argument(
        "--damage",
        type=float,
        metavar="0..1",
        help="how badly inputs are aged (default 0; from a restoring model, like the album's own photos)",
    )
    parser.add_argument(
        "--damage-kinds",
        type=_names,
        metavar="NAME,...",
        help="what --damage uses, such as jpeg,grain (default: all)",
    )
    parser.add_argument(
        "--json", action="store_true", default=False, help="print each event as a line of JSON"
    )
    parser.add_argument(
        "--stop-with-input",
        action="store_true",
        default=False,
        help="stop as at Ctrl+C when standard input closes (for programs that start this one)",
    )
    network = parser.add_argument_group("the network, when it starts from scratch")
    network.add_argument("--network", choices=NETWORKS, help="ours, or the article's with its settings")
    network.add_argument(
        "--scale",
        type=int,
        choices=SCALES,
        help="result width over photo width (default: that of --from, or 4)",
    )
    network.add_argument(
        "--filters", type=int, help=f"channels of each convolution (default {TrainingOptions.filters})"
    )
    network.add_argument("--blocks", type=int, help=f"residual blocks (default {TrainingOptions.blocks})")
    _add_schedule(parser.add_argument_group("the schedule"))
    _add_loss(parser.add_argument_group("the loss of --objective detail and of --network classic"))


def _add_schedule(group: Any) -> None:
    rates = (
        f"{FIDELITY.learning_rate:g}, for detail {DETAIL.learning_rate:g}, "
        f"for an album's own damage {TUNING.learning_rate:g}"
    )
    group.add_argument(
        "--batch", type=int, help=f"patches a step (default {TrainingOptions.batch}, classic 2)"
    )
    group.add_argument(
        "--patch",
        dest="patch_px",
        type=int,
        metavar="PX",
        help=f"side of a patch (default {TrainingOptions.patch_px}, classic 224)",
    )
    group.add_argument("--learning-rate", type=float, metavar="RATE", help=f"at its peak (default {rates})")
    group.add_argument(
        "--decay",
        choices=DECAYS,
        help="how the rate falls: cosine and linear to zero, step to a tenth half-way "
        f"(default {FIDELITY.decay}, for the classic network {CLASSIC.decay})",
    )
    group.add_argument(
        "--optimizer",
        choices=OPTIMIZERS,
        help=f"of the generator (default {FIDELITY.optimizer}; for detail, the classic network and an "
        f"album's own damage {DETAIL.optimizer})",
    )
    group.add_argument(
        "--beta-1",
        type=float,
        metavar="SHARE",
        help=f"decay rate of Adam's first moment (default {FIDELITY.beta_1:g}, classic {CLASSIC.beta_1:g})",
    )
    group.add_argument(
        "--held-out",
        type=float,
        metavar="SHARE",
        help=f"share of the photos to score with (default {TrainingOptions.held_out:g}; "
        "at least 4 photos, or a quarter of fewer than 16)",
    )
    group.add_argument(
        "--early-stopping",
        type=int,
        metavar="N",
        help="end after N of the 24 scorings without a gain, and keep the best weights (tuning to an "
        "album's own damage always keeps them)",
    )
    group.add_argument(
        "--report-steps",
        type=int,
        metavar="N",
        help="report, save a picture and a checkpoint every N steps (default: by time, "
        f"for the classic network {CLASSIC.report_steps})",
    )
    group.add_argument(
        "--precision", choices=PRECISIONS, help="number format of the networks (default: the faster one here)"
    )
    group.add_argument("--seed", type=int, help="of weights, patches and damage (default 0)")


def _add_loss(group: Any) -> None:
    for term, weight in asdict(DETAIL.loss).items():
        classic = getattr(CLASSIC.loss, term)
        group.add_argument(
            f"--{term}",
            dest=f"{term}_weight",
            type=float,
            metavar="WEIGHT",
            help=f"{LOSS_TERMS[term]} (default {weight:g}, classic {classic:g})",
        )
    group.add_argument(
        "--discriminator",
        choices=DISCRIMINATORS,
        help=f"patch looks at pixels, projected at features (default {DETAIL.discriminator})",
    )
    group.add_argument(
        "--features",
        metavar="auto|imagenet|hed|none|FILE",
        help="network of the perceptual loss: imagenet is VGG19 (80 MB, downloaded once), hed a VGG16 "
        "that is already here (default auto: imagenet for detail if it can be downloaded, else hed)",
    )
    group.add_argument(
        "--feature-layers",
        type=_names,
        metavar="NAME,...",
        help="layers of --features to compare, such as block3_conv3",
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def run(arguments: argparse.Namespace) -> int:
    """Train, print what happens, and say where the model is."""
    chosen = vars(arguments).items()
    given = {name: value for name, value in chosen if name in OPTION_NAMES and value is not None}
    is_resuming = "resume" in arguments
    if not is_resuming and "folder" not in given:
        raise OptionsError(
            "Received no folder of photos",
            "a folder to start with, or --resume and the name of a run",
            "Give one of the two.",
        )
    if is_resuming and given:
        raise OptionsError(
            "Received --resume with other options",
            "--resume and the name of a run alone, which goes on with its own options",
            "Leave them out, or start a new run with --from.",
        )
    options_of = classic_options if given.get("network") == "classic" else TrainingOptions
    options = None if is_resuming else options_of(**given)
    from core import service
    from core.training.run_list import unfinished_runs

    def on_event(event: TrainingEvent) -> None:
        if arguments.json:
            say(to_json(event))
        elif line := event_line(event):
            say(line)

    try:
        with progress_bar("Training") as progress:
            if arguments.stop_with_input:
                threading.Thread(target=_interrupt_at_end_of_input, daemon=True).start()
            if options is None:
                service.resume_training(arguments.resume, on_event, progress)
            else:
                service.train(options, on_event, progress)
    except (Cancelled, KeyboardInterrupt):
        name = options.name if options else arguments.resume
        can_resume = name in unfinished_runs()
        complain(
            f"Cancelled. Go on with: heirloom train --resume {shlex.quote(name)}"
            if can_resume
            else "Cancelled."
        )
        return CANCELLED
    return DONE


def _interrupt_at_end_of_input() -> None:
    """Works on every system, and also when the program at the other end dies."""
    # os.read, because Python's own stream would hold a lock that hinders the exit of the process.
    while os.read(0, 4096):
        pass
    _thread.interrupt_main()
