"""Files as they are dragged and pasted between programs."""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders in `data`."""
    return [_path_of(url) for url in data.urls() if url.isLocalFile()]


def file_data(paths: Iterable[Path]) -> QMimeData:
    """Files to be taken by another program."""
    data = QMimeData()
    # By way of as_uri, which keeps the bytes of names that are no UTF-8.
    data.setUrls([QUrl.fromEncoded(path.absolute().as_uri().encode()) for path in paths])
    return data


def _path_of(url: QUrl) -> Path:
    """`toLocalFile` would lose the bytes of names that are no UTF-8, as they are on Linux."""
    if os.name == "nt":
        return Path(url.toLocalFile())
    return Path(os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))))


def is_welcome(data: QMimeData) -> bool:
    """Whether there may be photos in what is dragged over the window."""
    return bool(local_paths(data)) or data.hasImage()
