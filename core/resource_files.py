"""The folder of the files that ship with the program, beside its code."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
