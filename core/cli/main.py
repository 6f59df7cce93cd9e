"""`heirloom COMMAND ...`: parse, run the command, and turn errors into one line and an exit code."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from core import SOFTWARE
from core.cli import bench, damage, evaluate, models, restore, train
from core.cli.console import CANCELLED, EXIT_CODES, INCOMPLETE, WRONG_USE, complain
from core.errors import HeirloomError, OptionsError
from core.progress import Cancelled

COMMANDS = {
    "restore": restore,
    "train": train,
    "models": models,
    "evaluate": evaluate,
    "bench": bench,
    "damage": damage,
}
READER_GONE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code.

    0: all done. 1: something failed. 2: wrong use. 130: cancelled. 141: the reader of the output left.
    `argv` defaults to the process's arguments. Wrong arguments and --help raise SystemExit, as argparse does.
    """
    arguments = build_parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Lines come at once, also through a pipe; names that its encoding lacks are escaped.
        sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")
    try:
        code: int = arguments.run(arguments)
        if sys.stdout is not None:  # closed by who started this
            sys.stdout.flush()
    except OptionsError as error:
        complain(str(error))
        return WRONG_USE
    except HeirloomError as error:
        complain(str(error))
        return INCOMPLETE
    except MemoryError:
        complain("There is not enough memory. Close other programs, and try again.")
        return INCOMPLETE
    except (Cancelled, KeyboardInterrupt):
        complain("Cancelled.")
        return CANCELLED
    except BrokenPipeError:
        # Python flushes stdout once more on exit, and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except OSError as error:
        complain(f"{error.filename or 'A file'}: {error.strerror or error}.")
        return INCOMPLETE
    return code


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; each command's module adds its own part."""
    parser = argparse.ArgumentParser(
        prog="heirloom",
        description="Restore old photographs on your own computer. Without a command, the window opens.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=SOFTWARE)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS.values():
        module.add_parser(commands)
    return parser
