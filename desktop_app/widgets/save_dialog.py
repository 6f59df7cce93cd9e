"""Asking where to save a file."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class SaveDialog(QFileDialog):
    """The system's dialog; the name always has an ending, which fits the kind: "Pictures (*.jpg *.png)"."""

    def __init__(self, parent: QWidget, title: str, start: Path, kinds: Sequence[str]) -> None:
        super().__init__(parent, title, str(start.parent))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(kinds)
        self.setDefaultSuffix(start.suffix)
        self.selectFile(start.name)
        self.filterSelected.connect(self._follow_kind)

    def ask(self) -> tuple[Path, str] | None:
        """The path and the kind chosen; None where the person cancels. The dialog is of no use afterwards."""
        is_chosen = self.exec()
        self.deleteLater()
        return (Path(self.selectedFiles()[0]), self.selectedNameFilter()) if is_chosen else None

    def _follow_kind(self, kind: str) -> None:
        chosen, endings = Path(self.selectedFiles()[0]), re.findall(r"\*(\.\w+)", kind)
        if endings and chosen.suffix.lower() not in endings:
            self.setDefaultSuffix(endings[0])
            self.selectFile(chosen.with_suffix(endings[0]).name)
