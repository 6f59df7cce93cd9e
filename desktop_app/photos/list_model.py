"""The photos of this session, for every widget that shows them."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from core.config import RestoreOptions
from desktop_app.error_text import Explanation
from desktop_app.photos.entry import PhotoEntry, State
from desktop_app.photos.mime_data import file_data
from desktop_app.photos.note_text import note_text
from desktop_app.photos.reading import OpenedPhoto, Thumbnail
from desktop_app.photos.state_text import state_text

ENTRY_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class PhotoListModel(QAbstractListModel):
    """Entries in the order they came in; each file once."""

    entries_changed = Signal(object)
    """list of PhotoEntry that changed, in the order of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[PhotoEntry] = []

    def add(
        self, paths: Iterable[Path], options: RestoreOptions, *, are_pasted: bool = False
    ) -> list[PhotoEntry]:
        """Append photos to be restored with `options`; returns the entries of all `paths`, old and new.

        Earlier results among them are photos too from now on, and so are never replaced.
        """
        known = {entry.path: entry for entry in self.entries}
        paths = list(dict.fromkeys(paths))
        new = [PhotoEntry(path, options, is_pasted=are_pasted) for path in paths if path not in known]
        if new:
            self.beginInsertRows(QModelIndex(), len(self.entries), len(self.entries) + len(new) - 1)
            self.entries.extend(new)
            self.endInsertRows()
        known.update((entry.path, entry) for entry in new)
        for entry in self.entries:
            if entry.result and entry.result.path in known:
                entry.result = replace(entry.result, stamp=None)
        return [known[path] for path in paths]

    def remove(self, entries: Iterable[PhotoEntry]) -> None:
        """Take photos off the list; their files stay."""
        for first, last in reversed(_runs(self._rows_of(entries))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self.entries[first : last + 1]
            self.endRemoveRows()

    def touch(self, *entries: PhotoEntry) -> None:
        """Tell all views that `entries` changed; those that are no longer in the list are left out."""
        rows = self._rows_of(entries)
        for first, last in _runs(rows):
            self.dataChanged.emit(self.index(first), self.index(last))
        if rows:
            self.entries_changed.emit([self.entries[row] for row in rows])

    def index_of(self, entry: PhotoEntry) -> QModelIndex:
        return self.index(self.entries.index(entry))

    @property
    def failed(self) -> list[PhotoEntry]:
        """The entries that could not be read or restored."""
        return [entry for entry in self.entries if entry.state is State.FAILED]

    @property
    def with_result(self) -> list[PhotoEntry]:
        """The entries with a result of the photo as it is, even if restoring it again has failed."""
        return [entry for entry in self.entries if entry.result is not None and not entry.has_changed]

    def set_thumbnail(self, entry: PhotoEntry, thumbnail: Thumbnail) -> None:
        """Store a photo's thumbnail, and its size."""
        entry.thumbnail, entry.thumbnail_stamp, entry.size = thumbnail.image, thumbnail.stamp, thumbnail.size
        self.touch(entry)

    def set_opened(self, entry: PhotoEntry, opened: OpenedPhoto) -> None:
        """Store what became known of a photo when it was read."""
        entry.size, entry.notes = (opened.photo.width, opened.photo.height), opened.photo.notes
        if entry.state is State.FAILED and entry.failed_at_opening:
            entry.state, entry.failure = State.READY, None
        entry.failed_at_opening = False
        entry.take_opened(opened.stamp, opened.digest)
        self.touch(entry)

    def set_failed(self, entry: PhotoEntry, failure: Explanation, *, at_opening: bool) -> None:
        """Note that a photo cannot be used, and why; what fails at opening has failed until it is read."""
        entry.state, entry.failure, entry.failed_at_opening = State.FAILED, failure, at_opening
        self.touch(entry)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.path.name
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return state_text(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n\n".join(filter(None, [str(entry.path), entry.reason, *map(note_text, entry.notes)]))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:
        return file_data(self.entries[index.row()].file_to_give for index in indexes)

    def _rows_of(self, entries: Iterable[PhotoEntry]) -> list[int]:
        meant = set(entries)
        return [row for row, entry in enumerate(self.entries) if entry in meant]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbours in ascending `rows`."""
    groups = groupby(enumerate(rows), key=lambda place: place[1] - place[0])
    runs = [[row for _, row in group] for _, group in groups]
    return [(run[0], run[-1]) for run in runs]
