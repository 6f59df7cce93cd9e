"""Where lies what is the person's own."""

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "HEIRLOOM_HOME"


def chosen_home() -> Path | None:
    """The folder for all of it that the variable HEIRLOOM_HOME chooses."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) if home else None


def user_data_folder() -> Path:
    """Where the person's models and runs live."""
    return chosen_home() or platformdirs.user_data_path("Heirloom", appauthor=False)
