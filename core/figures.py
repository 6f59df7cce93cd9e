"""Writing Matplotlib figures."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import OutputError
from core.images.writing import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def save_figure(figure: "Figure", path: Path) -> None:
    """Write `figure` as `path` (.png, .jpg, .pdf or .svg), all or nothing; replaces what is there.

    Raises:
        OutputError: the ending is another, or the file cannot be written.
    """
    picture = io.BytesIO()
    try:
        figure.savefig(picture, format=path.suffix.removeprefix(".") or None)
    except ValueError as error:
        raise OutputError(
            f"Received the picture name {path.name!r} ({error})",
            "a name that ends in .png, .jpg, .pdf or .svg",
            "Choose another name.",
        ) from error
    write_whole(picture.getvalue(), path, overwrite=True)
