"""The program's entry: `heirloom COMMAND ...` is the command line, `heirloom [PHOTO...]` the window."""

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

from core.cli.console import INCOMPLETE, complain
from core.cli.main import COMMANDS
from core.cli.main import main as run_command_line
from desktop_app.system.qt_needs import missing_library


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line or the window, and return the exit code; Qt is imported for the window alone.

    A first argument that is a command's name or an option goes to the command line. A photo of such
    a name opens as `./restore`.
    """
    multiprocessing.freeze_support()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return run_command_line(arguments)
    try:
        from desktop_app import app
    except ImportError as error:
        complain(missing_library(error))
        return INCOMPLETE
    return app.run([Path(argument) for argument in arguments])


if __name__ == "__main__":
    sys.exit(main())
