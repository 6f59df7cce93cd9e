"""Connects every way by which photos come into the window with the intake."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMainWindow

from core.images.endings import READ_ENDINGS
from desktop_app.photos.intake import Intake
from desktop_app.photos.mime_data import may_hold_photos
from desktop_app.settings import Settings
from desktop_app.window.actions import Actions
from desktop_app.window.menus import Menus


class OpenActions(QObject):
    """Takes drops anywhere on the window, the clipboard, recent photos, and what is chosen in dialogs."""

    drop_expected = Signal(bool)
    """Whether photos are being dragged over the window."""
    nothing_to_paste = Signal()

    def __init__(
        self, actions: Actions, menus: Menus, intake: Intake, settings: Settings, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._intake, self._settings, self._window = intake, settings, window
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        actions["open_photos"].triggered.connect(self._ask_photos)
        actions["open_folder"].triggered.connect(self._ask_folder)
        actions["paste"].triggered.connect(self._paste)
        menus.recent_chosen.connect(self._open_recent)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            # A drag with a source began in this window.
            if event.source() is None and may_hold_photos(event.mimeData()):
                event.acceptProposedAction()
                self.drop_expected.emit(True)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self.drop_expected.emit(False)
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.drop_expected.emit(False)
            if self._intake.take_mime(event.mimeData()):
                event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _ask_photos(self) -> None:
        photos, everything = self.tr("Photos"), self.tr("All files")
        endings = " ".join(f"*{ending}" for ending in READ_ENDINGS)
        kinds = f"{photos} ({endings});;{everything} (*)"
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open photos"), str(self._settings.last_folder), kinds
        )
        self._intake.take(map(Path, paths))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a folder"), str(self._settings.last_folder)
        )
        if folder:
            self._intake.take([Path(folder)])

    def _paste(self) -> None:
        if not self._intake.take_mime(QGuiApplication.clipboard().mimeData()):
            self.nothing_to_paste.emit()

    def _open_recent(self, path: Path) -> None:
        self._intake.take([path])
