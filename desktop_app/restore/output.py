"""Where and how results are written."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.config import OUTPUT_FORMATS, OutputOptions
from core.errors import OptionsError
from desktop_app.restore.pasted import pasted_results_folder
from desktop_app.widgets.labels import hint_label, role_label
from desktop_app.widgets.retranslated import Retranslated

_FORMAT_NAMES = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WebP", "avif": "AVIF"}
_WITH_QUALITY = (None, "jpeg", "webp", "avif")


class OutputSettings(Retranslated, QWidget):
    """Edits one OutputOptions value."""

    options_changed = Signal(object)
    """The OutputOptions the user chose."""

    def __init__(self) -> None:
        super().__init__()
        self._options = OutputOptions()
        self._title = role_label("section")
        self._labels = {name: QLabel() for name in ("format", "quality", "folder", "name")}
        self.format = QComboBox()
        self.quality = QSpinBox(minimum=1, maximum=100, prefix="  ", suffix=" %")
        self.folder = QComboBox()
        self.folder.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.name_pattern = QLineEdit()
        self.name_pattern.setAcceptDrops(False)  # the window takes drops
        self.name_hint = hint_label()
        self.keep_metadata = QCheckBox()
        self._lay_out()
        self._connect_signals()
        self._retranslate()

    @property
    def options(self) -> OutputOptions:
        return self._options

    def set_options(self, options: OutputOptions) -> None:
        """Show `options`, without a signal."""
        self._options = options
        self._show_options()

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setColumnStretch(1, 1)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        fields = (self.format, self.quality, self.folder, self.name_pattern)
        for row, (label, field) in enumerate(zip(self._labels.values(), fields, strict=True)):
            label.setBuddy(field)
            form.addWidget(label, row, 0)
            form.addWidget(field, row, 1)
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=8)
        layout.addWidget(self._title)
        layout.addLayout(form)
        layout.addWidget(self.name_hint)
        layout.addWidget(self.keep_metadata)

    def _connect_signals(self) -> None:
        self.format.activated.connect(self._take_format)
        self.quality.valueChanged.connect(self._take_quality)
        self.folder.activated.connect(self._take_folder)
        self.name_pattern.textEdited.connect(self._take_pattern)
        self.keep_metadata.toggled.connect(self._take_metadata)

    def _take_format(self, row: int) -> None:
        self._change(format=self.format.itemData(row))

    def _take_quality(self, quality: int) -> None:
        self._change(quality=quality)

    def _take_folder(self, row: int) -> None:
        if row == 0:
            self._change(folder=None)
        elif self.folder.itemData(row) is not None:
            self._change(folder=self.folder.itemData(row))
        else:
            self._ask_folder()

    def _ask_folder(self) -> None:
        start = str(self._options.folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the results"), start)
        if chosen:
            self._change(folder=Path(chosen))
        else:
            self._show_options()

    def _take_pattern(self, pattern: str) -> None:
        try:
            self._change(name_pattern=pattern)
            self._mark_pattern(wrong=False)
        except OptionsError:
            self._mark_pattern(wrong=True)

    def _take_metadata(self, keep: bool) -> None:
        self._change(keep_metadata=keep)

    def _change(self, **fields: object) -> None:
        options = replace(self._options, **fields)  # type: ignore[arg-type]
        if options != self._options:
            self._options = options
            self._show_options()
            self.options_changed.emit(options)

    def _show_options(self) -> None:
        options = self._options
        self.format.setCurrentIndex(max(0, self.format.findData(options.format)))
        self.quality.setValue(options.quality)
        self.quality.setEnabled(options.format in _WITH_QUALITY)
        self.keep_metadata.setChecked(options.keep_metadata)
        self._fill_folders()
        if self.name_pattern.text() != options.name_pattern:
            self.name_pattern.setText(options.name_pattern)
        self._mark_pattern(wrong=False)

    def _fill_folders(self) -> None:
        self.folder.clear()
        self.folder.addItem(self.tr("Beside each photo"), None)
        if self._options.folder is not None:
            self.folder.addItem(self._options.folder.name or str(self._options.folder), self._options.folder)
            self.folder.setCurrentIndex(1)
        self.folder.addItem(self.tr("Choose a folder…"), None)
        beside = self.tr("Each result lies beside its photo, that of a pasted picture in {folder}.")
        self.folder.setToolTip(str(self._options.folder or beside.format(folder=pasted_results_folder())))

    def _mark_pattern(self, *, wrong: bool) -> None:
        self.name_pattern.setProperty("wrong", wrong)
        self.name_pattern.style().polish(self.name_pattern)
        if wrong:
            self.name_hint.setText(self.tr("Use only {name}, {scale} and {model}, and no folders."))
            return
        example = self._options.name_pattern.format(name="IMG_1931", scale=4, model="heirloom")
        self.name_hint.setText(self.tr("For example: {example}").format(example=example))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Results"))
        self._labels["format"].setText(self.tr("Format"))
        self._labels["quality"].setText(self.tr("Quality"))
        self._labels["folder"].setText(self.tr("Where"))
        self._labels["name"].setText(self.tr("Name"))
        for label in self._labels.values():
            label.buddy().setAccessibleName(label.text())
        self.keep_metadata.setText(self.tr("Keep date, place and camera data"))
        self.name_pattern.setToolTip(self.tr("{name}, {scale} and {model} are filled in."))
        self.format.clear()
        self.format.addItem(self.tr("Same as the photo"), None)
        for name in OUTPUT_FORMATS:
            self.format.addItem(_FORMAT_NAMES[name], name)
        self._show_options()
