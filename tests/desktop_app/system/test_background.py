import time
from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication

from desktop_app.system.background import Background

LONGEST_HOLD_S = 0.5


@pytest.fixture
def held(qapp: QCoreApplication) -> Iterator[tuple[Background, Event]]:
    """One thread, which waits until the event is set."""
    background, event = Background(1, qapp), Event()
    background.run(event.wait, lambda _: None, lambda _: None)
    yield background, event
    event.set()
    background.stop()


def test_asking_for_thousands_of_jobs_holds_the_window_for_a_moment_only(held: tuple[Background, Event]):
    """Counted as processor time of the asking thread, which a busy machine does not stretch."""
    background, _ = held
    before = time.thread_time()
    for _ in range(5000):
        background.run(int, lambda _: None, lambda _: None)
    assert time.thread_time() - before < LONGEST_HOLD_S


def test_work_that_has_not_begun_can_be_dropped(held: tuple[Background, Event], qtbot):
    background, event = held
    done: list[str] = []
    for _ in range(3):
        background.run(lambda: "dropped", done.append, done.append)
    background.drop_waiting()
    background.run(lambda: "wanted", done.append, done.append)
    event.set()
    qtbot.waitUntil(lambda: "wanted" in done)
    assert done == ["wanted"]
