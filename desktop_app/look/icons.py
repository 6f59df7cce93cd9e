"""The program's own icons: one-colour SVG drawings, tinted for the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.resource_files import RESOURCES
from desktop_app.look.theme import Colours

_SIZES_PX = (18, 36)  # for ordinary screens, and for high-DPI screens to scale down


def app_icon() -> QIcon:
    """The program's own icon, in colour."""
    return QIcon(str(RESOURCES / "icons" / "heirloom.svg"))


def themed_icon(name: str, colours: Colours, *, colour: str | None = None) -> QIcon:
    """The drawing `name` in the theme's text colour, or in `colour`; while checked in its accent colour."""
    icon = QIcon()
    normal = colour or colours.text
    for size_px in _SIZES_PX:
        icon.addPixmap(tinted_pixmap(name, normal, size_px), QIcon.Mode.Normal, QIcon.State.Off)
        icon.addPixmap(tinted_pixmap(name, colours.accent, size_px), QIcon.Mode.Normal, QIcon.State.On)
        for state in (QIcon.State.Off, QIcon.State.On):
            icon.addPixmap(tinted_pixmap(name, colours.disabled, size_px), QIcon.Mode.Disabled, state)
    return icon


def tinted_pixmap(name: str, colour: str, size_px: int) -> QPixmap:
    """The drawing `name` in one colour, `size_px` square."""
    pixmap = QPixmap(size_px, size_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    with QPainter(pixmap) as painter:
        drawing.render(painter, QRectF(0, 0, size_px, size_px))
    return pixmap


@lru_cache
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
