"""What is asked before a run ends early, or is lost."""

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.widgets.questions import confirms


class CancelAnswer(Enum):
    """What is to become of a run."""

    KEEP = auto()
    DISCARD = auto()
    GO_ON = auto()


class CancelQuestion(QMessageBox):
    """Whether to keep what a run has learnt; Esc goes on training."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Cancel training"))
        self.setText(self.tr("Keep what {name} has learnt so far?").format(name=name))
        self.setInformativeText(self.tr("What is kept can be resumed at any time, also after a restart."))
        roles = QMessageBox.ButtonRole
        self._answers = {
            self.addButton(self.tr("Keep for later"), roles.AcceptRole): CancelAnswer.KEEP,
            self.addButton(self.tr("Discard"), roles.DestructiveRole): CancelAnswer.DISCARD,
            self.addButton(self.tr("Go on training"), roles.RejectRole): CancelAnswer.GO_ON,
        }
        keep, _, go_on = self._answers
        self.setDefaultButton(keep)
        self.setEscapeButton(go_on)

    def ask(self) -> CancelAnswer:
        """Wait for the answer."""
        self.exec()
        return next(answer for button, answer in self._answers.items() if button is self.clickedButton())


def confirms_discarding(parent: QWidget, name: str) -> bool:
    """Whether the user gives up the run of that name for good."""
    translate, buttons = QCoreApplication.translate, QMessageBox.StandardButton
    question = translate("CancelQuestion", "Discard {name}? What it has learnt is lost.").format(name=name)
    title = translate("CancelQuestion", "Discard a run")
    return confirms(parent, title, question, yes=buttons.Discard, no=buttons.Cancel)
