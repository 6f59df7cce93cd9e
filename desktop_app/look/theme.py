"""Colours, light and dark, and the style sheet that is filled with them."""

from dataclasses import asdict, dataclass
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from core.resource_files import RESOURCES

ThemeChoice = Literal["system", "light", "dark"]

_TITLE_TO_TEXT = 5 / 3


@dataclass(frozen=True)
class Colours:
    """All colours of a light or dark scheme, as `#rrggbb`."""

    scheme: Literal["light", "dark"]
    window: str
    panel: str
    raised: str
    hover: str
    border: str
    text: str
    muted: str
    disabled: str
    canvas: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    success: str
    danger: str


LIGHT = Colours(
    scheme="light",
    window="#f4f2ef",
    panel="#fdfcfb",
    raised="#ffffff",
    hover="#ebe8e3",
    border="#e0dcd6",
    text="#23201d",
    muted="#6d675f",
    disabled="#b3ada5",
    canvas="#e6e4e1",
    accent="#a9561f",
    accent_hover="#924817",
    accent_soft="#f6e6d8",
    on_accent="#ffffff",
    success="#2f7d55",
    danger="#b3372b",
)

DARK = Colours(
    scheme="dark",
    window="#1d1c1b",
    panel="#252422",
    raised="#312f2d",
    hover="#393633",
    border="#3a3835",
    text="#edeae6",
    muted="#a39d96",
    disabled="#6a655f",
    canvas="#141313",
    accent="#e29a5c",
    accent_hover="#edad76",
    accent_soft="#47331f",
    on_accent="#21150a",
    success="#74c69d",
    danger="#f08a7c",
)


class Theme(QObject):
    """Keeps the application's palette and style sheet in step with the chosen or the system's scheme."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = "system"
        self.colours = LIGHT
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self.follow_system)
        self.follow_system()

    def choose(self, choice: ThemeChoice) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        # The window's frame follows, where the system draws it by this.
        self._app.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        self.follow_system()

    def follow_system(self) -> None:
        """Apply the colours again, after the choice or the system's scheme changed."""
        system_is_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        dark = self._choice == "dark" or (self._choice == "system" and system_is_dark)
        self.colours = DARK if dark else LIGHT
        self._app.setPalette(_palette(self.colours))
        self._app.setStyleSheet(_style_sheet(self.colours))
        self.changed.emit()


class _Sheet(Template):
    delimiter = "@"


def _style_sheet(colours: Colours) -> str:
    sheet = _Sheet((RESOURCES / "style" / "heirloom.qss").read_text(encoding="utf-8"))
    # Qt's style sheets know no font sizes relative to the system's.
    title_px = round(_TITLE_TO_TEXT * QFontInfo(QApplication.font()).pixelSize())
    return sheet.substitute(asdict(colours), title_px=f"{title_px}px", resources=RESOURCES.as_posix())


def _palette(colours: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, value in {
        roles.Window: colours.window,
        roles.WindowText: colours.text,
        roles.Base: colours.raised,
        roles.AlternateBase: colours.panel,
        roles.Text: colours.text,
        roles.Button: colours.raised,
        roles.ButtonText: colours.text,
        roles.BrightText: colours.danger,
        roles.PlaceholderText: colours.muted,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Accent: colours.accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.ToolTipBase: colours.raised,
        roles.ToolTipText: colours.text,
        roles.Mid: colours.border,
        roles.Midlight: colours.hover,
    }.items():
        palette.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette
