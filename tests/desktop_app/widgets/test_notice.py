import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from desktop_app.widgets.notice import Notice

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    notice = Notice()
    qtbot.addWidget(notice)
    return notice


def test_details_are_shown_on_request(notice: Notice, qtbot: QtBot):
    notice.tell("a.png is damaged.\n\nReceived a.png, which is cut short.", "error")
    assert notice.shown_text == "a.png is damaged."
    qtbot.mouseClick(notice.details_button, LEFT)
    assert notice.shown_text == notice.text
    qtbot.mouseClick(notice.details_button, LEFT)
    assert notice.shown_text == "a.png is damaged."


def test_the_next_message_hides_its_details_again(notice: Notice, qtbot: QtBot):
    notice.tell("One.\n\nDetails.", "error")
    qtbot.mouseClick(notice.details_button, LEFT)
    notice.tell("Two.\n\nDetails.", "error")
    assert notice.shown_text == "Two."


def test_without_details_there_is_no_button_for_them(notice: Notice):
    notice.tell("These settings do not work together.\nReceived the moon; expected a photo.", "error")
    assert notice.shown_text == notice.text
    assert not notice.details_button.isVisible()


def test_screen_readers_say_what_is_told_and_errors_at_once(notice: Notice, monkeypatch: pytest.MonkeyPatch):
    said: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    def say(event: QAccessibleAnnouncementEvent) -> None:
        assert event.object() is notice and notice.isVisible()
        said.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", say)
    notice.tell("Saved.")
    notice.tell("a.png is damaged.\n\nReceived a.png, which is cut short.", "error")
    politeness = QAccessible.AnnouncementPoliteness
    assert said == [("Saved.", politeness.Polite), ("a.png is damaged.", politeness.Assertive)]


def test_a_long_name_does_not_widen_the_window(notice: Notice):
    notice.tell("x" * 300)
    assert notice.minimumSizeHint().width() < 400
