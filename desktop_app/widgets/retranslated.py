"""What every widget does that speaks to the person: it follows the language."""

from PySide6.QtCore import QEvent


class Retranslated:
    """Calls `_retranslate` in each new language. To be named before the widget it is mixed into."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
