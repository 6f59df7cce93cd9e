"""Writing Matplotlib figures."""

from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import OutputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def save_figure(figure: "Figure", path: Path) -> None:
    """Write `figure` as `path` (.png, .jpg, .pdf or .svg), all or nothing.

    Raises:
        OutputError: the ending is another, or the file cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        figure.savefig(partial, format=path.suffix.removeprefix(".") or None)
        partial.replace(path)
    except (OSError, ValueError) as error:
        partial.unlink(missing_ok=True)
        raise OutputError(
            f"The picture {path} cannot be written ({error})",
            "a file name that ends in .png, .jpg, .pdf or .svg in a folder that can be written",
            "Choose another name or folder.",
        ) from error
