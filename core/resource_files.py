"""Where the files that ship with the program lie: beside its code, wherever else a `resources` may be."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
