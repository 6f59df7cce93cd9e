"""The settings of a new training run: album, time, start, goal and name."""

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from core.config import SCALES
from core.models.model_name import LONGEST, is_model_name, model_name_from
from core.models.store import StoredModel
from core.training.options import OBJECTIVES, TrainingOptions
from desktop_app.look.theme import Colours
from desktop_app.number_text import scale_text
from desktop_app.training.album import TrainingAlbum
from desktop_app.widgets.labels import hint_label, role_label
from desktop_app.widgets.retranslated import Retranslated
from desktop_app.widgets.segments import Segments

_MINUTES = (5, 20, 60)
_OWN = None
_MAX_MINUTES = 24 * 60
_SCALES = tuple(scale for scale in SCALES if scale > 1)
"""Scales of a new network; without damage to mend, it would have nothing to learn at scale 1."""
_SCALE = 4
_PATIENCE = 6
"""After this many scorings without a gain, of 24 in a run, training may stop early."""


class TrainingSetup(Retranslated, QWidget):
    """Edits one TrainingOptions value."""

    changed = Signal()
    """The user changed something; ask `options`."""

    def __init__(self) -> None:
        super().__init__()
        self._models: list[StoredModel] = []
        self._unfinished: set[str] = set()
        self._speeds: dict[str, float] = {}
        self.album = TrainingAlbum(min_px=TrainingOptions.patch_px)
        self.objective, self.scale = Segments(OBJECTIVES), Segments(_SCALES)
        self.base, self.name = QComboBox(), QLineEdit()
        self.name.setAcceptDrops(False)  # the window takes drops
        self.minutes = Segments((*_MINUTES, _OWN))
        self.own_minutes = QSpinBox(minimum=1, maximum=_MAX_MINUTES, value=120, prefix="  ")
        self.may_stop_early = QCheckBox()
        keys = ("album", "objective", "base", "scale", "name", "minutes")
        self._labels = {key: role_label("section") for key in keys}
        self.hints = {key: hint_label() for key in ("objective", "name", "minutes")}
        self.objective.set_value(TrainingOptions.objective)
        self.scale.set_value(_SCALE)
        self.minutes.set_value(_MINUTES[1])
        self._lay_out()
        self._connect_signals()
        self._retranslate()

    @property
    def options(self) -> TrainingOptions | None:
        """What is chosen; None while it is not complete."""
        if self.album.folder is None or self.album.usable_count < 2 or self._name_problem():
            return None
        return TrainingOptions(
            folder=self.album.folder,
            name=self.name.text().strip(),
            minutes=self.chosen_minutes,
            objective=self.objective.value,
            base=self.base.currentData(),
            scale=self.scale.value if self.base.currentData() is None else None,
            early_stopping=_PATIENCE if self.may_stop_early.isChecked() else None,
        )

    @property
    def chosen_minutes(self) -> int:
        chosen = self.minutes.value
        return self.own_minutes.value() if chosen is _OWN else chosen

    def set_minutes(self, minutes: int) -> None:
        """Show a time budget."""
        if minutes not in _MINUTES:
            self.own_minutes.setValue(minutes)
        self.minutes.set_value(minutes if minutes in _MINUTES else _OWN)
        self._show()

    def set_models(self, models: list[StoredModel]) -> None:
        """Offer the models that a run can start from, those with our own network, and keep the choice.

        At first, and when the chosen one is gone, a model that restores and enlarges is chosen.
        """
        models = [model for model in models if model.card.architecture.network == TrainingOptions.network]
        chosen = self.base.currentData()
        is_lost = chosen is not None and chosen not in {model.card.name for model in models}
        is_first = not self._models
        self._models = models
        self._fill_bases()
        if (is_first or is_lost) and models:
            suited = max(models, key=lambda m: (m.card.kind == "restore", m.card.architecture.scale))
            self.base.setCurrentIndex(self.base.findData(suited.card.name))
        self._show()

    def rename_model(self, old: str, new: str) -> None:
        """Follow a model to its new name."""
        row = self.base.findData(old)
        if row >= 0:
            self.base.setItemData(row, new)

    def set_unfinished(self, names: set[str]) -> None:
        """Set the names of unfinished runs, which a new run cannot take."""
        self._unfinished = names
        self._show()

    def set_speeds(self, steps_per_second: dict[str, float]) -> None:
        """Set how fast this computer trained, by objective."""
        self._speeds = steps_per_second
        self._show()

    def suggest_name(self, taken: set[str]) -> None:
        """Suggest a name that is not `taken`, made of the album's."""
        stem = model_name_from(self.album.folder.name if self.album.folder else "") or self.tr("My album")
        shorter = stem[: LONGEST - len(" 999")].rstrip(" .")
        names = [stem, *(f"{shorter} {number}" for number in range(2, len(taken) + 3))]
        self.name.setText(next(name for name in names if name not in taken))
        self._show()

    def set_colours(self, colours: Colours) -> None:
        """Take the theme's colours."""
        self.album.set_colours(colours)

    def _lay_out(self) -> None:
        self.base.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.base.setMinimumContentsLength(8)
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=6)
        fields: dict[str, QWidget] = {
            "album": self.album,
            "minutes": self.minutes,
            "base": self.base,
            "scale": self.scale,
            "objective": self.objective,
            "name": self.name,
        }
        for key, field in fields.items():
            self._labels[key].setBuddy(field)
            layout.addWidget(self._labels[key])
            layout.addWidget(field)
            if key == "minutes":
                layout.addWidget(self.own_minutes)
                layout.addWidget(self.may_stop_early)
            if key in self.hints:
                layout.addWidget(self.hints[key])
            layout.addSpacing(8)

    def _connect_signals(self) -> None:
        self.album.changed.connect(self._take_change)
        self.objective.chosen.connect(self._take_change)
        self.scale.chosen.connect(self._take_change)
        self.base.activated.connect(self._take_change)
        self.name.textEdited.connect(self._take_change)
        self.minutes.chosen.connect(self._take_minutes)
        self.own_minutes.valueChanged.connect(self._take_change)
        self.may_stop_early.toggled.connect(self._take_change)

    def _take_minutes(self, minutes: int | None) -> None:
        self._take_change()
        if minutes is _OWN:
            self.own_minutes.setFocus()
            self.own_minutes.selectAll()

    def _take_change(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.own_minutes.setVisible(self.minutes.value is _OWN)
        from_scratch = self.base.currentData() is None
        self._labels["scale"].setVisible(from_scratch)
        self.scale.setVisible(from_scratch)
        self.hints["objective"].setText(self._objective_hint(from_scratch))
        self.hints["minutes"].setText(self._estimate())
        hint = self._name_problem() or self._name_warning()
        self.hints["name"].setText(hint)
        self.hints["name"].setVisible(bool(hint))

    def _objective_hint(self, from_scratch: bool) -> str:
        if self.objective.value == "fidelity":
            return self.tr("Learns to come as close to the originals as it can. Safe, sometimes soft.")
        hint = self.tr(
            "Learns to draw fine texture, against a second network that looks for fakes. For that it "
            "downloads VGG19 once (80 MB), if it can; nothing is uploaded."
        )
        if from_scratch:
            hint += " " + self.tr("It does better when it starts from a faithful model.")
        return hint

    def _estimate(self) -> str:
        speed = self._speeds.get(self.objective.value)
        if speed is None:
            return self.tr("How far that gets on this computer is not known yet; the first run will tell.")
        steps = f"{round(speed * 60 * self.chosen_minutes, -2):,.0f}"
        return self.tr("About {steps} steps on this computer, at the pace of the last run.").format(
            steps=steps
        )

    def _name_problem(self) -> str:
        """Why training cannot start with this name; "" where it can."""
        name = self.name.text().strip()
        if not name:
            return self.tr("The new model needs a name.")
        if name in self._unfinished:
            return self.tr("An unfinished run has that name. Finish or discard it, or choose another name.")
        if any(model.card.name == name and model.bundled for model in self._models):
            return self.tr("A model that came with the program has that name. Choose another one.")
        if not is_model_name(name):
            return self.tr("Use letters, digits and spaces, and a letter or digit first.")
        return ""

    def _name_warning(self) -> str:
        name = self.name.text().strip()
        if any(model.card.name == name for model in self._models):
            return self.tr("Your model of that name will be replaced, if the new one wins.")
        return ""

    def _fill_bases(self) -> None:
        chosen = self.base.currentData()
        self.base.clear()
        self.base.addItem(self.tr("Nothing: a new network"), None)
        for model in self._models:
            name, scale = model.card.name, model.card.architecture.scale
            self.base.addItem(f"{name}  {scale_text(scale)}", name)
        self.base.setCurrentIndex(max(0, self.base.findData(chosen)))

    def _retranslate(self) -> None:
        texts = {
            "album": self.tr("Learn from"),
            "objective": self.tr("Goal"),
            "base": self.tr("Start from"),
            "scale": self.tr("Scale"),
            "name": self.tr("Name"),
            "minutes": self.tr("Time"),
        }
        for key, text in texts.items():
            self._labels[key].setText(text)
        for field, key in ((self.base, "base"), (self.name, "name")):
            field.setAccessibleName(texts[key])
        self.own_minutes.setAccessibleName(self.tr("Minutes to train for"))
        self.own_minutes.setSuffix(" " + self.tr("min"))
        self.may_stop_early.setText(self.tr("End earlier, once it gains nothing more"))
        self.may_stop_early.setToolTip(
            self.tr("Photos that are not learnt from tell; the best state of the run is kept")
        )
        self.objective.set_texts([self.tr("Faithful"), self.tr("Detailed")])
        self.scale.set_texts([*map(scale_text, _SCALES)])
        minutes = [self.tr("{count} min").format(count=count) for count in _MINUTES]
        self.minutes.set_texts([*minutes, self.tr("Custom")])
        self._fill_bases()
        self._show()
