"""A slider for a share, with its name and value above it."""

from PySide6.QtCore import QEvent, QMargins, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from desktop_app.widgets.labels import role_label


class LabelledSlider(QWidget):
    """Its value is a share 0..1, or None for the automatic one, which stands at the recommended share.

    A double-click, or Delete, goes back to the default.
    """

    value_changed = Signal(object)
    """The share the user chose, or the default that was gone back to."""

    def __init__(self, default: float | None) -> None:
        super().__init__()
        self._default = self._value = default
        self._recommended = 0.0
        self._name, self._number = QLabel(), role_label("hint")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.installEventFilter(self)
        self.slider.valueChanged.connect(self._take_slider)
        self.setFocusProxy(self.slider)
        header = QHBoxLayout()
        header.addWidget(self._name)
        header.addStretch()
        header.addWidget(self._number)
        layout = QVBoxLayout(self, contentsMargins=QMargins(), spacing=2)
        layout.addLayout(header)
        layout.addWidget(self.slider)
        self._show_value()

    def set_value(self, value: float | None) -> None:
        """Show `value`, without a signal."""
        self._value = value
        self._show_value()

    def set_recommended(self, share: float) -> None:
        """Set where the slider stands while the value is automatic."""
        self._recommended = share
        self._show_value()

    def set_texts(self, name: str, hint: str) -> None:
        """Set the translated name, and a hint about what it does."""
        self._name.setText(name)
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(hint)
        self.setToolTip(hint + "\n" + self.tr("Double-click to reset."))
        self._show_value()

    def reset(self) -> None:
        """Go back to the default."""
        self.set_value(self._default)
        self.value_changed.emit(self._value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 (there is one)
        is_delete = event.type() is QEvent.Type.KeyPress and event.key() in (
            Qt.Key.Key_Delete,
            Qt.Key.Key_Backspace,
        )
        if event.type() is QEvent.Type.MouseButtonDblClick or is_delete:
            self.reset()
            return True
        return False

    def _take_slider(self, percent: int) -> None:
        self._value = percent / 100
        self._show_value()
        self.value_changed.emit(self._value)

    def _show_value(self) -> None:
        share = self._recommended if self._value is None else self._value
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(100 * share))
        self._number.setText(self.tr("Automatic") if self._value is None else f"{round(100 * share)} %")
