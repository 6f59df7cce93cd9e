import pytest

from desktop_app.widgets.segments import Segments


@pytest.fixture
def segments(qtbot) -> Segments:
    segments = Segments((5, 20, 60))
    segments.set_texts(["5", "20 minutes", "60 minutes"])
    qtbot.addWidget(segments)
    segments.show()
    return segments


def test_no_text_is_cut_off_where_there_is_little_room(segments: Segments):
    segments.resize(segments.minimumSizeHint())
    assert all(button.width() >= button.minimumSizeHint().width() for button in segments.buttons)


def test_segments_are_equally_wide_where_there_is_room(segments: Segments):
    segments.resize(600, segments.height())
    widths = [button.width() for button in segments.buttons]
    assert max(widths) - min(widths) <= 1
