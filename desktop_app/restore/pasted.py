"""Where results of pasted pictures go, which lie in no folder of the person's."""

from dataclasses import replace
from pathlib import Path

import platformdirs

from core.config import OutputOptions


def pasted_results_folder() -> Path:
    """Among the person's pictures; it is made with the first result."""
    return platformdirs.user_pictures_path() / "Heirloom"


def with_pasted_folder(output: OutputOptions) -> OutputOptions:
    """`output` with a folder, where none is chosen."""
    return output if output.folder is not None else replace(output, folder=pasted_results_folder())
