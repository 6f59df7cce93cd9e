from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF

from core.config import RestoreOptions
from core.images.photo import Photo
from desktop_app.restore.preview_runner import PreviewRunner, affordable_part

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


def test_only_the_newest_of_many_wishes_is_shown(preview: PreviewRunner, save_tiny_model: Callable, qtbot):
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


def test_a_cancelled_wish_is_not_begun(preview: PreviewRunner, save_tiny_model: Callable, qtbot):
    save_tiny_model("tiny", scale=4)
    with qtbot.assertNotEmitted(preview.busy_changed, wait=400):
        preview.request(photo(), QRectF(0, 0, 32, 32), RestoreOptions(scale=4))
        preview.cancel()


def test_a_wish_that_is_cancelled_while_it_runs_is_not_shown(
    preview: PreviewRunner, save_tiny_model: Callable, qtbot
):
    save_tiny_model("tiny", scale=4)
    shown = []
    preview.previewed.connect(lambda _pyramid, place: shown.append(place))
    with qtbot.waitSignal(preview.busy_changed):
        preview.request(photo(), QRectF(0, 0, 32, 32), RestoreOptions(scale=4))
    with qtbot.waitSignal(preview.busy_changed, timeout=LONG_MS) as ended:
        preview.cancel()
    assert ended.args == [False]
    assert shown == []


def test_a_careful_preview_is_of_an_eighth_of_the_pixels(preview: PreviewRunner):
    view, large = QRectF(0, 0, 4000, 3000), photo(4000, 3000)
    areas = []
    for careful in (False, True):
        preview.request(large, view, RestoreOptions(scale=1, careful=careful))
        areas.append(preview._wanted.part.width() * preview._wanted.part.height())
        preview.cancel()
    assert areas[0] / areas[1] == pytest.approx(8, rel=0.2)


def test_a_large_view_is_previewed_in_its_middle():
    part = affordable_part(QRectF(0, 0, 4000, 3000), photo(4000, 3000), 16)
    assert part.width() * part.height() * 16 < 2_000_000
    assert (part.center() - QRect(0, 0, 4000, 3000).center()).manhattanLength() < 64


def test_a_part_at_the_edge_stays_inside_the_photo():
    part = affordable_part(QRectF(50, 30, 40, 40), photo(64, 48), 16)
    assert QRect(0, 0, 64, 48).contains(part)
