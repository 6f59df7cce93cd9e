"""`heirloom bench`: how fast this computer restores."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.cli.console import DONE, add_device, progress_bar, say, say_json
from core.config import SCALES

if TYPE_CHECKING:
    from core.evaluation.throughput import ThroughputReport


def add_parser(commands: Any) -> None:
    """Add this command to the subparsers of argparse."""
    parser = commands.add_parser(
        "bench",
        help="measure how fast this computer restores",
        description="Restore made-up photos and measure speed and memory, beside "
        "Real-ESRGAN where that is installed.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("--model", metavar="NAME", help="default: the best installed model for --scale")
    parser.add_argument("--scale", type=int, choices=SCALES, help="scale of the default model")
    add_device(parser)
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Measure, and print the report."""
    from core import service

    with progress_bar("Measuring", "measurements") as progress:
        report = service.measure_speed(
            model=arguments.model, scale=arguments.scale, device=arguments.device, progress=progress
        )
    if arguments.json:
        say_json(asdict(report))
    else:
        _print(report)
    return DONE


def _print(report: "ThroughputReport") -> None:
    say(f"Device:                 {report.device}")
    say(f"The network alone:      {report.network_mp_s:.2f} million result pixels a second")
    say(f"Reading to writing:     {report.restore_mp_s:.2f} million result pixels a second")
    say(f"Memory at most:         {report.peak_memory_mb:.0f} MB")
    say(f"Start to first result:  {report.cold_start_s:.1f} s more than when warm")
    if report.real_esrgan_mp_s is not None:
        say(f"Real-ESRGAN x4plus:     {report.real_esrgan_mp_s:.3f} million result pixels a second")
        say(f"Heirloom is             {report.times_real_esrgan:.0f} times as fast")
