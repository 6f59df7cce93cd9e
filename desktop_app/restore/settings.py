"""How photos are restored: preset, strength, detail, grain, scale, model, and how carefully."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from core.config import SCALES, RestoreOptions
from desktop_app.number_text import scale_text, size_text
from desktop_app.photos.note_text import note_text
from desktop_app.restore.model_choice import ModelChoice
from desktop_app.restore.preset_menu import PresetMenuButton
from desktop_app.restore.presets import BUILT_IN, built_in_name, preset_fields
from desktop_app.restore.scale_choice import with_scale
from desktop_app.widgets.labelled_slider import LabelledSlider
from desktop_app.widgets.labels import hint_label, role_label
from desktop_app.widgets.retranslated import Retranslated
from desktop_app.widgets.segments import Segments

_DEFAULTS = RestoreOptions()


class RestoreSettings(Retranslated, QWidget):
    """Edits one RestoreOptions value."""

    options_changed = Signal(object, object)
    """The RestoreOptions, and a dict of those fields that the user has just changed."""

    def __init__(self) -> None:
        super().__init__()
        self._options = RestoreOptions()
        self._models: list[ModelChoice] = []
        self._photo_size: tuple[int, int] | None = None
        self._notes: Sequence[str] = ()
        self.presets = Segments(list(BUILT_IN))
        self.own_presets = PresetMenuButton()
        self.scale = Segments((None, *SCALES))
        self.model = QComboBox()
        self.careful = QCheckBox()
        self.strength = LabelledSlider(_DEFAULTS.strength)
        self.detail = LabelledSlider(_DEFAULTS.detail)
        self.grain = LabelledSlider(_DEFAULTS.grain)
        self._sliders = {"strength": self.strength, "detail": self.detail, "grain": self.grain}
        self._preset_label, self._scale_label, self._model_label = (role_label("section") for _ in range(3))
        self.size_hint, self._model_hint = hint_label(), hint_label()
        self._lay_out()
        self._connect_signals()
        self._retranslate()

    @property
    def options(self) -> RestoreOptions:
        return self._options

    def set_options(self, options: RestoreOptions) -> None:
        """Show `options`, without a signal."""
        self._options = options
        self._show_options()

    def set_models(self, models: list[ModelChoice]) -> None:
        """Offer `models`."""
        self._models = models
        self._fill_models()

    def set_photo(self, size: tuple[int, int] | None, notes: Sequence[str] = ()) -> None:
        """Show how large the result of a photo of `size`, (width, height) in px, will be, and its notes."""
        self._photo_size, self._notes = size, notes
        self._show_options()

    @property
    def effective_scale(self) -> int:
        """The scale that restoring will use."""
        model = self._chosen_model
        chosen = with_scale(self._options, self._photo_size).scale
        return chosen or (model.scale if model else 4)

    @property
    def _chosen_model(self) -> ModelChoice | None:
        return next((model for model in self._models if model.name == self._options.model), None)

    @property
    def _acting_model(self) -> ModelChoice | None:
        """The chosen model, or else the one that the program will choose."""
        scale = self.effective_scale
        automatic = (model for model in self._models if scale in model.automatic_for)
        return self._chosen_model if self._options.model else next(automatic, None)

    def _lay_out(self) -> None:
        self.model.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.model.setMinimumContentsLength(8)
        preset_header = QHBoxLayout()
        preset_header.addWidget(self._preset_label, 1)
        preset_header.addWidget(self.own_presets)
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=6)
        layout.addLayout(preset_header)
        layout.addWidget(self.presets)
        layout.addSpacing(10)
        for slider in self._sliders.values():
            layout.addWidget(slider)
            layout.addSpacing(4)
        layout.addSpacing(6)
        for widget in (self._scale_label, self.scale, self.size_hint):
            layout.addWidget(widget)
        layout.addSpacing(10)
        self._model_label.setBuddy(self.model)  # Qt on Linux names a combo box by its label alone
        for widget in (self._model_label, self.model, self._model_hint, self.careful):
            layout.addWidget(widget)

    def _connect_signals(self) -> None:
        self.presets.chosen.connect(self._take_preset)
        self.own_presets.chosen.connect(self._take_own_preset)
        self.scale.chosen.connect(self._take_scale)
        self.model.activated.connect(self._take_model)
        self.careful.clicked.connect(self._take_careful)
        for name, slider in self._sliders.items():
            slider.value_changed.connect(partial(self._take_slider, name))

    def _take_preset(self, name: str) -> None:
        self._take_own_preset(BUILT_IN[name])

    def _take_own_preset(self, preset: RestoreOptions) -> None:
        self._change(**preset_fields(preset))

    def _take_scale(self, scale: int | None) -> None:
        self._change(scale=scale)

    def _take_model(self, row: int) -> None:
        self._change(model=self.model.itemData(row))

    def _take_careful(self, is_careful: bool) -> None:
        self._change(careful=is_careful)

    def _take_slider(self, name: str, value: float | None) -> None:
        self._change(**{name: value})

    def _change(self, **fields: object) -> None:
        self._options = replace(self._options, **fields)  # type: ignore[arg-type]
        self._show_options()
        self.options_changed.emit(self._options, fields)

    def _show_options(self) -> None:
        self.presets.set_value(built_in_name(self._options))
        self.own_presets.set_current(self._options)
        for field, slider in self._sliders.items():
            slider.set_value(getattr(self._options, field))
        self.scale.set_value(self._options.scale)
        name = self._options.model
        self.model.setPlaceholderText(name or "")  # shown where no model has that name
        self.model.setCurrentIndex(self.model.findData(name) if name else 0)
        self.careful.setChecked(self._options.careful)
        model = self._chosen_model
        self._model_hint.setText(model.translated_description if model else "")
        self._model_hint.setVisible(bool(self._model_hint.text()))
        acting = self._acting_model
        self.detail.setEnabled(acting is None or acting.has_detail)
        self.detail.set_recommended(acting.detail if acting else 0.5)
        self._show_size()

    def _show_size(self) -> None:
        scale = self.effective_scale
        self.size_hint.setVisible(self._photo_size is not None)
        if self._photo_size is not None:
            result = (self._photo_size[0] * scale, self._photo_size[1] * scale)
            sizes = self.tr("{source}  →  {result} pixels").format(
                source=size_text(self._photo_size), result=size_text(result)
            )
            self.size_hint.setText("\n".join([sizes, *map(note_text, self._notes)]))

    def _fill_models(self) -> None:
        self.model.clear()
        self.model.addItem(self.tr("Automatic (recommended)"), None)
        for model in self._models:
            self.model.addItem(model.name, model.name)
            row, hint = self.model.count() - 1, model.translated_description
            self.model.setItemData(row, hint, Qt.ItemDataRole.ToolTipRole)
        self._show_options()

    def _retranslate(self) -> None:
        self._preset_label.setText(self.tr("Preset"))
        self.presets.set_texts(
            [self.tr("Gentle"), self.tr("Balanced"), self.tr("Strong")],
            [
                self.tr("Close to the photo: some of its grain stays, nothing is invented"),
                self.tr("What suits most photos"),
                self.tr("All the detail the model can give"),
            ],
        )
        self.strength.set_texts(
            self.tr("Strength"), self.tr("From the photo merely enlarged to fully restored")
        )
        self.detail.set_texts(
            self.tr("Detail"), self.tr("From faithful and smooth to crisp; high values may invent texture")
        )
        self.grain.set_texts(self.tr("Grain"), self.tr("How much of the photo's own grain is given back"))
        self._scale_label.setText(self.tr("Enlarge"))
        self.scale.set_texts(
            [self.tr("Auto"), *map(scale_text, SCALES)],
            [self.tr("Chosen by the photo's size: small photos are enlarged more, large ones not at all")],
        )
        self._model_label.setText(self.tr("Model"))
        self.model.setAccessibleName(self.tr("Model"))
        self.careful.setText(self.tr("Careful (8 times as slow)"))
        self.careful.setToolTip(
            self.tr("Averages the photo restored in eight flips and turns: more faithful, and softer")
        )
        self._fill_models()
