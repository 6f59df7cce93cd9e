"""The album to learn from: a folder that is chosen or dropped, and scanned in the background."""

import os
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
)

from core.progress import Cancelled
from desktop_app.error_text import Explanation, raise_mistake
from desktop_app.known_errors import known_words
from desktop_app.look.icons import tinted_pixmap
from desktop_app.look.theme import Colours
from desktop_app.message import Message
from desktop_app.photos.mime_data import local_paths
from desktop_app.system.background import Background
from desktop_app.widgets.labels import hint_label, role_label
from desktop_app.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from core.training.album import AlbumScan

_ICON_PX = 34
_REASONS_HEIGHT_PX = 132


class TrainingAlbum(Retranslated, QFrame):
    """A place to drop a folder on; it shows how many photos in it can be learnt from."""

    changed = Signal()
    """Another folder, or its scan has ended; ask `folder` and `usable_count`."""

    _looked = Signal(object, int, int)

    def __init__(self, min_px: int) -> None:
        super().__init__()
        self.setObjectName("album")
        self.setAcceptDrops(True)
        self._min_px = min_px
        self._background = Background(1, self)
        self._given_up = threading.Event()
        self.folder: Path | None = None
        self._scan: AlbumScan | None = None
        self._looked_at = (0, 0)
        self._problem: Message | Explanation | None = None
        self._icon, self._title, self.hint = QLabel(), role_label("strong", wraps=True), hint_label()
        self.choose_button, self.reasons_button = QPushButton(), QPushButton(checkable=True)
        self.reasons = QListWidget()
        self._lay_out()
        self.choose_button.clicked.connect(self._ask_folder)
        self.reasons_button.toggled.connect(self.reasons.setVisible)
        self._looked.connect(self._show_looking)
        self._retranslate()

    @property
    def usable_count(self) -> int:
        """How many photos there are to learn from; 0 while the scan goes on."""
        return len(self._scan.usable) if self._scan else 0

    def take(self, paths: list[Path]) -> None:
        """Scan the folder that was dropped; anything else is answered with what to drop."""
        folders = [path for path in paths if path.is_dir()]
        if len(paths) == 1 and folders:
            self.choose(folders[0])
        else:
            self._problem = Message(
                lambda: self.tr("Drop one folder that holds your photos; subfolders are searched.")
            )
            self._show()

    def choose(self, folder: Path) -> None:
        """Scan `folder`; an earlier scan is given up."""
        self._given_up.set()
        self._given_up = given_up = threading.Event()
        self.folder, self._scan, self._problem, self._looked_at = folder, None, None, (0, 0)
        self._show()
        self.changed.emit()
        self._background.run(
            partial(self._look_through, folder, given_up),
            partial(self._take_scan, given_up),
            partial(self._take_error, given_up),
        )

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self._icon.setPixmap(tinted_pixmap("add_folder", colours.accent, _ICON_PX))

    def stop(self) -> None:
        """Give up the running scan, and wait for its thread."""
        self._given_up.set()
        self._background.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()
            self._look_ready(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._look_ready(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._look_ready(False)
        event.acceptProposedAction()
        self.take(local_paths(event.mimeData()))

    def _lay_out(self) -> None:
        self.reasons_button.setProperty("link", True)
        self.reasons.setMaximumHeight(_REASONS_HEIGHT_PX)
        self.reasons.setWordWrap(True)
        self.reasons.hide()
        words = QVBoxLayout(spacing=2)
        words.addWidget(self._title)
        words.addWidget(self.hint)
        header = QHBoxLayout(spacing=12)
        header.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        header.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.reasons_button)
        buttons.addStretch()
        layout = QVBoxLayout(self, contentsMargins=QMargins(14, 14, 14, 12), spacing=10)
        layout.addLayout(header)
        layout.addLayout(buttons)
        layout.addWidget(self.reasons)

    def _look_through(self, folder: Path, given_up: threading.Event) -> "AlbumScan":
        from core.training.album import scan_album

        def progress(done: float, total: float) -> None:
            if given_up.is_set():
                raise Cancelled
            self._looked.emit(given_up, int(done), int(total))

        return scan_album(folder, min_px=self._min_px, progress=progress)

    def _take_scan(self, given_up: threading.Event, scan: "AlbumScan") -> None:
        if given_up is not self._given_up:
            return
        self._scan = scan
        self._show_reasons()
        self._show()
        self.changed.emit()

    def _take_error(self, given_up: threading.Event, error: Exception) -> None:
        if isinstance(error, Cancelled) or given_up is not self._given_up:
            return
        self.folder, self._problem = None, Explanation.of(error)
        self._show()
        self.changed.emit()
        raise_mistake(error)

    def _show_looking(self, given_up: threading.Event, done: int, total: int) -> None:
        if given_up is self._given_up and self._scan is None:
            self._looked_at = (done, total)
            self._show()

    def _show_reasons(self) -> None:
        self.reasons.clear()
        for path, reason in self._scan.rejected.items() if self._scan else ():
            short = known_words(reason) or reason.replace(f"{path.parent}{os.sep}", "")
            self.reasons.addItem(short if path.name in short else f"{path.name}: {short}")
            self.reasons.item(self.reasons.count() - 1).setToolTip(str(path))

    def _show(self) -> None:
        rejected = len(self._scan.rejected) if self._scan else 0
        self.reasons_button.setVisible(rejected > 0)
        self.reasons_button.setText(self.tr("%n left out", "", rejected))
        if not rejected:
            self.reasons_button.setChecked(False)
        self._title.setText(self.folder.name if self.folder else self.tr("Drop a folder of photos here"))
        self._title.setToolTip(str(self.folder or ""))
        self.hint.setText(self._hint_text())
        self.choose_button.setText(self.tr("Another folder…") if self.folder else self.tr("Choose a folder…"))

    def _hint_text(self) -> str:
        if self._problem:
            return str(self._problem).partition("\n\n")[0]
        if self.folder is None:
            return self.tr("The sharper its photos, the more there is to learn. They stay on this computer.")
        if self._scan is None:
            done, total = self._looked_at
            if not total:
                return self.tr("Looking through the photos…")
            return self.tr("Looking through the photos: {done} of {total}").format(done=done, total=total)
        if self.usable_count < 2:
            return self.tr("Too few photos to learn from: at least 2 are needed, 50 or more are better.")
        found = self.tr("%n photo(s) to learn from", "", self.usable_count)
        sharp = len(self._scan.sharp)
        if sharp == self.usable_count:
            return found
        fine_tuning = self.tr(
            "{count} are sharp and clean enough; fine-tuning a restoring model learns from those."
        )
        return f"{found}\n{fine_tuning.format(count=sharp)}"

    def _look_ready(self, is_target: bool) -> None:
        self.setProperty("target", is_target)
        self.style().polish(self)

    def _ask_folder(self) -> None:
        start = str(self.folder or Path.home())
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose an album to learn from"), start)
        if folder:
            self.choose(Path(folder))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Album"))
        self.reasons.setAccessibleName(self.tr("Photos that are left out, and why"))
        self.reasons_button.setToolTip(self.tr("Show which photos are left out, and why"))
        self._show_reasons()
        self._show()
