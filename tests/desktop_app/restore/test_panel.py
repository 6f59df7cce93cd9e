from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.config import OutputOptions, RestoreOptions
from desktop_app.restore.model_choice import ModelChoice, list_choices
from desktop_app.restore.output import OutputSettings
from desktop_app.restore.settings import RestoreSettings


@pytest.fixture
def panel(qtbot) -> RestoreSettings:
    panel = RestoreSettings()
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def output(qtbot) -> OutputSettings:
    output = OutputSettings()
    qtbot.addWidget(output)
    output.show()
    return output


def test_a_slider_changes_its_option_by_keys(panel: RestoreSettings, qtbot):
    panel.strength.setFocus()
    with qtbot.waitSignal(panel.options_changed) as changed:
        QTest.keyClick(panel.strength.slider, Qt.Key.Key_PageDown)
    assert changed.args[0].strength == pytest.approx(0.9)


@pytest.mark.parametrize("name", ["strength", "detail", "grain"])
def test_a_double_click_resets_a_slider(panel: RestoreSettings, name: str, qtbot):
    panel.set_options(RestoreOptions(strength=0.3, detail=0.2, grain=0.7))
    slider = getattr(panel, name).slider
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton)
    assert getattr(panel.options, name) == getattr(RestoreOptions(), name)


@pytest.mark.parametrize(("number", "strength", "detail"), [(0, 0.6, 0.0), (1, 1.0, None), (2, 1.0, 1.0)])
def test_presets_set_strength_and_detail_but_not_scale(panel, number, strength, detail, qtbot):
    panel.set_options(RestoreOptions(scale=2, strength=0.33))
    qtbot.mouseClick(panel.presets.buttons[number], Qt.MouseButton.LeftButton)
    assert (panel.options.strength, panel.options.detail) == (strength, detail)
    assert panel.options.scale == 2


def test_careful_is_chosen_and_stays_whatever_the_preset(panel: RestoreSettings, qtbot):
    with qtbot.waitSignal(panel.options_changed) as changed:
        panel.careful.click()
    assert changed.args[0].careful
    qtbot.mouseClick(panel.presets.buttons[0], Qt.MouseButton.LeftButton)
    assert panel.options.careful
    panel.set_options(RestoreOptions())
    assert not panel.careful.isChecked()


def test_own_presets_are_saved_chosen_and_deleted(panel: RestoreSettings, qtbot):
    mine = RestoreOptions(strength=0.4, grain=0.2)
    panel.set_options(mine)
    with qtbot.waitSignal(panel.own_presets.presets_changed):
        panel.own_presets.save_current_as("Grandma's album")
    panel.set_options(RestoreOptions(scale=1))
    menu = panel.own_presets.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Grandma's album").trigger()
    assert (panel.options.strength, panel.options.grain, panel.options.scale) == (0.4, 0.2, 1)
    panel.own_presets.delete("Grandma's album")
    assert panel.own_presets.presets == {}


def test_the_result_size_is_told_before_it_runs(panel: RestoreSettings, qtbot):
    panel.set_photo((300, 200))
    qtbot.mouseClick(panel.scale.buttons[2], Qt.MouseButton.LeftButton)
    source, result = panel.size_hint.text().replace("\N{MULTIPLICATION SIGN}", "x").split("→")
    assert (source.strip(), result.strip()) == ("300 x 200", "600 x 400 pixels")


@pytest.mark.parametrize(("size", "scale"), [((600, 400), 4), ((2000, 1500), 2), ((4000, 3000), 1)])
def test_automatic_scale_enlarges_small_photos_more(panel: RestoreSettings, size, scale):
    panel.set_photo(size)
    assert panel.effective_scale == scale


def test_models_are_offered_and_those_with_one_end_have_no_detail(panel: RestoreSettings, qtbot):
    panel.set_models(
        [ModelChoice("album", 4, True, 0.3, "Tuned."), ModelChoice("plain", 2, False, 0.0, "One end.")]
    )
    panel.model.setCurrentIndex(panel.model.findData("plain"))
    with qtbot.waitSignal(panel.options_changed) as changed:
        panel.model.activated.emit(panel.model.currentIndex())
    assert changed.args[0].model == "plain"
    assert not panel.detail.isEnabled()


def test_automatic_detail_stands_where_the_acting_model_advises(panel: RestoreSettings):
    panel.set_models(
        [
            ModelChoice("small", 4, True, 0.8, "", automatic_for=(4,)),
            ModelChoice("large", 1, True, 1.0, "", automatic_for=(1, 2)),
            ModelChoice("plain", 2, False, 0.0, ""),
        ]
    )
    panel.set_photo((600, 400))
    assert panel.detail.slider.value() == 80
    panel.set_photo((4000, 3000))
    assert panel.detail.slider.value() == 100
    panel.set_options(replace(panel.options, model="plain"))
    assert not panel.detail.isEnabled()
    panel.set_options(replace(panel.options, model=None))
    assert panel.detail.isEnabled()
    assert panel.options.detail is None


def test_the_bundled_models_say_for_which_scales_they_are_automatic():
    automatic = {scale: choice.name for choice in list_choices() for scale in choice.automatic_for}
    assert automatic == {1: "restore-x1", 2: "restore-x2", 4: "restore-x4"}


def test_a_wrong_name_pattern_is_marked_and_not_taken(output: OutputSettings):
    output.name_pattern.setFocus()
    output.name_pattern.selectAll()
    QTest.keyClicks(output.name_pattern, "{nome}")
    assert output.name_pattern.property("wrong")
    assert "{name}" in output.name_hint.text()
    assert output.options == OutputOptions()


def test_a_good_name_pattern_is_taken_with_an_example(output: OutputSettings):
    output.name_pattern.selectAll()
    QTest.keyClicks(output.name_pattern, "{name}-{scale}x")
    assert output.options.name_pattern == "{name}-{scale}x"
    assert "IMG_1931-4x" in output.name_hint.text()


def test_quality_counts_only_for_formats_that_have_it(output: OutputSettings):
    output.format.setCurrentIndex(output.format.findData("png"))
    output.format.activated.emit(output.format.currentIndex())
    assert output.options.format == "png"
    assert not output.quality.isEnabled()


def test_a_name_pattern_that_is_mended_is_no_longer_marked(output: OutputSettings):
    for text in ("{name_restored", "{name}_restored"):
        output.name_pattern.setText(text)
        output.name_pattern.textEdited.emit(text)
    assert not output.name_pattern.property("wrong")
    assert "IMG_1931_restored" in output.name_hint.text()
