import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.photos.pyramid import Pyramid
from desktop_app.viewer.comparison import ComparisonView
from desktop_app.viewer.image_view import ImageView

RED, BLUE = (200, 0, 0), (0, 0, 200)


def plain(width: int, height: int, colour: tuple[int, int, int]) -> Pyramid:
    return Pyramid.of_pixels(np.full((height, width, 3), colour, np.uint8))


@pytest.fixture
def view(qtbot) -> ComparisonView:
    """A red photo of 400 x 300 with a blue result four times as large."""
    view = ComparisonView()
    qtbot.addWidget(view)
    view.resize(820, 600)
    view.show()
    qtbot.waitExposed(view)
    view.show_photo(plain(400, 300, RED), QSize(400, 300))
    view.show_result(plain(1600, 1200, BLUE))
    return view


def colour_at(pane: ImageView, x_share: float) -> tuple[int, int, int]:
    picture = pane.grab().toImage()
    return picture.pixelColor(int(picture.width() * x_share), picture.height() * 2 // 3).getRgb()[:3]


def middle_of(pane: ImageView) -> QPointF:
    return pane.mapToScene(pane.viewport().rect().center())


def turn_wheel(pane: ImageView, place: QPoint, steps: int, *, sideways: bool = False) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(pane.mapToGlobal(place)),
        QPoint(),
        QPoint(120 * steps, 0) if sideways else QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.viewport(), event)


def test_a_new_photo_fits_the_pane(view: ComparisonView):
    assert view.main_pane.is_fitting
    assert view.visible_rect == QRectF(0, 0, 400, 300)


def test_the_wheel_zooms_at_the_pointer(view: ComparisonView):
    pane, place = view.main_pane, QPoint(300, 200)
    before, zoom = pane.mapToScene(place), pane.zoom
    turn_wheel(pane, place, 4)
    assert pane.zoom > 2 * zoom
    assert (pane.mapToScene(place) - before).manhattanLength() < 2


def test_the_wheel_zooms_at_the_pointer_in_the_corner_of_the_pane_too(view: ComparisonView):
    pane, corner = view.main_pane, QPoint(0, 0)
    pane.zoom_to(1.0)
    before = pane.mapToScene(corner)
    turn_wheel(pane, corner, 4)
    assert (pane.mapToScene(corner) - before).manhattanLength() < 2


def test_a_wheel_tilted_sideways_leaves_the_photo_fitting(view: ComparisonView):
    zoom = view.zoom
    turn_wheel(view.main_pane, QPoint(300, 200), 2, sideways=True)
    assert view.main_pane.is_fitting and view.zoom == zoom


def test_hundred_percent_shows_a_result_pixel_as_a_screen_pixel(view: ComparisonView):
    view.main_pane.zoom_to(1.0)
    assert view.main_pane.transform().m11() == pytest.approx(4.0)
    assert view.zoom == pytest.approx(1.0)


def test_double_click_goes_to_hundred_percent_and_back(view: ComparisonView, qtbot):
    viewport = view.main_pane.viewport()
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert view.zoom == pytest.approx(1.0)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert view.main_pane.is_fitting


@pytest.mark.parametrize("leader", ["main_pane", "second_pane"])
def test_both_panes_show_the_same_place(view: ComparisonView, leader: str, qtbot):
    view.set_mode("side_by_side")
    qtbot.waitUntil(lambda: view.second_pane.width() == view.main_pane.width())
    turn_wheel(getattr(view, leader), QPoint(100, 150), 5)
    getattr(view, leader).pan(QPoint(30, -20))
    first, second = view.main_pane.visible_rect, view.second_pane.visible_rect
    assert first.center().x() == pytest.approx(second.center().x(), abs=1)
    assert first.width() == pytest.approx(second.width(), abs=1)


