"""Writing Matplotlib figures."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import OutputError
from core.output_files import require_free, write_output_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIGURE_ENDINGS = (".png", ".jpg", ".jpeg", ".pdf", ".svg")


def save_figure(figure: "Figure", path: Path) -> None:
    """Write `figure` as `path`, all or nothing; replaces what is there.

    Raises:
        OutputError: `path` does not end as a figure's can, or the file cannot be written.
    """
    _require_figure_name(path)
    picture = io.BytesIO()
    figure.savefig(picture, format=path.suffix.lower().removeprefix("."))
    write_output_file(path, picture.getvalue(), overwrite=True)


def require_new_figure(path: Path) -> None:
    """Raise OutputError unless `path` ends as a figure's can, and is free. Call it before the work starts."""
    _require_figure_name(path)
    require_free(path)


def _require_figure_name(path: Path) -> None:
    """Raise OutputError unless `path` ends as a figure's can: .png, .jpg, .jpeg, .pdf or .svg."""
    if path.suffix.lower() not in FIGURE_ENDINGS:
        raise OutputError(
            f"Received the picture name {path.name!r}",
            f"a name that ends in {', '.join(FIGURE_ENDINGS)}",
            "Choose another name.",
        )
