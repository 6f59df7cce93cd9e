"""Whether the trained model won, in words and figures."""

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from core.training.events import RunFinished
from desktop_app.look.icons import tinted_pixmap
from desktop_app.look.theme import Colours
from desktop_app.widgets.labels import Role, role_label
from desktop_app.widgets.retranslated import Retranslated

_ICON_PX = 26


class TrainingVerdict(Retranslated, QFrame):
    """A card that is hidden until a run has finished."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._finished: RunFinished | None = None
        self._colours: Colours | None = None
        self._icon, self.title, self.text = QLabel(), role_label("strong"), QLabel(wordWrap=True)
        self._figures = QGridLayout(horizontalSpacing=14)
        self._figures.setColumnStretch(0, 2)
        self._figures.setColumnStretch(1, 1)
        self._figures.setColumnStretch(2, 1)
        header = QHBoxLayout(spacing=10)
        header.addWidget(self._icon)
        header.addWidget(self.title, 1)
        layout = QVBoxLayout(self, contentsMargins=QMargins(14, 12, 14, 12), spacing=8)
        layout.addLayout(header)
        layout.addWidget(self.text)
        layout.addLayout(self._figures)
        self.hide()

    def show_verdict(self, finished: RunFinished) -> None:
        """Tell how the model did."""
        self._finished = finished
        self._show()
        self.show()

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self._colours = colours
        self._show()

    def _retranslate(self) -> None:
        self._show()

    def _show(self) -> None:
        if self._finished is None or self._colours is None:
            return
        finished = self._finished
        kept = finished.kept
        icon, colour = ("done", self._colours.success) if kept else ("original", self._colours.muted)
        self._icon.setPixmap(tinted_pixmap(icon, colour, _ICON_PX))
        self.title.setText(self.tr("Your model wins") if kept else self.tr("No gain this time"))
        early = " " + self.tr("It ended early: it gained nothing more.") if finished.stopped_early else ""
        self.text.setText(self._words(finished) + early)
        self.setAccessibleName(f"{self.title.text()}. {self.text.text()}")
        self._show_figures(finished)

    def _words(self, finished: RunFinished) -> str:
        if finished.kept:
            return self.tr("On photos it has not learnt from, it does better. It is now among your models.")
        if finished.rival:
            text = self.tr("On photos it has not learnt from, it is no better than {model}, so that stays.")
            text = text.format(model=finished.rival)
        else:
            text = self.tr("On photos it has not learnt from, it is no better than plain enlarging.")
        return text + " " + self.tr("More time or more photos may help.")

    def _show_figures(self, finished: RunFinished) -> None:
        while self._figures.count():
            self._figures.takeAt(0).widget().deleteLater()
        names = {
            "psnr_y": (self.tr("closeness (dB)"), ".2f"),
            "perceptual": (self.tr("look (lower is better)"), ".4f"),
        }
        rows = [("", self.tr("this model"), finished.rival or self.tr("plain enlarging"))]
        rows += [
            (text, f"{finished.scores[name]:{form}}", f"{finished.reference[name]:{form}}")
            for name, (text, form) in names.items()
            if name in finished.scores and name in finished.reference
        ]
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                role: Role = "value" if row and column else "hint"
                self._figures.addWidget(role_label(role, cell, wraps=True), row, column)
