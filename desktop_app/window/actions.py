"""Everything a user can do, as named actions; menus and toolbar are made of them."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_app.look.icons import themed_icon
from desktop_app.look.theme import Colours


@dataclass(frozen=True)
class ActionSpec:
    """Describes an action.

    Attributes:
        icon: name of a drawing in resources/icons.
        keys: shortcuts in Qt's portable names.
        group: name of a group in which one action at a time is checked.
    """

    name: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    group: str = ""


_PAUSE = ActionSpec("pause", QT_TRANSLATE_NOOP("Actions", "Pause"), "pause", ("Ctrl+P",))
_RESUME = ActionSpec("pause", QT_TRANSLATE_NOOP("Actions", "Resume"), "play", ("Ctrl+P",))

SPECS = (
    ActionSpec("open_photos", QT_TRANSLATE_NOOP("Actions", "Open photos…"), "add_photo", ("Ctrl+O",)),
    ActionSpec(
        "open_folder", QT_TRANSLATE_NOOP("Actions", "Open a folder…"), "add_folder", ("Ctrl+Shift+O",)
    ),
    ActionSpec("paste", QT_TRANSLATE_NOOP("Actions", "Paste"), "drop", ("Ctrl+V",)),
    ActionSpec("remove", QT_TRANSLATE_NOOP("Actions", "Remove from list"), "remove", ("Del",)),
    ActionSpec("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "quit", ("Ctrl+Q",)),
    ActionSpec("copy", QT_TRANSLATE_NOOP("Actions", "Copy result"), "copy", ("Ctrl+C",)),
    ActionSpec(
        "save_as", QT_TRANSLATE_NOOP("Actions", "Save result as…"), "save", ("Ctrl+S", "Ctrl+Shift+S")
    ),
    ActionSpec("show_in_folder", QT_TRANSLATE_NOOP("Actions", "Show in folder"), "folder", ("Ctrl+L",)),
    ActionSpec("export_comparison", QT_TRANSLATE_NOOP("Actions", "Export comparison…"), "share", ("Ctrl+E",)),
    ActionSpec(
        "contact_sheet", QT_TRANSLATE_NOOP("Actions", "Contact sheet…"), "contact_sheet", ("Ctrl+Shift+E",)
    ),
    ActionSpec(
        "side_by_side", QT_TRANSLATE_NOOP("Actions", "Side by side"), "side_by_side", ("Y",), "view_mode"
    ),
    ActionSpec("split", QT_TRANSLATE_NOOP("Actions", "Split"), "split", ("Shift+Y",), "view_mode"),
    ActionSpec("single", QT_TRANSLATE_NOOP("Actions", "Result only"), "single", ("X",), "view_mode"),
    ActionSpec("zoom_in", QT_TRANSLATE_NOOP("Actions", "Zoom in"), "zoom_in", ("Ctrl++", "+", "Ctrl+=")),
    ActionSpec("zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom out"), "zoom_out", ("Ctrl+-", "-")),
    ActionSpec("fit", QT_TRANSLATE_NOOP("Actions", "Fit to window"), "fit", ("Ctrl+0",)),
    ActionSpec(
        "actual_size", QT_TRANSLATE_NOOP("Actions", "Actual pixels (100 %)"), "actual_size", ("Ctrl+1",)
    ),
    ActionSpec("toggle_zoom", QT_TRANSLATE_NOOP("Actions", "Fit or 100 % at the pointer"), "", ("Z",)),
    ActionSpec("full_screen", QT_TRANSLATE_NOOP("Actions", "Full screen"), "full_screen", ("F11",)),
    ActionSpec("previous", QT_TRANSLATE_NOOP("Actions", "Previous photo"), "", ("Ctrl+Up",)),
    ActionSpec("next", QT_TRANSLATE_NOOP("Actions", "Next photo"), "", ("Ctrl+Down",)),
    ActionSpec("restore", QT_TRANSLATE_NOOP("Actions", "Restore"), "restore", ("Ctrl+R", "Ctrl+Return")),
    ActionSpec("restore_all", QT_TRANSLATE_NOOP("Actions", "Restore all"), "restore_all", ("Ctrl+Shift+R",)),
    ActionSpec("retry_failed", QT_TRANSLATE_NOOP("Actions", "Retry the failed photos"), "retry", ("F5",)),
    _PAUSE,
    ActionSpec("cancel", QT_TRANSLATE_NOOP("Actions", "Cancel"), "cancel", ("Esc",)),
    ActionSpec(
        "copy_settings",
        QT_TRANSLATE_NOOP("Actions", "Use these settings for all photos"),
        "copy_settings",
        ("Ctrl+Shift+A",),
    ),
    ActionSpec(
        "restore_at_start", QT_TRANSLATE_NOOP("Actions", "Restore the photos Heirloom is started with")
    ),
    ActionSpec("reset_settings", QT_TRANSLATE_NOOP("Actions", "Reset all settings…")),
    ActionSpec("theme_system", QT_TRANSLATE_NOOP("Actions", "Same as the system"), group="theme"),
    ActionSpec("theme_light", QT_TRANSLATE_NOOP("Actions", "Light"), group="theme"),
    ActionSpec("theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark"), group="theme"),
    ActionSpec("device_auto", QT_TRANSLATE_NOOP("Actions", "Automatic"), group="device"),
    ActionSpec("device_cpu", QT_TRANSLATE_NOOP("Actions", "Processor (CPU)"), group="device"),
    ActionSpec("device_gpu", QT_TRANSLATE_NOOP("Actions", "Graphics card (GPU)"), group="device"),
    ActionSpec("shortcuts", QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"), "help", ("?", "F1")),
    ActionSpec("about", QT_TRANSLATE_NOOP("Actions", "About Heirloom"), "about"),
)

_IN_LIST_ONLY = ("remove",)  # Delete means other things elsewhere
_CHECKABLE = ("restore_at_start", "full_screen")


class Actions:
    """The window's actions by name: `actions["restore"]`."""

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        self._specs = {spec.name: spec for spec in SPECS}
        self._colours: Colours | None = None
        self.groups: dict[str, QActionGroup] = {}
        for spec in SPECS:
            action = QAction(window)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setCheckable(bool(spec.group) or spec.name in _CHECKABLE)
            if spec.group:
                group = self.groups.setdefault(spec.group, QActionGroup(window))
                group.addAction(action)
                action.setData(spec.name)
            if spec.name not in _IN_LIST_ONLY:
                window.addAction(action)
            else:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._actions[spec.name] = action
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def set_enabled(self, enabled: bool, *names: str) -> None:
        """Enable or disable several at once."""
        for name in names:
            self[name].setEnabled(enabled)

    def set_colours(self, colours: Colours) -> None:
        """Draw the icons in the theme's colours."""
        self._colours = colours
        self._show(*self._specs.values())

    def retranslate(self) -> None:
        """Set the texts in the current language, with the first key in the tooltip."""
        self._show(*self._specs.values())

    def show_paused(self, paused: bool) -> None:
        """Let the pause action say "Resume" while work is paused."""
        spec = _RESUME if paused else _PAUSE
        if self._specs[spec.name] is not spec:
            self._specs[spec.name] = spec
            self._show(spec)

    def _show(self, *specs: ActionSpec) -> None:
        for spec in specs:
            text = QCoreApplication.translate("Actions", spec.text)
            self[spec.name].setText(text)
            self[spec.name].setToolTip(_tooltip(text, spec.keys))
            if spec.icon and self._colours is not None:
                self[spec.name].setIcon(themed_icon(spec.icon, self._colours))


def _tooltip(text: str, keys: tuple[str, ...]) -> str:
    plain = text.removesuffix("…")
    if not keys:
        return plain
    return f"{plain}  ({native_text(keys[0])})"


def native_text(keys: str) -> str:
    """A shortcut as the system writes it, from Qt's portable name."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
