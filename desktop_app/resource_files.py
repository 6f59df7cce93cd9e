"""Where the files that ship with the program lie."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
