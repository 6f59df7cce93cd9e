import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings

from core.config import OutputOptions, RestoreOptions
from desktop_app.settings import Settings, settings_path

pytestmark = pytest.mark.usefixtures("qapp")


def reopened(settings: Settings) -> Settings:
    """What is in the file by now; under its own name Qt would answer from memory."""
    QCoreApplication.processEvents()  # in which Qt writes it
    copy = settings.path.with_name("copy.ini")
    shutil.copy(settings.path, copy)
    return Settings(copy)


def test_everything_is_remembered_with_its_type(settings: Settings):
    options = RestoreOptions(scale=2, strength=0.5, detail=None, grain=0.25, device="cpu", model="album")
    output = OutputOptions(folder=Path("/results"), format="png", quality=70, keep_metadata=False)
    settings.restore_options, settings.output_options = options, output
    settings.own_presets = {"Grandma": options}
    settings.theme, settings.view_mode, settings.language = "dark", "side_by_side", "zh_CN"
    settings.restore_at_start = False
    again = reopened(settings)
    assert (again.restore_options, again.output_options) == (options, output)
    assert again.own_presets == {"Grandma": options}
    assert (again.theme, again.view_mode, again.language) == ("dark", "side_by_side", "zh_CN")
    assert again.restore_at_start is False


def test_recent_photos_are_newest_first_and_come_once(settings: Settings):
    settings.add_recent(Path("/a"))
    settings.add_recent(Path("/b"))
    settings.add_recent(Path("/a"))
    assert reopened(settings).recent_photos == [Path("/a"), Path("/b")]


def test_of_many_photos_the_newest_dozen_is_remembered(settings: Settings):
    for number in range(20):
        settings.add_recent(Path(f"/{number}"))
    assert reopened(settings).recent_photos == [Path(f"/{number}") for number in range(19, 7, -1)]


def test_a_file_of_rubbish_is_set_aside(tmp_path: Path):
    path = tmp_path / "settings.ini"
    path.write_bytes(b"\x00\xff rubbish [[[\n=!!")
    settings = Settings(path)
    assert settings.was_reset
    assert settings.restore_options == RestoreOptions()
    assert path.with_suffix(".ini.broken").exists()


@pytest.mark.parametrize(
    "value", ['"{bad"', '{"strength": 9}', '{"colour": 1}', "[1]", '"{\\"scale\\": \\"x\\"}"']
)
def test_a_value_that_makes_no_sense_counts_as_absent(tmp_path: Path, value: str):
    path = tmp_path / "settings.ini"
    path.write_text(f"[restore]\noptions={value}\n[window]\ntheme=purple\n")
    settings = Settings(path)
    assert settings.restore_options == RestoreOptions()
    assert settings.theme == "system"


def test_a_value_without_what_belongs_to_it_counts_as_absent(tmp_path: Path):
    path = tmp_path / "settings.ini"
    path.write_text("[restore]\noutput={}\n[train]\nminutes=Infinity\nspeeds=[1]\n")
    settings = Settings(path)
    assert settings.output_options == OutputOptions()
    assert (settings.training_minutes, settings.training_speeds) == (20, {})


def stored(path: Path, **values: object) -> Settings:
    """Settings of a file in which another version has written these, as JSON."""
    file = QSettings(str(path), QSettings.Format.IniFormat)
    for name, value in values.items():
        file.setValue(f"restore/{name}", json.dumps(value))
    file.sync()
    return Settings(path)


def test_settings_of_another_version_are_kept_but_for_what_is_gone(tmp_path: Path):
    output = {"folder": "/results", "quality": 70, "overwrite": False, "skip_existing": True}
    options = {"scale": 2, "colour": 1}
    settings = stored(tmp_path / "settings.ini", output=output, options=options, presets={"Grandma": options})
    assert settings.output_options == OutputOptions(folder=Path("/results"), quality=70)
    assert settings.restore_options == RestoreOptions(scale=2)
    assert settings.own_presets == {"Grandma": RestoreOptions(scale=2)}


@pytest.mark.parametrize("broken", [{"strength": 9}, {"scale": "x"}, [1], None])
def test_a_preset_that_makes_no_sense_takes_no_other_with_it(tmp_path: Path, broken: object):
    presets = {"Broken": broken, "Grandma": {"scale": 2}}
    settings = stored(tmp_path / "settings.ini", presets=presets)
    assert settings.own_presets == {"Grandma": RestoreOptions(scale=2)}


def test_reset_forgets(settings: Settings):
    settings.theme = "dark"
    assert reopened(settings).theme == "dark"
    settings.reset()
    assert reopened(settings).theme == "system"


def test_the_file_moves_along_with_the_home_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HEIRLOOM_HOME", "/stick")
    assert settings_path() == Path("/stick/settings.ini")
