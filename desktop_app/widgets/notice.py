"""One message at a time across the top of the comparison, in the window instead of over it."""

from typing import Literal

from PySide6.QtCore import QMargins, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop_app.widgets.retranslated import Retranslated

_INFO_MS = 8000


class Notice(Retranslated, QFrame):
    """Errors stay until they are closed, other messages hide by themselves.

    Attributes:
        message: the last one. Below the first empty line of its `str` are details, hidden at first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.message: object = ""
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setMinimumWidth(1)  # else a long name in it would widen the window
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details_button, self._close = QPushButton(checkable=True), QPushButton()
        for button in (self.details_button, self._close):
            button.setProperty("flat", True)
        self._timer = QTimer(self, singleShot=True, interval=_INFO_MS)
        layout = QHBoxLayout(self, contentsMargins=QMargins(14, 6, 6, 6))
        layout.addWidget(self._text, 1)
        layout.addWidget(self.details_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.details_button.toggled.connect(self._show_text)
        self._close.clicked.connect(self.hide)
        self._timer.timeout.connect(self.hide)
        self.hide()
        self._retranslate()

    @property
    def text(self) -> str:
        """The whole message, with its details."""
        return str(self.message)

    @property
    def shown_text(self) -> str:
        return self._text.text()

    def tell(self, message: object, kind: Literal["info", "error"] = "info") -> None:
        """Show `message` in place of the one before; its `str` is asked for again in each new language."""
        self.message = message
        self.details_button.setVisible("\n\n" in self.text)
        self.details_button.setChecked(False)
        self._show_text()
        self.setProperty("kind", kind)
        self.style().polish(self)
        self.show()
        self._announce(is_urgent=kind == "error")
        if kind == "info":
            self._timer.start()
        else:
            self._timer.stop()

    def _announce(self, *, is_urgent: bool) -> None:
        """Have screen readers say it, wherever the focus is; an urgent one interrupts what they say."""
        event = QAccessibleAnnouncementEvent(self, self.shown_text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)

    def _show_text(self) -> None:
        message, _, details = self.text.partition("\n\n")
        self._text.setText(f"{message}\n\n{details}" if self.details_button.isChecked() else message)
        self.setAccessibleName(self.text)

    def _retranslate(self) -> None:
        self.details_button.setText(self.tr("Details"))
        self._close.setText(self.tr("Close"))
        self._show_text()
