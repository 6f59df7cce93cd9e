"""The user's own models: use, rename, delete, export, import, and back to what they came from."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.models.store import StoredModel, delete_model, export_model, import_model, rename_model
from core.training.run_list import runs_from
from desktop_app.error_text import explained
from desktop_app.look.icons import themed_icon
from desktop_app.look.theme import Colours
from desktop_app.number_text import scale_text
from desktop_app.system.background import Background
from desktop_app.widgets.labels import NameLabel, hint_label, role_label
from desktop_app.widgets.questions import confirms
from desktop_app.widgets.retranslated import Retranslated
from desktop_app.widgets.save_dialog import SaveDialog

_ZIP_FILES = " (*.zip)"


class TunedModels(Retranslated, QWidget):
    """A row for each of the user's models. Changes to them are made in the background."""

    chosen = Signal(str)
    """Name of the model to restore with."""
    rolled_back = Signal(str, object)
    """Names of a model that is not to be used any more, and of its base (None: there is none)."""
    renamed = Signal(str, str)
    """A model's old name, and its new one."""
    deleted = Signal(str, object)
    """Names of a deleted model, and of its base (None: there is none)."""
    changed = Signal()
    """A model came, went, or has another name: list them again."""
    exported = Signal(str)
    """Path of the ZIP file."""
    failed = Signal(object)
    """Explanation of what went wrong and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._colours: Colours | None = None
        self._models: list[StoredModel] = []
        self._names: set[str] = set()
        self._used: str | None = None
        self._background = Background(1, self)
        self._title, self._empty = role_label("section"), hint_label()
        self.import_button = QPushButton()
        self.import_button.setProperty("flat", True)
        self.import_button.clicked.connect(self._ask_import)
        self.rows: dict[str, ModelRow] = {}
        self._column = QVBoxLayout(spacing=6)
        header = QHBoxLayout()
        header.addWidget(self._title, 1)
        header.addWidget(self.import_button)
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=6)
        layout.addLayout(header)
        layout.addWidget(self._empty)
        layout.addLayout(self._column)
        self._retranslate()

    def show_models(self, models: list[StoredModel], used: str | None) -> None:
        """Show those of `models` that are the user's own; photos are restored with `used`."""
        self._models, self._used = [model for model in models if not model.bundled], used
        self._names = {model.card.name for model in models}
        self._show()

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self._colours = colours
        self._show()

    def stop(self) -> None:
        """Wait for running work; none is begun afterwards."""
        self._background.stop()

    def rename(self, model: StoredModel, name: str) -> None:
        """Give `model` another name; photos go on being restored with it."""
        self._change(partial(rename_model, model, name), partial(self._after_renaming, model, name))

    def delete(self, model: StoredModel) -> None:
        """Delete `model`; photos that were to be restored with it get its base."""
        self._change(
            partial(delete_model, model.folder), partial(self._after_deleting, model, self._base_of(model))
        )

    def export(self, model: StoredModel, path: Path) -> None:
        """Write `model` as a ZIP file."""
        self._change(partial(export_model, model, path), lambda _: self.exported.emit(str(path)))

    def import_from(self, path: Path) -> None:
        """Add the model in a ZIP file."""
        self._change(partial(import_model, path), lambda _: self.changed.emit())

    def roll_back(self, model: StoredModel) -> None:
        """Restore with the base of `model` instead of with `model`."""
        self.rolled_back.emit(model.card.name, self._base_of(model))

    def _base_of(self, model: StoredModel) -> str | None:
        """Name of the model's base; None where it had none, or that is gone."""
        base = _base_name(model)
        return base if base in self._names else None

    def _change(self, work: Callable[[], Any], done: Callable[[Any], Any]) -> None:
        self._background.run(work, done, self._take_error)

    def _after_renaming(self, model: StoredModel, name: str, _outcome: Any) -> None:
        self.renamed.emit(model.card.name, name)
        self.changed.emit()

    def _after_deleting(self, model: StoredModel, base: str | None, _outcome: Any) -> None:
        self.deleted.emit(model.card.name, base)
        self.changed.emit()

    def _take_error(self, error: Exception) -> None:
        self.failed.emit(explained(error))

    def _show(self) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = {}
        if self._colours is None:
            return
        self._empty.setVisible(not self._models)
        for model in self._models:
            name = model.card.name
            row = ModelRow(model, self._base_of(model), self._colours, is_used=name == self._used)
            row.use_button.clicked.connect(partial(self.chosen.emit, name))
            row.roll_back.triggered.connect(partial(self.roll_back, model))
            row.rename.triggered.connect(partial(self._ask_rename, model))
            row.export.triggered.connect(partial(self._ask_export, model))
            row.delete.triggered.connect(partial(self._ask_delete, model))
            self._column.addWidget(row)
            self.rows[name] = row

    def _ask_rename(self, model: StoredModel) -> None:
        old = model.card.name
        name, accepted = QInputDialog.getText(
            self, self.tr("Rename model"), self.tr("New name of {name}").format(name=old), text=old
        )
        if accepted and name.strip() not in ("", old):
            self.rename(model, name.strip())

    def _ask_delete(self, model: StoredModel) -> None:
        name = model.card.name
        question = self.tr("Delete the model {name}? What it has learnt is lost.").format(name=name)
        if runs := ", ".join(runs_from(name)):
            cannot = self.tr("Interrupted runs that start from it could not go on: {runs}.")
            question += "\n\n" + cannot.format(runs=runs)
        if confirms(self, self.tr("Delete model"), question):
            self.delete(model)

    def _ask_export(self, model: StoredModel) -> None:
        suggested = Path.home() / f"{model.card.name}.zip"
        dialog = SaveDialog(self, self.tr("Export model"), suggested, [self.tr("Models") + _ZIP_FILES])
        if answer := dialog.ask():
            self.export(model, answer[0])

    def _ask_import(self) -> None:
        kinds = self.tr("Models") + _ZIP_FILES
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import model"), str(Path.home()), kinds)
        if path:
            self.import_from(Path(path))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Your models"))
        self._empty.setText(self.tr("None yet. A model that wins against its start appears here."))
        self.import_button.setText(self.tr("Import…"))
        self._show()


