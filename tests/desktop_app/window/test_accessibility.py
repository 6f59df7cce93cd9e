from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider, QSpinBox

from desktop_app.window.main_window import MainWindow


def test_every_control_has_a_name_for_screen_readers(window: MainWindow):
    kinds = (QAbstractButton, QComboBox, QSlider, QSpinBox, QLineEdit)
    nameless = [
        (type(child).__name__, child.objectName(), child.parent().objectName())
        for kind in kinds
        for child in window.restore_panel.findChildren(kind)
        if not (child.accessibleName() or getattr(child, "text", str)())
    ]
    assert nameless == []


def test_every_choice_has_a_label_which_alone_names_it_to_screen_readers_on_linux(window: MainWindow):
    for box in window.restore_panel.findChildren(QComboBox):
        spoken = QAccessible.queryAccessibleInterface(box)
        labels = spoken.relations(QAccessible.RelationFlag.Label)
        assert [label.text(QAccessible.Text.Name) for label, _ in labels] == [box.accessibleName()]


def test_every_control_of_the_panel_can_be_reached_by_keyboard(window: MainWindow):
    reached, widget = set(), window.restore_panel.settings.presets.buttons[0]
    for _ in range(400):
        reached.add(widget)
        widget = widget.nextInFocusChain()
    for control in (
        window.restore_panel.settings.strength.slider,
        window.restore_panel.settings.model,
        window.restore_panel.output.name_pattern,
        window.restore_panel.restore_button,
        window.view.main_pane,
        window.photos,
    ):
        assert control in reached and control.focusPolicy() != control.focusPolicy().NoFocus
