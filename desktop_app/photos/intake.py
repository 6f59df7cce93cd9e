"""How photos come in: dropped, pasted, chosen, or handed over by a second start of the program."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from core.errors import OutputError
from desktop_app.photos.mime_data import local_paths
from desktop_app.system.background import Background


@dataclass(frozen=True)
class Found:
    """The photos that were found, and errors for paths that gave none.

    Attributes:
        restore: whether to restore them at once.
        are_pasted: whether they came from the clipboard, and lie in a temporary folder.
    """

    photos: list[Path]
    problems: list[Exception]
    restore: bool = False
    are_pasted: bool = False


class Intake(QObject):
    """Looks for photos in files and folders, in the background, for folders may be large.

    Pasted pictures are kept in a temporary folder until `close`.
    """

    found = Signal(object)
    """Found."""
    failed = Signal(object)
    """Exception."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._pasted: tempfile.TemporaryDirectory[str] | None = None
        self._pasted_count = 0

    def take(self, paths: Iterable[Path], *, restore: bool = False) -> None:
        """Look for photos in `paths`; emits `found`."""
        listed = list(paths)
        if listed:
            self._background.run(lambda: _find(listed, restore=restore), self.found.emit, self.failed.emit)

    def take_mime(self, data: QMimeData) -> bool:
        """Take dropped or pasted files, or a pasted picture; False where there is neither."""
        paths = local_paths(data)
        if paths:
            self.take(paths)
            return True
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            self._background.run(lambda: self._keep_pasted(image), self.found.emit, self.failed.emit)
            return True
        return False

    def close(self) -> None:
        """Delete pasted pictures, once nothing reads them any more."""
        if self._pasted is not None:
            self._pasted.cleanup()

    def _keep_pasted(self, image: QImage) -> Found:
        """Write a pasted picture to a file, in a folder of its own, because they all have the same name."""
        self._pasted = self._pasted or tempfile.TemporaryDirectory(
            prefix="heirloom-", ignore_cleanup_errors=True
        )
        self._pasted_count += 1
        path = Path(self._pasted.name, str(self._pasted_count), "pasted.png")
        path.parent.mkdir()
        if not image.save(str(path)):
            raise OutputError(
                f"{path} cannot be written (there may be no room)",
                "a folder with room for it",
                "Free some space on the disk of temporary files.",
            )
        return Found([path], [], are_pasted=True)


def _find(paths: list[Path], *, restore: bool) -> Found:
    from core.images.finding import find_photos

    photos, problems = find_photos(paths, recursive=True)
    return Found([_plain(photo.path) for photo in photos], [error for _, error in problems], restore)


def _plain(path: Path) -> Path:
    """The path by which the list knows a file, wherever the program is started: absolute, without ".."."""
    path = path.absolute()
    if ".." in path.parts:  # else links stay as they are
        return Path(os.path.realpath(path.parent), path.name)
    return path
