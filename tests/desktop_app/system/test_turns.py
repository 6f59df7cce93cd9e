from PySide6.QtCore import QObject, QTimer

from desktop_app.system.turns import in_another_turn


def test_work_in_another_turn_lets_what_already_waits_come_first(qtbot):
    owner, order = QObject(), []
    in_another_turn(owner, lambda: order.append("work"))
    QTimer.singleShot(0, lambda: order.append("waiting"))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["waiting", "work"]


def test_work_in_another_turn_ends_with_its_owner(qtbot):
    owner, done = QObject(), []
    in_another_turn(owner, lambda: done.append("for nobody"))
    owner.deleteLater()
    QTimer.singleShot(20, lambda: done.append("later"))
    qtbot.waitUntil(lambda: "later" in done)
    assert done == ["later"]
