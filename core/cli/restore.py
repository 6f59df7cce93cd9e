"""`heirloom restore`: photos and folders of photos, one after the other."""

import argparse
from dataclasses import asdict
from typing import Any

from core.cli.console import (
    CANCELLED,
    DONE,
    INCOMPLETE,
    a_folder,
    a_path,
    add_device,
    complain,
    progress_bar,
    say,
    say_json,
)
from core.config import OUTPUT_FORMATS, SCALES, OutputOptions, RestoreOptions
from core.outcomes import BatchReport, PhotoOutcome, Restored, Skipped
from core.progress import Cancelled

DEFAULTS = RestoreOptions()
OUTPUT_DEFAULTS = OutputOptions()


def add_parser(commands: Any) -> None:
    """Add this command to the subparsers of argparse."""
    parser = commands.add_parser(
        "restore", help="restore photos, or folders of photos", description="Restore photos."
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "inputs", nargs="+", type=a_path, metavar="PHOTO_OR_FOLDER", help="photos, or folders of photos"
    )
    _add_how(parser.add_argument_group("how to restore"))
    _add_where(parser.add_argument_group("what to write"))
    parser.add_argument("--json", action="store_true", help="print the outcomes as JSON")


def _add_how(group: Any) -> None:
    group.add_argument(
        "--scale", type=int, choices=SCALES, help="result width over photo width (default: the model's)"
    )
    group.add_argument(
        "--model",
        metavar="NAME",
        help="name or folder of a model (see `heirloom models`; default: the best for --scale)",
    )
    group.add_argument(
        "--strength",
        type=float,
        default=DEFAULTS.strength,
        metavar="0..1",
        help="0: only enlarged, 1: fully restored (default)",
    )
    group.add_argument(
        "--detail",
        type=float,
        metavar="0..1",
        help="0: faithful, 1: most detailed, where the model knows both; default: the model's advice",
    )
    group.add_argument(
        "--grain",
        type=float,
        default=DEFAULTS.grain,
        metavar="0..1",
        help="share of the photo's grain to give back (default 0)",
    )
    group.add_argument(
        "--careful",
        action="store_true",
        help="average the results of all eight flips and turns: most faithful, 8 times as slow",
    )
    add_device(group)
    group.add_argument(
        "--tile",
        type=int,
        metavar="PX",
        help="longest side of a tile in photo pixels, 32 to 4096; less takes less memory",
    )


def _add_where(group: Any) -> None:
    group.add_argument("-o", "--output", type=a_folder, metavar="FOLDER", help="default: beside each photo")
    group.add_argument("--format", choices=OUTPUT_FORMATS, help="default: the photo's own, or PNG")
    group.add_argument(
        "--quality",
        type=int,
        default=OUTPUT_DEFAULTS.quality,
        metavar="1..100",
        help="of JPEG, WebP and AVIF (default %(default)s)",
    )
    group.add_argument(
        "--name-pattern",
        default=OUTPUT_DEFAULTS.name_pattern,
        metavar="PATTERN",
        help="result name from {name}, {scale} and {model} (default %(default)s)",
    )
    group.add_argument("--recursive", action="store_true", help="search subfolders as well")
    existing = group.add_mutually_exclusive_group()
    existing.add_argument(
        "--skip-existing",
        dest="if_exists",
        action="store_const",
        const="skip",
        default=OUTPUT_DEFAULTS.if_exists,
        help="skip photos whose result exists, and earlier results",
    )
    existing.add_argument(
        "--overwrite",
        dest="if_exists",
        action="store_const",
        const="replace",
        help="replace existing results; originals are never replaced",
    )
    group.add_argument("--no-metadata", action="store_true", help="do not copy EXIF, XMP and IPTC")


def run(arguments: argparse.Namespace) -> int:
    """Restore, print each outcome as it comes, list the failures at the end."""
    options, output = _options(arguments)
    from core import service

    outcomes: list[PhotoOutcome] = []

    def on_photo(outcome: PhotoOutcome) -> None:
        outcomes.append(outcome)
        if not arguments.json:
            say(_line(outcome))

    is_cancelled = False
    with progress_bar("Restoring", "photos") as progress:
        try:
            service.restore_photos(
                arguments.inputs,
                options,
                output,
                recursive=arguments.recursive,
                progress=progress,
                on_photo=on_photo,
            )
        except Cancelled:
            is_cancelled = True
    report = BatchReport(tuple(outcomes))
    if arguments.json:
        say_json(_as_json(report, is_cancelled))
    else:
        _summarise(report)
    if is_cancelled:
        complain("Cancelled.")
        return CANCELLED
    return INCOMPLETE if report.failed else DONE


def _options(arguments: argparse.Namespace) -> tuple[RestoreOptions, OutputOptions]:
    options = RestoreOptions(
        model=arguments.model,
        scale=arguments.scale,
        strength=arguments.strength,
        detail=arguments.detail,
        grain=arguments.grain,
        careful=arguments.careful,
        device=arguments.device,
        tile_px=arguments.tile,
    )
    output = OutputOptions(
        folder=arguments.output,
        format=arguments.format,
        quality=arguments.quality,
        name_pattern=arguments.name_pattern,
        if_exists=arguments.if_exists,
        keep_metadata=not arguments.no_metadata,
    )
    return options, output


def _line(outcome: PhotoOutcome) -> str:
    if isinstance(outcome, Restored):
        width, height = outcome.result_size
        notes = f" ({'; '.join(outcome.notes)})" if outcome.notes else ""
        return f"{outcome.source} -> {outcome.target}  {width} x {height}, {outcome.seconds:.1f} s{notes}"
    if isinstance(outcome, Skipped):
        return f"{outcome.source}: skipped, {outcome.reason}"
    return f"{outcome.source}: failed"


def _summarise(report: BatchReport) -> None:
    counts = f"{len(report.restored)} restored"
    if report.skipped:
        counts += f", {len(report.skipped)} skipped"
    if report.failed:
        counts += f", {len(report.failed)} failed"
    say(f"{counts}.")
    for failed in report.failed:
        complain(f"{failed.source}: {failed.reason}")


def _as_json(report: BatchReport, is_cancelled: bool) -> dict[str, Any]:
    return {
        "restored": len(report.restored),
        "skipped": len(report.skipped),
        "failed": len(report.failed),
        "cancelled": is_cancelled,
        "photos": [{"outcome": type(each).__name__.lower(), **asdict(each)} for each in report.outcomes],
    }
