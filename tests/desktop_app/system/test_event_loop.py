from PySide6.QtCore import QObject, QTimer

from desktop_app.system.event_loop import call_later


def test_work_for_later_lets_what_already_waits_come_first(qtbot):
    owner, order = QObject(), []
    call_later(owner, lambda: order.append("work"))
    QTimer.singleShot(0, lambda: order.append("waiting"))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["waiting", "work"]


def test_work_for_later_is_dropped_with_its_owner(qtbot):
    owner, done = QObject(), []
    call_later(owner, lambda: done.append("for nobody"))
    owner.deleteLater()
    QTimer.singleShot(20, lambda: done.append("later"))
    qtbot.waitUntil(lambda: "later" in done)
    assert done == ["later"]
