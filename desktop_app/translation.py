"""Languages: which there are, and switching between them while the program runs."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from core.resource_files import RESOURCES

_FOLDER = RESOURCES / "translations"


class Translation(QObject):
    """Installs the translators of one language; widgets retranslate on LanguageChange."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []

    def choose(self, code: str) -> None:
        """Use the language `code` ("zh_CN"), or the system's for ""."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()
        locale = QLocale(code) if code else QLocale.system()
        QLocale.setDefault(locale)
        for name, folder in (
            ("heirloom", str(_FOLDER)),
            ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ):
            translator = QTranslator(self)
            # English has a file as well, for its plurals, and is used for languages without a file.
            if translator.load(locale, name, "_", folder) or translator.load(f"{name}_en", folder):
                self._app.installTranslator(translator)
                self._installed.append(translator)


def languages() -> dict[str, str]:
    """Codes of the available languages, with their names in the language itself."""
    codes = sorted(path.stem.removeprefix("heirloom_") for path in _FOLDER.glob("heirloom_*.qm"))
    return {code: QLocale(code).nativeLanguageName() for code in codes}
