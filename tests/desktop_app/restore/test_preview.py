import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF

from core import service
from core.config import RestoreOptions
from core.images.photo import Photo
from core.progress import Cancelled
from desktop_app.restore.preview_runner import PreviewRunner, affordable_part
from desktop_app.restore.scale_choice import work_per_pixel

LONG_MS = 60_000
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def preview() -> Iterator[PreviewRunner]:
    preview = PreviewRunner()
    yield preview
    preview.stop()


def photo(width: int = 64, height: int = 48) -> Photo:
    return Photo(np.zeros((height, width, 3), np.uint8))


def test_the_visible_part_is_restored(preview: PreviewRunner, save_tiny_model: Callable, qtbot):
    save_tiny_model("tiny", scale=4)
    with qtbot.waitSignal(preview.previewed, timeout=LONG_MS) as previewed:
        preview.request(photo(), QRectF(0, 0, 32, 32), RestoreOptions(scale=4))
    pyramid, place = previewed.args
    assert place == QRectF(0, 0, 32, 32)
    assert (pyramid.size.width(), pyramid.size.height()) == (128, 128)


def test_what_is_previewed_is_the_place_that_is_seen(
    preview: PreviewRunner, save_tiny_model: Callable, qtbot
):
    save_tiny_model("tiny", scale=4)
    levels = np.zeros((64, 96, 3), np.uint8)
    levels[:32, 64:] = 255
    with qtbot.waitSignal(preview.previewed, timeout=LONG_MS) as previewed:
        preview.request(Photo(levels), QRectF(64, 0, 32, 32), RestoreOptions(scale=4, strength=0))
    pyramid, place = previewed.args
    assert place == QRectF(64, 0, 32, 32)
    assert pyramid.full.pixelColor(64, 64).lightness() == 255


def test_only_the_newest_of_many_requests_is_shown(preview: PreviewRunner, save_tiny_model: Callable, qtbot):
    save_tiny_model("tiny", scale=4)
    places = []
    preview.previewed.connect(lambda _pyramid, place: places.append(place))
    with qtbot.waitSignal(preview.previewed, timeout=LONG_MS):
        for x in range(5):
            preview.request(photo(), QRectF(x, 0, 32, 32), RestoreOptions(scale=4))
    assert places == [QRectF(4, 0, 32, 32)]


def test_a_missing_model_is_told(preview: PreviewRunner, qtbot):
    with qtbot.waitSignal(preview.failed, timeout=LONG_MS) as failed:
        preview.request(photo(), QRectF(0, 0, 32, 32), RestoreOptions(model="gone"))
    assert "gone" in str(failed.args[0])


@dataclass
class Restoring:
    """Stands in for core: a part at the photo's left edge takes until it is cancelled, any other no time."""

    begun: list[int] = field(default_factory=list)
    """The left edge of each part that was begun."""
    was_cancelled: threading.Event = field(default_factory=threading.Event)

    def preview_region(self, photo: Photo, part: tuple[int, int, int, int], *_, progress, **_others) -> Photo:
        self.begun.append(part[0])
        try:
            while part[0] == 0:
                progress(0, 1)
        except Cancelled:
            self.was_cancelled.set()
            raise
        return photo


@pytest.fixture
def restoring(monkeypatch: pytest.MonkeyPatch) -> Restoring:
    restoring = Restoring()
    monkeypatch.setattr(service, "preview_region", restoring.preview_region)
    return restoring


def test_a_cancelled_request_is_not_begun(preview: PreviewRunner, restoring: Restoring, qtbot):
    with qtbot.assertNotEmitted(preview.previewed, wait=400):
        preview.request(photo(), QRectF(16, 0, 32, 32), RestoreOptions(scale=4))
        preview.cancel()
    assert restoring.begun == []


def test_a_request_that_is_cancelled_while_it_runs_is_not_shown(
    preview: PreviewRunner, restoring: Restoring, qtbot
):
    told = []
    preview.previewed.connect(lambda _pyramid, place: told.append(place.x()))
    preview.failed.connect(told.append)
    preview.request(photo(), QRectF(0, 0, 32, 32), RestoreOptions(scale=4))
    qtbot.waitUntil(lambda: restoring.begun == [0])
    preview.cancel()
    qtbot.waitUntil(restoring.was_cancelled.is_set)
    with qtbot.waitSignal(preview.previewed):
        preview.request(photo(), QRectF(16, 0, 32, 32), RestoreOptions(scale=4))
    assert told == [16]


def test_a_careful_preview_is_of_an_eighth_of_the_pixels():
    areas = []
    for careful in (False, True):
        work = work_per_pixel(RestoreOptions(scale=1, careful=careful))
        part = affordable_part(QRectF(0, 0, 4000, 3000), photo(4000, 3000), work)
        areas.append(part.width() * part.height())
    assert areas[0] / areas[1] == pytest.approx(8, rel=0.2)


def test_a_large_view_is_previewed_in_its_middle():
    part = affordable_part(QRectF(0, 0, 4000, 3000), photo(4000, 3000), 16)
    assert part.width() * part.height() * 16 < 2_000_000
    assert (part.center() - QRect(0, 0, 4000, 3000).center()).manhattanLength() < 64


def test_a_part_at_the_edge_stays_inside_the_photo():
    part = affordable_part(QRectF(50, 30, 40, 40), photo(64, 48), 16)
    assert QRect(0, 0, 64, 48).contains(part)
