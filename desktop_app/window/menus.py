"""Menu bar and toolbar, made of the window's actions."""

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop_app.settings import Settings
from desktop_app.translation import languages
from desktop_app.widgets.labels import literal
from desktop_app.window.actions import Actions

_MENUS = {
    QT_TRANSLATE_NOOP("Menus", "&File"): (
        "open_photos open_folder recent paste | save_as copy show_in_folder | export_comparison contact_sheet"
        " | remove quit"
    ),
    QT_TRANSLATE_NOOP("Menus", "&Restore"): (
        "restore restore_all retry_failed | pause cancel | copy_settings restore_at_start device"
    ),
    QT_TRANSLATE_NOOP("Menus", "&View"): (
        "side_by_side split single | zoom_in zoom_out fit actual_size toggle_zoom | previous next |"
        " full_screen panels theme language"
    ),
    QT_TRANSLATE_NOOP("Menus", "&Help"): "shortcuts about | reset_settings",
}
_SUBMENUS = {
    "recent": QT_TRANSLATE_NOOP("Menus", "Open recent"),
    "device": QT_TRANSLATE_NOOP("Menus", "Device"),
    "panels": QT_TRANSLATE_NOOP("Menus", "Panels"),
    "theme": QT_TRANSLATE_NOOP("Menus", "Appearance"),
    "language": QT_TRANSLATE_NOOP("Menus", "Language"),
}
_TOOLBAR = (
    "open_photos open_folder | side_by_side split single | zoom_out zoom_in fit actual_size stretch"
    " pause cancel | save_as copy export_comparison | shortcuts"
)
_WITH_TEXT = ("open_photos",)


class Menus(QObject):
    """Fills the menu bar; its signals tell what is chosen in menus whose entries change."""

    recent_chosen = Signal(Path)
    language_chosen = Signal(str)

    def __init__(self, window: QMainWindow, actions: Actions, settings: Settings) -> None:
        super().__init__(window)
        self._settings = settings
        self._menus = {text: window.menuBar().addMenu("") for text in _MENUS}
        self.submenus: dict[str, QMenu] = {name: QMenu(window) for name in _SUBMENUS}
        for text, names in _MENUS.items():
            for name in names.split():
                if name == "|":
                    self._menus[text].addSeparator()
                elif name in self.submenus:
                    self._menus[text].addMenu(self.submenus[name])
                else:
                    self._menus[text].addAction(actions[name])
        for name in ("theme", "device"):
            self.submenus[name].addActions(actions.groups[name].actions())
        self.submenus["recent"].aboutToShow.connect(self._fill_recent)
        self.submenus["recent"].triggered.connect(self._choose_recent)
        self._languages = QActionGroup(self)
        self._languages.triggered.connect(self._choose_language)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the titles in the current language."""
        for text, menu in self._menus.items():
            menu.setTitle(QCoreApplication.translate("Menus", text))
        for name, text in _SUBMENUS.items():
            self.submenus[name].setTitle(QCoreApplication.translate("Menus", text))
        self._fill_languages()

    def _fill_recent(self) -> None:
        menu = self.submenus["recent"]
        menu.clear()
        for path in self._settings.recent_photos:
            action = menu.addAction(literal(path.name))
            action.setToolTip(str(path))
            action.setData(path)
        if menu.isEmpty():
            menu.addAction(QCoreApplication.translate("Menus", "Nothing yet")).setEnabled(False)
        menu.setToolTipsVisible(True)

    def _fill_languages(self) -> None:
        menu = self.submenus["language"]
        menu.clear()
        system = QCoreApplication.translate("Menus", "Same as the system")
        for code, name in {"": system, **languages()}.items():
            action = QAction(name, self._languages, checkable=True)
            action.setData(code)
            action.setChecked(code == self._settings.language)
            menu.addAction(action)

    def _choose_recent(self, action: QAction) -> None:
        self.recent_chosen.emit(action.data())

    def _choose_language(self, action: QAction) -> None:
        self.language_chosen.emit(action.data())


def build_toolbar(actions: Actions) -> QToolBar:
    """The toolbar: icons, and a text beside the most needed one."""
    toolbar = QToolBar()
    toolbar.setObjectName("toolbar")
    toolbar.setMovable(False)
    toolbar.setIconSize(QSize(18, 18))
    for name in _TOOLBAR.split():
        if name == "|":
            toolbar.addSeparator()
        elif name == "stretch":
            spacer = QWidget()
            spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            toolbar.addWidget(spacer)
        else:
            toolbar.addAction(actions[name])
            button = toolbar.widgetForAction(actions[name])
            assert isinstance(button, QToolButton)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if name in _WITH_TEXT:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return toolbar
