"""`heirloom damage`: age a good photo, to see what models learn to undo."""

import argparse
from typing import Any

from core.cli.console import DONE, a_folder, a_path, say


def add_parser(commands: Any) -> None:
    """Add this command to the subparsers of argparse."""
    parser = commands.add_parser(
        "damage",
        help="age a good photo, as training does",
        description="Age a photo as training does, save the result and print what was done to it. Each line "
        "but scratches begins with a kind of damage that train --damage-kinds takes.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("photo", type=a_path, metavar="PHOTO", help="a good photo; it is not changed")
    parser.add_argument("-o", "--output", type=a_folder, metavar="FOLDER", help="default: beside the photo")
    parser.add_argument("--strength", type=float, default=0.7, metavar="0..1", help="default %(default)s")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other damage (default 0)")
    parser.add_argument(
        "--scratches",
        action="store_true",
        help="also scratch, crease and stain it, and save a mask of what they hide",
    )


def run(arguments: argparse.Namespace) -> int:
    """Age one photo."""
    from core import service

    targets, done = service.damage(
        arguments.photo,
        folder=arguments.output,
        strength=arguments.strength,
        seed=arguments.seed,
        scratched=arguments.scratches,
    )
    say(f"{arguments.photo} -> {', '.join(map(str, targets))}\n{done}")
    return DONE
