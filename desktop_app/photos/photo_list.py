"""The list of photos at the left."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from desktop_app.look.theme import Colours
from desktop_app.photos.delegate import PhotoDelegate
from desktop_app.photos.entry import PhotoEntry
from desktop_app.photos.list_model import ENTRY_ROLE, PhotoListModel
from desktop_app.widgets.retranslated import Retranslated


class PhotoList(Retranslated, QListView):
    """Shows the model's photos; one is current, several may be selected, and they can be dragged out."""

    current_entry_changed = Signal(object)
    """PhotoEntry, or None where the list is empty."""

    def __init__(self, model: PhotoListModel, colours: Colours) -> None:
        super().__init__()
        self._delegate = PhotoDelegate(colours, self)
        self.setItemDelegate(self._delegate)
        self._model = model
        self.setModel(model)
        model.rowsRemoved.connect(self._on_rows_removed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)

    @property
    def current_entry(self) -> PhotoEntry | None:
        entry: PhotoEntry | None = self.currentIndex().data(ENTRY_ROLE)
        return entry

    @property
    def selected_entries(self) -> list[PhotoEntry]:
        """In the order of the list; where none is selected, the current one."""
        rows = sorted(self.selectedIndexes() or [self.currentIndex()], key=lambda index: index.row())
        return [index.data(ENTRY_ROLE) for index in rows if index.isValid()]

    def choose(self, entry: PhotoEntry) -> None:
        """Make `entry` the current and only selected one."""
        self._choose(self._model.index_of(entry))

    def go_on(self) -> None:
        """Go to the next photo."""
        self._step(1)

    def go_back(self) -> None:
        """Go to the photo before."""
        self._step(-1)

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self._delegate.colours = colours
        self.viewport().update()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.current_entry_changed.emit(current.data(ENTRY_ROLE))

    def _retranslate(self) -> None:
        self.viewport().update()

    def _step(self, rows: int) -> None:
        row = min(max(self.currentIndex().row() + rows, 0), self.model().rowCount() - 1)
        self._choose(self.model().index(row, 0))

    def _choose(self, index: QModelIndex) -> None:
        # The view's own setCurrentIndex extends the selection while Ctrl is held, as it is for a shortcut.
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_rows_removed(self) -> None:
        if self.model().rowCount() == 0:
            self.current_entry_changed.emit(None)
        elif not self.selectionModel().hasSelection():
            self._choose(self.currentIndex())

    def _show_menu(self, place: QPoint) -> None:
        if self.indexAt(place).isValid():
            QMenu.exec(self.actions(), self.viewport().mapToGlobal(place), None, self)
