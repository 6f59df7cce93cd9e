"""Asking where to save a file."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.widgets.questions import confirms


class SaveDialog(QFileDialog):
    """The system's dialog. The name always gets an ending of its kind, such as "Pictures (*.jpg *.png)"."""

    def __init__(self, parent: QWidget, title: str, start: Path, kinds: Sequence[str]) -> None:
        super().__init__(parent, title, str(start.parent))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(kinds)
        self.setDefaultSuffix(start.suffix)
        self.selectFile(start.name)
        self.filterSelected.connect(self._follow_kind)

    def ask(self) -> tuple[Path, str] | None:
        """The path and the kind chosen; None where the user cancels. The dialog is of no use afterwards."""
        is_chosen = self.exec()
        self.deleteLater()
        return self._with_ending(Path(self.selectedFiles()[0])) if is_chosen else None

    def _with_ending(self, path: Path) -> tuple[Path, str] | None:
        """A typed ending chooses the kind. Without one, it is added, as Qt does to names without a dot."""
        kind = self.selectedNameFilter()
        if kinds := self._kinds_of(path):
            return path, kind if kind in kinds else kinds[0]
        whole = path.with_name(path.name + _endings(kind)[0])
        question = self.tr("{name} already exists. Replace it?").format(name=whole.name)
        may_write = not whole.exists() or confirms(self.parentWidget(), self.windowTitle(), question)
        return (whole, kind) if may_write else None

    def _follow_kind(self, kind: str) -> None:
        chosen, ending = Path(self.selectedFiles()[0]), _endings(kind)[0]
        if kind not in self._kinds_of(chosen):
            self.setDefaultSuffix(ending)
            self.selectFile(chosen.with_suffix(ending).name)

    def _kinds_of(self, path: Path) -> list[str]:
        """The kinds with the ending of `path`; none where what follows its last dot is no known ending."""
        return [kind for kind in self.nameFilters() if path.suffix.lower() in _endings(kind)]


def _endings(kind: str) -> list[str]:
    return re.findall(r"\*(\.\w+)", kind)
