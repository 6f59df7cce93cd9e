"""A choice of one among a few, as a row of buttons."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton


class Segments(QFrame):
    """Exclusive buttons; none is checked where the value is none of `values`."""

    chosen = Signal(object)
    """The value the user clicked."""

    def __init__(self, values: Sequence[Any]) -> None:
        super().__init__()
        self.setObjectName("segments")
        self._values = list(values)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self, contentsMargins=QMargins(2, 2, 2, 2), spacing=2)
        self.buttons: list[QPushButton] = []
        for number in range(len(self._values)):
            button = QPushButton(checkable=True)
            button.setProperty("segment", True)
            self._group.addButton(button, number)
            self.buttons.append(button)
            layout.addWidget(button, 1)
        self._group.idClicked.connect(self._tell)

    def set_texts(self, texts: Sequence[str], hints: Sequence[str] = ()) -> None:
        """Translated texts and tooltips, in the order of the values."""
        for button, text in zip(self.buttons, texts, strict=True):
            button.setText(text)
        for button, hint in zip(self.buttons, hints, strict=False):
            button.setToolTip(hint)

    @property
    def value(self) -> Any:
        """The value of the checked button; None where none is checked."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: Any) -> None:
        """Check the button of `value`, without a signal."""
        self._group.setExclusive(False)
        for button, own in zip(self.buttons, self._values, strict=True):
            button.setChecked(own == value)
        self._group.setExclusive(True)

    def _tell(self, number: int) -> None:
        self.chosen.emit(self._values[number])