@pytest.mark.parametrize("size", [(818, 600), (819, 601), (820, 601), (821, 600)])
def test_panes_stay_in_step_to_the_pixel_and_do_not_drift(view: ComparisonView, size: tuple[int, int], qtbot):
    view.set_mode("side_by_side")
    view.resize(*size)
    widths = [(size[0] - 2) // 2, (size[0] - 1) // 2]
    panes = (view.main_pane, view.second_pane)
    qtbot.waitUntil(lambda: sorted(pane.viewport().width() for pane in panes) == widths)
    turn_wheel(view.main_pane, QPoint(150, 220), 5)
    start = middle_of(view.main_pane)
    for pane in panes * 5:
        pane.pan(QPoint(0, 0))
        assert middle_of(view.main_pane) == middle_of(view.second_pane) == start


def test_side_by_side_shows_the_photo_left_and_the_result_right(view: ComparisonView, qtbot):
    view.set_mode("side_by_side")
    qtbot.waitUntil(lambda: view.second_pane.width() == view.main_pane.width())
    assert colour_at(view.main_pane, 0.5) == RED
    assert colour_at(view.second_pane, 0.5) == BLUE


def test_the_divider_parts_photo_and_result_and_can_be_dragged(view: ComparisonView, qtbot):
    view.set_mode("split")
    pane = view.main_pane
    assert (colour_at(pane, 0.3), colour_at(pane, 0.7)) == (RED, BLUE)
    middle = QPoint(pane.divider_x, 300)
    qtbot.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(pane.viewport(), QPoint(int(pane.width() * 0.8), 300))
    qtbot.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(pane.width() * 0.8), 300))
    assert colour_at(pane, 0.7) == RED


def test_single_shows_the_result_and_the_original_while_held(view: ComparisonView):
    view.set_mode("single")
    assert colour_at(view.main_pane, 0.3) == BLUE
    view.hold_original(True)
    assert colour_at(view.main_pane, 0.3) == RED
    view.hold_original(False)
    assert colour_at(view.main_pane, 0.3) == BLUE


def test_a_held_mouse_button_shows_the_original(view: ComparisonView, qtbot):
    view.set_mode("single")
    viewport = view.main_pane.viewport()
    with qtbot.waitSignal(view.main_pane.original_held):
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert colour_at(view.main_pane, 0.3) == RED
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert colour_at(view.main_pane, 0.3) == BLUE


def test_dragging_pans(view: ComparisonView, qtbot):
    view.set_mode("single")
    view.main_pane.zoom_to(1.0)
    viewport, before = view.main_pane.viewport(), view.visible_rect.center()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    qtbot.mouseMove(viewport, QPoint(220, 300))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(220, 300))
    assert view.visible_rect.center().x() == pytest.approx(before.x() + 80 / 4, abs=0.5)


@pytest.mark.parametrize(
    ("key", "across", "down"),
    [(Qt.Key.Key_Left, -1, 0), (Qt.Key.Key_Right, 1, 0), (Qt.Key.Key_Up, 0, -1), (Qt.Key.Key_Down, 0, 1)],
)
def test_arrow_keys_pan(view: ComparisonView, key: Qt.Key, across: int, down: int):
    view.main_pane.zoom_to(1.0)
    before = view.visible_rect.center()
    QTest.keyClick(view.main_pane, key)
    moved = view.visible_rect.center() - before
    assert (moved.x(), moved.y()) == pytest.approx((20 * across, 20 * down), abs=0.5)  # photo pixels


def test_zooming_ends_where_there_is_nothing_to_see(view: ComparisonView):
    zooms = []
    for steps in (100, -200):
        turn_wheel(view.main_pane, QPoint(400, 300), steps)
        zooms.append(view.zoom)
    assert zooms == pytest.approx([32, 64 / 1600])
    assert not view.visible_rect.isEmpty()


