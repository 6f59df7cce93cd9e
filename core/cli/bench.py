"""`heirloom bench`: how fast this computer restores."""

import argparse
from typing import Any

from core.cli.console import DONE, progress_bar, say


def add_parser(commands: Any) -> None:
    """Add this command to the subparsers of argparse."""
    parser = commands.add_parser("bench", help="measure how fast this computer restores")
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Measure, and print the report."""
    return DONE
