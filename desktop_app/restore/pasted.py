"""Where results of pasted pictures go, because the pictures themselves are in no folder of the user's."""

from dataclasses import replace
from pathlib import Path

import platformdirs

from core.config import OutputOptions


def pasted_results_folder() -> Path:
    """A folder among the user's pictures; writing the first result creates it."""
    return platformdirs.user_pictures_path() / "Heirloom"


def with_pasted_folder(output: OutputOptions) -> OutputOptions:
    """`output` with that folder, unless one is chosen."""
    return output if output.folder is not None else replace(output, folder=pasted_results_folder())
