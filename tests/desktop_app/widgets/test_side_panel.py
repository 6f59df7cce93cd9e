from PySide6.QtWidgets import QLabel

from desktop_app.widgets.side_panel import SidePanel


def test_a_lazy_page_is_made_when_its_tab_is_chosen_and_shown_a_moment_later(qtbot):
    panel, page = SidePanel(), QLabel("page")
    qtbot.addWidget(panel)
    made: list[str] = []
    panel.add_page(QLabel("first"))
    panel.add_lazy_page(lambda: made.append("page") or page)
    panel.show()
    assert made == []
    panel.setCurrentIndex(1)
    assert made == ["page"]
    assert not page.isVisible()
    qtbot.waitUntil(page.isVisible)
    panel.setCurrentIndex(0)
    panel.setCurrentIndex(1)
    assert made == ["page"]
