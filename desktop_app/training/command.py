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
    "network": "--network",
    "scale": "--scale",
    "filters": "--filters",
    "blocks": "--blocks",
    "batch": "--batch",
    "patch_px": "--patch",
    "learning_rate": "--learning-rate",
    "held_out": "--held-out",
    "early_stopping": "--early-stopping",
    "seed": "--seed",
}
_COMMON = ("--json", "--stop-with-input")


def command_line(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The program, and what to hand it, that run `heirloom` with `arguments`."""
    if getattr(sys, "frozen", False):  # set by PyInstaller: the executable is the program itself
        return sys.executable, list(arguments)
    return sys.executable, ["-m", "desktop_app", *arguments]


def start_arguments(options: TrainingOptions) -> list[str]:
    """What begins the run that `options` describe."""
    chosen = [
        # With "=", so that a value may begin with a dash.
        f"{_FLAGS[field.name]}={getattr(options, field.name)}"
        for field in fields(options)
        if field.name in _FLAGS and getattr(options, field.name) != field.default
    ]
    return ["train", str(options.folder.resolve()), *chosen, *_COMMON]


def resume_arguments(name: str) -> list[str]:
    """What goes on with the interrupted run of that name."""
    return ["train", f"--resume={name}", *_COMMON]
