"""How a training process is started: this program's own command line, in a process of its own."""

import sys
from collections.abc import Sequence
from dataclasses import fields

from core.training.options import TrainingOptions

_FLAGS = {
    "name": "--name",
    "minutes": "--minutes",
    "steps": "--steps",
    "objective": "--objective",
    "base": "--from",
    "damage": "--damage",
}
"""Of what the window lets one choose."""
_COMMON = ("--json", "--stop-with-input")


def command_line(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The program, and what to hand it, that run `heirloom` with `arguments`."""
    if getattr(sys, "frozen", False):  # set by PyInstaller: the executable is the program itself
        return sys.executable, list(arguments)
    return sys.executable, ["-m", "desktop_app", *arguments]


def start_arguments(options: TrainingOptions) -> list[str]:
    """What begins the run that `options` describe; KeyError where the window has no choice."""
    chosen = [
        # With "=", so that a value may begin with a dash.
        f"{_FLAGS[field.name]}={getattr(options, field.name)}"
        for field in fields(options)
        if field.name != "folder" and getattr(options, field.name) != field.default
    ]
    return ["train", str(options.folder.resolve()), *chosen, *_COMMON]


def resume_arguments(name: str) -> list[str]:
    """What goes on with the interrupted run of that name."""
    return ["train", f"--resume={name}", *_COMMON]