def _base_name(model: StoredModel) -> str | None:
    """Name of the model that `model` was tuned from; None if it replaced that one under the same name."""
    base = model.card.training.get("base")
    return base if isinstance(base, str) and base != model.card.name else None


class ModelRow(QFrame):
    """One model: its name, how it did, and what can be done with it."""

    def __init__(self, model: StoredModel, base: str | None, colours: Colours, *, is_used: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        card = model.card
        self.use_button = QPushButton(self.tr("In use") if is_used else self.tr("Use"))
        self.use_button.setEnabled(not is_used)
        self.use_button.setAccessibleName(self.tr("Restore with {name}").format(name=card.name))
        menu = QMenu(self)
        self.roll_back = menu.addAction(
            self.tr("Roll back to {base}").format(base=base)
            if base
            else self.tr("Roll back to automatic choice")
        )
        self.roll_back.setEnabled(is_used)
        menu.addSeparator()
        self.rename = menu.addAction(self.tr("Rename…"))
        self.export = menu.addAction(self.tr("Export…"))
        self.delete = menu.addAction(self.tr("Delete…"))
        self.more_button = QToolButton()
        self.more_button.setIcon(themed_icon("more", colours))
        self.more_button.setMenu(menu)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setToolTip(self.tr("More"))
        self.more_button.setAccessibleName(self.tr("More for {name}").format(name=card.name))
        words = QVBoxLayout(spacing=1)
        words.addWidget(NameLabel(card.name))
        words.addWidget(hint_label(self._facts(model)))
        layout = QHBoxLayout(self, contentsMargins=QMargins(12, 8, 6, 8))
        layout.addLayout(words, 1)
        layout.addWidget(self.use_button)
        layout.addWidget(self.more_button)

    def _facts(self, model: StoredModel) -> str:
        parts = [scale_text(model.card.architecture.scale)]
        base = _base_name(model)
        if base:
            parts.append(self.tr("from {base}").format(base=base))
        score = model.card.scores.get("held-out", {}).get("psnr_y")
        if score is not None:
            parts.append(f"{score:.1f} dB")
        return "  \N{MIDDLE DOT}  ".join(parts)
