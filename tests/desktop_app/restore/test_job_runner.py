import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QThread

from core import service
from core.config import OutputOptions, RestoreOptions
from core.outcomes import BatchReport, Failed
from desktop_app.photos.entry import PhotoEntry
from desktop_app.restore.job_runner import JobRunner, RestoreJob

LONG_MS = 60_000
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.stop()


@pytest.fixture
def job(save_tiny_model: Callable, save_photo: Callable[..., Path]) -> Callable[..., RestoreJob]:
    save_tiny_model("tiny", scale=4)

    def make(name: str, **sizes: int) -> RestoreJob:
        options = RestoreOptions(scale=4, tile_px=32)
        return RestoreJob(PhotoEntry(save_photo(name, **sizes), options), options, OutputOptions())

    return make


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """Work that stands still until it is let go, step by step: release() allows one progress report more."""
    allowed = threading.Semaphore(0)

    def restore_photos(inputs, _options, _output, *, progress, **_others):
        for step in range(10):
            allowed.acquire(timeout=30)
            progress(step, 10)
        return BatchReport((Failed(source=inputs[0], reason="done with waiting"),))

    monkeypatch.setattr(service, "restore_photos", restore_photos)
    yield allowed
    allowed.release(100)


def test_photos_are_restored_one_after_the_other_in_order(runner, job, qtbot):
    events = []
    runner.started.connect(lambda each: events.append(("started", each.entry.path.name)))
    runner.restored.connect(lambda each, _outcome: events.append(("restored", each.entry.path.name)))
    jobs = [job("b.png"), job("a.png")]
    with qtbot.waitSignals([runner.restored, runner.restored], timeout=LONG_MS):
        runner.restore(jobs)
    names = [("started", "b.png"), ("restored", "b.png"), ("started", "a.png"), ("restored", "a.png")]
    assert events == names
    assert (jobs[0].entry.path.parent / "b_restored.png").exists()


def test_a_photo_that_fails_does_not_stop_the_others(runner, job, qtbot):
    broken, sound = job("broken.png"), job("sound.png")
    broken.entry.path.write_text("no photo")
    with qtbot.waitSignals([runner.failed, runner.restored], timeout=LONG_MS):
        runner.restore([broken, sound])


def test_signals_arrive_in_the_gui_thread(runner, job, qtbot):
    threads = set()

    runner.started.connect(lambda _job: threads.add(QThread.currentThread()))
    runner.restored.connect(lambda _job, _outcome: threads.add(QThread.currentThread()))
    with qtbot.waitSignal(runner.restored, timeout=LONG_MS):
        runner.restore([job("a.png")])
    assert threads == {runner.thread()}


def test_cancel_stops_the_running_job_and_forgets_the_others(runner, job, steps, qtbot):
    cancelled = []
    runner.cancelled.connect(lambda jobs: cancelled.extend(each.entry.path.name for each in jobs))
    with qtbot.waitSignal(runner.progressed):
        runner.restore([job("a.png"), job("b.png")])
        steps.release()
    runner.cancel()
    steps.release()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert sorted(cancelled) == ["a.png", "b.png"]


def assert_held_until_resumed(runner, qtbot):
    assert runner.is_paused
    with qtbot.assertNotEmitted(runner.failed, wait=200):
        pass
    with qtbot.waitSignal(runner.failed):
        runner.resume()


def test_a_pause_holds_the_work_until_it_is_resumed(runner, job, steps, qtbot):
    with qtbot.waitSignal(runner.progressed):
        runner.restore([job("a.png")])
        steps.release()
    runner.pause()
    steps.release(20)
    assert_held_until_resumed(runner, qtbot)


def test_a_pause_between_two_photos_holds_the_second(runner, job, steps, qtbot):
    runner.failed.connect(lambda *_: runner.pause())  # the first, which is over
    with qtbot.waitSignal(runner.failed):
        runner.restore([job("a.png"), job("b.png")])
        steps.release(20)
    assert_held_until_resumed(runner, qtbot)


def test_a_pause_does_not_outlive_the_queue(runner, job, steps, qtbot):
    runner.failed.connect(lambda *_: runner.pause())
    steps.release(20)
    for name in ("a.png", "b.png"):
        with qtbot.waitSignal(runner.failed):
            runner.restore([job(name)])
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_a_paused_photo_can_be_cancelled(runner, job, steps, qtbot):
    with qtbot.waitSignal(runner.progressed):
        runner.restore([job("a.png")])
        steps.release()
    runner.pause()
    steps.release()
    with qtbot.waitSignal(runner.cancelled):
        runner.cancel()


def test_the_queue_tells_how_far_it_is(runner, job, steps, qtbot):
    jobs = [job("a.png"), job("b.png")]
    with qtbot.waitSignal(runner.failed):
        runner.restore(jobs)
        steps.release(10)
    assert 0.4 < runner.share_done < 0.6
    assert runner.waiting_count == 0 and runner.is_busy


def test_sizes_that_become_known_later_correct_how_far_it_is(runner, job, steps, qtbot):
    jobs = [job(f"{name}.png") for name in "abcd"]
    with qtbot.waitSignal(runner.progressed):
        runner.restore(jobs)
        steps.release()
    for each in jobs:
        each.entry.size = (24, 20)
    with qtbot.waitSignal(runner.failed):
        steps.release(9)
    assert runner.share_done == pytest.approx(0.25)


def test_the_time_that_is_left_follows_the_work_and_not_its_pauses(runner, job, steps, monkeypatch, qtbot):
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)
    monkeypatch.setattr("desktop_app.restore.job_runner.time", clock)
    with qtbot.waitSignal(runner.failed):
        runner.restore([job(f"{name}.png") for name in "abcd"])
        assert runner.remaining_s is None
        clock.now = 10.0
        steps.release(10)
    assert runner.remaining_s == pytest.approx(30)
    runner.pause()
    clock.now = 500.0
    assert runner.remaining_s == pytest.approx(30)
    runner.resume()
    assert runner.remaining_s == pytest.approx(30)
    clock.now = 502.0
    assert runner.remaining_s == pytest.approx(36)


def test_stopping_waits_for_the_running_job(runner, job, monkeypatch, qtbot):
    ends = []

    def restore_photos(*_inputs, progress, **_others):
        try:
            while True:
                progress(0, 10)
        finally:
            ends.append("cleaned up")

    monkeypatch.setattr(service, "restore_photos", restore_photos)
    with qtbot.waitSignal(runner.progressed):
        runner.restore([job("a.png")])
    runner.stop()
    assert ends == ["cleaned up"]
