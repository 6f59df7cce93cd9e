import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider, QSpinBox

from desktop_app.resource_files import RESOURCES
from desktop_app.translation import languages
from desktop_app.window.main_window import MainWindow


def test_english_and_chinese_are_offered_by_their_own_names():
    assert {"en", "zh_CN"} <= set(languages())
    assert "中文" in languages()["zh_CN"]


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_a_language_is_complete(code: str):
    messages = ElementTree.parse(RESOURCES / "translations" / f"heirloom_{code}.ts").getroot().iter("message")
    unfinished = [
        message.findtext("source")
        for message in messages
        if message.find("translation").get("type")
        or not "".join(message.find("translation").itertext()).strip()
    ]
    assert unfinished == []


@pytest.mark.parametrize("code", ["zh_CN"])
def test_placeholders_survive_translation(code: str):
    for message in (
        ElementTree.parse(RESOURCES / "translations" / f"heirloom_{code}.ts").getroot().iter("message")
    ):
        source, translated = message.findtext("source"), "".join(message.find("translation").itertext())
        for placeholder in ("{name}", "{scale}", "{model}", "{folder}", "{time}", "{percent}", "%n"):
            assert (placeholder in source) == (placeholder in translated), source


def test_switching_needs_no_restart(window: MainWindow, qtbot):
    window.preferences.choose_language("zh_CN")
    qtbot.waitUntil(lambda: window.restore_panel.restore_button.text() == "修复")
    assert window.menus.submenus["language"].title() == "语言"
    assert window.view.main_pane.overlay.after_label == "已修复"
    window.preferences.choose_language("en")
    qtbot.waitUntil(lambda: window.restore_panel.restore_button.text() == "Restore")


def test_counts_are_grammatical_in_english(window: MainWindow):
    show = window.work_display.show_finished
    show(1, 0)
    assert window.status.work_text == "1 photo restored"
    show(2, 1)
    assert window.status.work_text == "2 photos restored, 1 failed"


def test_every_control_has_a_name_for_screen_readers(window: MainWindow):
    kinds = (QAbstractButton, QComboBox, QSlider, QSpinBox, QLineEdit)
    nameless = [
        (type(child).__name__, child.objectName(), child.parent().objectName())
        for kind in kinds
        for child in window.restore_panel.findChildren(kind)
        if not (child.accessibleName() or getattr(child, "text", str)())
    ]
    assert nameless == []


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
