"""The dialogs: about, keyboard shortcuts, and the report of a mistake in the program."""

import platform
import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires

from PySide6.QtCore import QCoreApplication, QMargins, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core import __version__
from desktop_app.look.icons import app_icon
from desktop_app.widgets.labels import hint_label, role_label
from desktop_app.widgets.layouts import scrolled
from desktop_app.window.actions import SPECS, Actions, native_text

_SHARE_OF_SCREEN = 0.9


class AboutDialog(QDialog):
    """Versions, device, licences, and that nothing leaves the computer."""

    def __init__(self, device: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Heirloom"))
        icon, title, text = QLabel(), role_label("title", f"Heirloom {__version__}"), QLabel()
        icon.setPixmap(app_icon().pixmap(64, 64))
        text.setText(
            self.tr(
                "Restores old photographs on your own computer.\n"
                "Nothing is sent anywhere: no photos, no statistics."
            )
        )
        self.device_label = role_label(
            "hint",
            self.tr("Restoring runs on: {device}\nPython {python} on {system}").format(
                device=device or self.tr("nothing yet"),
                python=platform.python_version(),
                system=platform.platform(terse=True),
            ),
        )
        self.device_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.licences = QTextBrowser()
        self.licences.setHtml(
            _licences_html(self.tr("Heirloom is free under the MIT licence. It stands on:"))
        )
        words = QVBoxLayout()
        words.addWidget(title)
        words.addWidget(text)
        header = QHBoxLayout(spacing=18)
        header.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        header.addLayout(words, 1)
        layout = _dialog_layout(self)
        layout.addLayout(header)
        layout.addWidget(self.device_label)
        layout.addWidget(self.licences, 1)
        layout.addWidget(_close_box(self))
        self.resize(520, 480)


class ShortcutsDialog(QDialog):
    """Every key, in two columns where there is room for them."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        rows = [
            (actions[spec.name].text().removesuffix("…"), [native_text(keys) for keys in spec.keys])
            for spec in SPECS
            if spec.keys
        ]
        rows += [
            (self.tr("See the original (hold)"), ["\\", self.tr("mouse button")]),
            (self.tr("Zoom at the pointer"), [self.tr("mouse wheel")]),
            (self.tr("Move the picture"), [self.tr("drag"), self.tr("arrow keys")]),
            (self.tr("Drag the result to another program"), ["Ctrl", self.tr("drag")]),
            (self.tr("Reset a slider"), [self.tr("double-click"), "Del"]),
        ]
        room = self.screen().availableSize() * _SHARE_OF_SCREEN
        sheet = _keys_sheet(rows, columns=2)
        if sheet.sizeHint().width() > room.width():
            sheet = _keys_sheet(rows, columns=1)
        area = scrolled(sheet)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrow keys scroll it
        layout = _dialog_layout(self)
        layout.addWidget(area)
        layout.addWidget(_close_box(self))
        self.resize(self.sizeHint().boundedTo(room))


class ReportDialog(QDialog):
    """A mistake in the program: what happened, to copy."""

    def __init__(self, report: str, log_path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something unexpected went wrong"))
        title = role_label("title", self.tr("Something went wrong in Heirloom"))
        hint = hint_label(
            self.tr(
                "Your photos are safe and you can go on. To help us fix it, copy this report "
                "and send it to the developers; it is also in {log}."
            ).format(log=log_path)
        )
        self.text = QPlainTextEdit(report, readOnly=True)
        self.copy_button = QPushButton(self.tr("Copy report"))
        self.copy_button.clicked.connect(self._copy)
        box = _close_box(self)
        box.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = _dialog_layout(self)
        for widget in (title, hint, self.text, box):
            layout.addWidget(widget)
        self.resize(640, 420)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def _dialog_layout(dialog: QDialog) -> QVBoxLayout:
    layout = QVBoxLayout(dialog, contentsMargins=QMargins(24, 22, 24, 18), spacing=16)
    return layout


def _close_box(dialog: QDialog) -> QDialogButtonBox:
    box = QDialogButtonBox()
    button = box.addButton(
        QCoreApplication.translate("Dialogs", "Close"), QDialogButtonBox.ButtonRole.RejectRole
    )
    button.setProperty("primary", True)
    box.rejected.connect(dialog.reject)
    return box


def _keys_sheet(rows: list[tuple[str, list[str]]], *, columns: int) -> QWidget:
    sheet = QWidget()
    grid = QGridLayout(sheet, contentsMargins=QMargins(), horizontalSpacing=14, verticalSpacing=7)
    each = -(-len(rows) // columns)
    for number, (text, keys) in enumerate(rows):
        row, column = number % each, 3 * (number // each)
        grid.addWidget(QLabel(text), row, column)
        grid.addWidget(_keys_widget(keys), row, column + 1)
    for gap in range(1, columns):
        grid.setColumnMinimumWidth(3 * gap - 1, 28)
    return sheet


def _keys_widget(keys: list[str]) -> QWidget:
    widget = QWidget()
    layout = QHBoxLayout(widget, contentsMargins=QMargins(), spacing=5)
    for text in keys:
        layout.addWidget(role_label("key", text))
    layout.addStretch()
    return widget


def _licences_html(introduction: str) -> str:
    items = []
    for name in _needed_packages():
        try:
            facts = metadata(name)
        except PackageNotFoundError:
            continue
        items.append(f"<li><b>{facts['Name']}</b> {facts['Version']} {_licence(facts)}</li>")
    return f"<p>{introduction}</p><ul>{''.join(items)}</ul>"


def _needed_packages() -> list[str]:
    """The packages that the program requires, without its extras; empty where it is not installed."""
    try:
        requirements = requires("heirloom") or []
    except PackageNotFoundError:  # the program runs from its sources
        return []
    return [re.split(r"[^\w.-]", line)[0] for line in requirements if "extra ==" not in line]


def _licence(facts: PackageMetadata) -> str:
    """The licence's name, from one of the three fields that Python packages have used for it."""
    text = facts.get("License-Expression") or facts.get("License")
    if text:
        return text.splitlines()[0][:60]
    classifiers = facts.get_all("Classifier") or []
    return next((each.split(" :: ")[-1] for each in classifiers if each.startswith("License")), "")
