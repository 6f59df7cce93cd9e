import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.resource_files import RESOURCES
from desktop_app.photos.entry import State
from desktop_app.photos.intake import Found
from desktop_app.restore.model_choice import list_choices
from desktop_app.translation import Translation, languages
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


def texts_in(path: Path) -> Iterator[tuple[str, str]]:
    """Context and text of what a module hands to Qt to be translated, wherever it stands."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    for owner in [*classes, module]:
        for node in ast.walk(owner):
            if isinstance(node, ast.Call):
                function = getattr(node.func, "attr", getattr(node.func, "id", ""))
                literals = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if function == "tr" and owner is not module:
                    yield owner.name, literals[0]
                elif function in ("translate", "QT_TRANSLATE_NOOP") and len(literals) > 1:
                    yield literals[0], literals[1]


@pytest.mark.parametrize("code", ["zh_CN"])
def test_every_text_of_the_program_is_translated(code: str):
    """Also those that Qt's own tool overlooks, as in f-strings."""
    file = ElementTree.parse(RESOURCES / "translations" / f"heirloom_{code}.ts")
    translated = {
        (context.findtext("name"), message.findtext("source"))
        for context in file.getroot().iter("context")
        for message in context.iter("message")
    }
    used = {text for path in (RESOURCES.parent / "desktop_app").rglob("*.py") for text in texts_in(path)}
    assert len(used) > 250
    assert used - translated == set()


def test_what_the_bundled_models_say_of_themselves_is_translated(translation: Translation):
    bundled = [choice for choice in list_choices() if (RESOURCES / "models" / choice.name).is_dir()]
    assert bundled
    translation.choose("zh_CN")
    assert [choice.name for choice in bundled if choice.translated_description == choice.description] == []


@pytest.mark.parametrize("code", ["zh_CN"])
def test_placeholders_survive_translation(code: str):
    for message in (
        ElementTree.parse(RESOURCES / "translations" / f"heirloom_{code}.ts").getroot().iter("message")
    ):
        source, translated = message.findtext("source"), "".join(message.find("translation").itertext())
        placeholders = re.findall(r"{\w+}|%n", source)
        assert sorted(placeholders) == sorted(re.findall(r"{\w+}|%n", translated)), source


def test_switching_needs_no_restart(window: MainWindow, qtbot):
    window.preferences.choose_language("zh_CN")
    qtbot.waitUntil(lambda: window.restore_panel.restore_button.text() == "修复")
    assert window.menus.submenus["language"].title() == "语言"
    assert window.view.main_pane.overlay.after_label == "已修复"
    window.preferences.choose_language("en")
    qtbot.waitUntil(lambda: window.restore_panel.restore_button.text() == "Restore")


def test_work_that_goes_on_is_told_in_the_new_language_too(
    window: MainWindow, open_photos, save_photo, qtbot
):
    open_photos(*(save_photo(f"{name}.png") for name in "abc"))
    window.photos.selectAll()
    window.session.queue.restore_all()
    window.session.runner.pause()
    window.preferences.choose_language("zh_CN")
    qtbot.waitUntil(lambda: window.status.work_text.startswith("已暂停"))
    assert window.actions_by_name["pause"].text() == "继续"
    assert window.restore_panel.restore_button.text() == "修复 (3)"


def test_what_went_wrong_is_said_again_in_another_language(window: MainWindow, tmp_path: Path, qtbot):
    vanished = tmp_path / "photo.png"
    with qtbot.waitSignal(window.session.photos_added):
        window.session.intake.found.emit(Found([vanished], []))
    (entry,) = window.session.model.entries
    qtbot.waitUntil(lambda: entry.state is State.FAILED and window.notice.isVisible())
    assert "no longer there" in entry.reason and "no longer there" in window.notice.shown_text
    window.preferences.choose_language("zh_CN")
    qtbot.waitUntil(lambda: "已不存在" in window.notice.shown_text)
    assert "已不存在" in entry.reason and "已不存在" in window.notice.accessibleName()


def test_counts_are_grammatical_in_english(window: MainWindow):
    show = window.work_display.show_finished
    show(1, 0)
    assert window.status.work_text == "1 photo restored"
    show(2, 1)
    assert window.status.work_text == "2 photos restored, 1 failed"
