"""Where the user's own files are kept."""

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "HEIRLOOM_HOME"


def chosen_home() -> Path | None:
    """The folder that the environment variable HEIRLOOM_HOME names; None: it is not set."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) if home else None


def user_data_folder() -> Path:
    """The folder of the user's models and training runs."""
    return chosen_home() or platformdirs.user_data_path("Heirloom", appauthor=False)
