"""Files and pictures as Qt's mime data, dragged or pasted from and to other programs."""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders in `data`."""
    return [_path_of(url) for url in data.urls() if url.isLocalFile()]


def may_hold_photos(data: QMimeData) -> bool:
    """Whether `data` is worth taking: it holds files, folders or a picture."""
    return bool(local_paths(data)) or data.hasImage()


def file_data(paths: Iterable[Path]) -> QMimeData:
    """Files for another program to take."""
    data = QMimeData()
    # as_uri keeps the bytes of names that are not UTF-8.
    data.setUrls([QUrl.fromEncoded(path.absolute().as_uri().encode()) for path in paths])
    return data


def _path_of(url: QUrl) -> Path:
    """`toLocalFile` would lose the bytes of names that are not UTF-8, which Linux allows."""
    if os.name == "nt":
        return Path(url.toLocalFile())
    return Path(os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))))