def test_the_pixel_under_the_pointer_is_told_before_and_after(view: ComparisonView, qtbot):
    with qtbot.waitSignal(view.pixel_pointed) as told:
        qtbot.mouseMove(view.main_pane.viewport(), QPoint(400, 300))
    column, row, before, after = told.args
    point = view.main_pane.mapToScene(400, 300)
    assert (column, row) == (int(point.x()), int(point.y()))
    assert column - row > 30
    assert (before, after) == (QColor(*RED), QColor(*BLUE))


def test_where_there_is_a_preview_its_pixel_is_told(view: ComparisonView, qtbot):
    view.show_preview(plain(400, 1200, (0, 200, 0)), QRectF(100, 0, 100, 300))
    for x, colour in ((150, (0, 200, 0)), (50, BLUE), (250, BLUE)):
        with qtbot.waitSignal(view.pixel_pointed) as told:
            view.main_pane.pointed.emit(QPointF(x, 150))
        assert told.args[3] == QColor(*colour)


def test_the_place_of_the_divider_is_told_as_a_share_of_the_photo(view: ComparisonView):
    view.set_mode("split")
    view.main_pane.zoom_to(1.0, QPoint(700, 300))
    assert view.split_position == pytest.approx(view.visible_rect.center().x() / 400, abs=0.01)
    assert view.split_position > 0.6
    view.main_pane.fit()
    for position in (0.0, 1.0):
        view.main_pane.set_divider(position)
        assert view.split_position == position


def test_a_preview_covers_only_its_part_and_gives_way_to_the_result(view: ComparisonView):
    view.set_mode("single")
    view.show_photo(plain(400, 300, RED), QSize(400, 300))
    view.show_preview(plain(400, 1200, BLUE), QRectF(0, 0, 100, 300))
    assert (colour_at(view.main_pane, 0.1), colour_at(view.main_pane, 0.9)) == (BLUE, RED)
    view.show_result(plain(1600, 1200, (0, 200, 0)))
    assert colour_at(view.main_pane, 0.1) == (0, 200, 0)


def test_a_result_that_comes_in_keeps_the_place_one_looks_at(view: ComparisonView):
    view.show_photo(plain(400, 300, RED), QSize(400, 300))
    view.main_pane.zoom_to(6.0)
    place = view.visible_rect
    view.show_result(plain(1600, 1200, BLUE))
    assert view.visible_rect == place


def test_hundred_megapixels_are_painted_from_few_of_them(view: ComparisonView):
    huge = Pyramid.of_pixels(np.zeros((10_000, 10_000, 1), np.uint8))
    view.set_mode("single")
    view.show_photo(plain(2500, 2500, RED), QSize(2500, 2500))
    view.show_result(huge)
    crops = []
    crop = Pyramid.crop

    def spy(pyramid, level, rect):
        crops.append(rect.width() * rect.height())
        return crop(pyramid, level, rect)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pyramid, "crop", spy)
        for zoom in (0.06, 0.3, 1.0, 4.0):
            view.main_pane.zoom_to(zoom)
            view.main_pane.grab()
    assert max(crops) < 4 * 1.3 * view.width() * view.height()


def test_a_transparent_result_looks_as_transparent_as_its_photo(view: ComparisonView):
    half = QImage(200, 100, QImage.Format.Format_ARGB32)
    half.fill(QColor(200, 80, 80, 128))
    view.show_photo(Pyramid.of_image(half), QSize(200, 100))
    view.show_result(Pyramid.of_image(half))
    view.set_mode("split")
    picture = view.main_pane.viewport().grab().toImage()
    middle = picture.height() // 2 + 40
    divider = view.main_pane.divider_x
    assert picture.pixelColor(divider - 30, middle) == picture.pixelColor(divider + 30, middle)


def test_beside_the_photo_there_is_no_pixel_to_tell_of(view: ComparisonView, qtbot):
    with qtbot.waitSignal(view.pixel_left):
        view.main_pane.pointed.emit(QPointF(-5, -5))
    with qtbot.waitSignal(view.pixel_left):
        view.show_photo(None, QSize())
