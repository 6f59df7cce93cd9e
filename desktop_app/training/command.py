"""The command that starts a training process: this program's own command line."""

import sys
from collections.abc import Sequence
from dataclasses import fields

from core.training.options import TrainingOptions

_FLAGS = {"base": "--from", "patch_px": "--patch"}
"""Flags that are not named after their option."""
_COMMON = ("--json", "--stop-with-input")


def command_line(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The program and its arguments that run `heirloom` with `arguments`."""
    if getattr(sys, "frozen", False):  # set by PyInstaller: the executable is the program itself
        return sys.executable, list(arguments)
    return sys.executable, ["-m", "desktop_app", *arguments]


def start_arguments(options: TrainingOptions) -> list[str]:
    """The arguments that start a run with `options`."""
    chosen = [
        _argument(field.name, getattr(options, field.name))
        for field in fields(options)
        if field.name != "folder" and getattr(options, field.name) != field.default
    ]
    return ["train", str(options.folder.resolve()), *chosen, *_COMMON]


def resume_arguments(name: str) -> list[str]:
    """The arguments that resume the interrupted run `name`."""
    return ["train", f"--resume={name}", *_COMMON]


def _argument(option: str, value: object) -> str:
    flag = _FLAGS.get(option, f"--{option.removesuffix('_weight').replace('_', '-')}")
    text = ",".join(value) if isinstance(value, tuple) else value
    return f"{flag}={text}"  # with "=", so that a value may begin with a dash
