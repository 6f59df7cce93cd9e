"""Following a change of language, as every widget with translated texts does."""

from PySide6.QtCore import QEvent


class Retranslated:
    """Calls `_retranslate` on each LanguageChange. To be named before the widget it is mixed into."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
