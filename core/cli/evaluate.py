"""`heirloom evaluate`: score models, or folders of results, against originals."""

import argparse
from typing import Any

from core.cli.console import DONE, a_path, add_device, progress_bar, say, say_json
from core.config import SCALES, RestoreOptions
from core.errors import OptionsError


def add_parser(commands: Any) -> None:
    """Add this command to the subparsers of argparse."""
    parser = commands.add_parser(
        "evaluate",
        help="score a model, or a folder of results, against originals",
        description="Score by PSNR and SSIM on luma. A model restores the originals after they are "
        "shrunk by --scale; a folder of results is matched to the originals by name.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "subjects",
        nargs="+",
        metavar="MODEL_OR_FOLDER",
        help="a model's name, a folder of results (as ./NAME if a model has that name), or `bicubic`; "
        "several are compared",
    )
    parser.add_argument("originals", type=a_path, metavar="ORIGINALS", help="folder of the original photos")
    parser.add_argument("--scale", type=int, choices=SCALES, default=4, help="default 4")
    parser.add_argument(
        "--detail", type=float, metavar="0..1", help="as in `heirloom restore`; default: each model's advice"
    )
    parser.add_argument("--careful", action="store_true", help="as in `heirloom restore`; 8 times as slow")
    add_device(parser)
    parser.add_argument("--crop", type=int, default=4, metavar="PX", help="border to leave out (default 4)")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument(
        "--picture", type=a_path, metavar="FILE", help="draw the images with the lowest PSNR side by side"
    )


def run(arguments: argparse.Namespace) -> int:
    """Evaluate, and print or draw the report."""
    from core import service
    from core.evaluation import reports
    from core.figures import require_new_figure

    if arguments.crop < 0:
        raise OptionsError(f"Received crop {arguments.crop}", "0 or more", "Change it and try again.")
    if arguments.picture:
        require_new_figure(arguments.picture)
    options = RestoreOptions(
        scale=arguments.scale,
        detail=arguments.detail,
        careful=arguments.careful,
        device=arguments.device,
    )
    with progress_bar("Evaluating", "subjects") as progress:
        evaluations = service.compare(
            arguments.subjects, arguments.originals, options, crop_px=arguments.crop, progress=progress
        )
    if arguments.json:
        say_json(reports.to_json(evaluations))
    else:
        say(reports.to_text(evaluations))
    if arguments.picture:
        reports.save_picture(evaluations, arguments.picture)
    return DONE
