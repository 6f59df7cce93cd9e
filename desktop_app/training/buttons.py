"""What can be done with a training run, at the bottom of the Train tab."""

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.look.icons import themed_icon
from desktop_app.look.theme import Colours
from desktop_app.training.run import TrainingState
from desktop_app.widgets.retranslated import Retranslated

_MARGIN_PX = 16


class TrainingButtons(Retranslated, QWidget):
    """Shows the buttons that fit the state of the run."""

    def __init__(self) -> None:
        super().__init__()
        self.start, self.resume, self.use = QPushButton(), QPushButton(), QPushButton()
        self.pause, self.cancel = QPushButton(), QPushButton()
        self.discard, self.back = QPushButton(), QPushButton()
        self._shown = {
            TrainingState.IDLE: {self.start},
            TrainingState.STARTING: {self.pause, self.cancel},
            TrainingState.RUNNING: {self.pause, self.cancel},
            TrainingState.STOPPING: {self.pause, self.cancel},
            TrainingState.PAUSED: {self.discard, self.back, self.resume},
            TrainingState.FINISHED: {self.back, self.use},
        }
        layout = QHBoxLayout(self, contentsMargins=QMargins(_MARGIN_PX, 12, _MARGIN_PX, 14), spacing=8)
        for button in (self.discard, self.cancel, self.back, self.pause, self.resume, self.use, self.start):
            layout.addWidget(button, 1)
        for button in (self.start, self.resume, self.use):
            button.setProperty("primary", True)
        self.discard.setProperty("flat", True)
        self._retranslate()

    def show_state(self, state: TrainingState, *, has_won: bool) -> None:
        """Show what can be done in `state`; a finished model can be used if it has won."""
        shown = self._shown[state] - (set() if has_won else {self.use})
        # The others leave first: all together would be wider than the panel.
        for button in set().union(*self._shown.values()) - shown:
            button.hide()
        for button in shown:
            button.show()
        for button in (self.pause, self.cancel):
            button.setEnabled(state is not TrainingState.STOPPING)

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self.start.setIcon(themed_icon("train", colours, colour=colours.on_accent))
        self.resume.setIcon(themed_icon("play", colours, colour=colours.on_accent))
        self.pause.setIcon(themed_icon("pause", colours))
        self.cancel.setIcon(themed_icon("cancel", colours))

    def _retranslate(self) -> None:
        self.start.setText(self.tr("Start training"))
        self.pause.setText(self.tr("Pause"))
        self.cancel.setText(self.tr("Cancel…"))
        self.resume.setText(self.tr("Resume"))
        self.discard.setText(self.tr("Discard…"))
        self.use.setText(self.tr("Use this model"))
        self.back.setText(self.tr("Back"))
