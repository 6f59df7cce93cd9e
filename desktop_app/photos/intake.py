"""How photos get in: dropped, pasted, chosen, or handed over by a second start."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from desktop_app.photos.dragged import local_paths
from desktop_app.system.background import Background


@dataclass(frozen=True)
class Found:
    """The photos of a hand-over, and the folders that gave none.

    Attributes:
        restore: whether to begin at once.
        are_pasted: whether the photos lie where nobody looks for them again.
    """

    photos: list[Path]
    problems: list[Exception]
    restore: bool = False
    are_pasted: bool = False


class Intake(QObject):
    """Turns files and folders into photos, in the background, for folders may be large."""

    found = Signal(object)
    """Found."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background

    def take(self, paths: Iterable[Path], *, restore: bool = False) -> None:
        """Look for photos in `paths`; `found` tells."""
        listed = list(paths)
        if listed:
            self._background.run(lambda: _find(listed, restore=restore), self.found.emit, _raise)

    def take_mime(self, data: QMimeData) -> bool:
        """Take dropped or pasted files, or a pasted picture; False where there is neither."""
        paths = local_paths(data)
        if paths:
            self.take(paths)
            return True
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            self._background.run(lambda: _keep_pasted(image), self.found.emit, _raise)
            return True
        return False


def _find(paths: list[Path], *, restore: bool) -> Found:
    from core.images.finding import find_photos

    photos, problems = find_photos(paths, recursive=True)
    return Found([photo.path for photo in photos], [error for _, error in problems], restore)


def _keep_pasted(image: QImage) -> Found:
    """A pasted picture has no file; it gets one."""
    folder = Path(tempfile.mkdtemp(prefix="heirloom-"))
    path = folder / "pasted.png"
    image.save(str(path))
    return Found([path], [], are_pasted=True)


def _raise(error: Exception) -> None:
    raise error
