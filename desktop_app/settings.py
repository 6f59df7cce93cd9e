"""Everything the window remembers, with types, in one file that can be copied or deleted."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from core.config import OutputOptions, RestoreOptions
from core.errors import OptionsError
from core.user_data import chosen_home
from desktop_app.look.theme import ThemeChoice

ViewMode = Literal["side_by_side", "split", "single"]
Value = TypeVar("Value")

_MAX_RECENT = 12
_NOT_UNDERSTOOD = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, OptionsError)


def settings_path() -> Path:
    """`settings.ini` in HEIRLOOM_HOME, where that is set, else in the system's place for settings."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    folder = chosen_home() or Path(QStandardPaths.writableLocation(place)) / "heirloom"
    return folder / "settings.ini"


class Settings:
    """Typed access to one settings file.

    A value that cannot be understood counts as absent. A file that cannot be understood is renamed
    to `settings.ini.broken`, and `was_reset` is set.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.was_reset = _set_aside_if_broken(path)
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def reset(self) -> None:
        """Forget everything."""
        self._store.clear()
        self._store.sync()

    @property
    def language(self) -> str:
        """A language code such as "zh_CN"; "" follows the system."""
        return str(self._store.value("window/language", ""))

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("window/language", code)

    @property
    def theme(self) -> ThemeChoice:
        return self._choice("window/theme", get_args(ThemeChoice), "system")

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("window/theme", choice)

    @property
    def view_mode(self) -> ViewMode:
        return self._choice("window/view_mode", get_args(ViewMode), "split")

    @view_mode.setter
    def view_mode(self, mode: ViewMode) -> None:
        self._store.setValue("window/view_mode", mode)

    @property
    def restore_at_start(self) -> bool:
        """Whether photos that the program is started with are restored at once."""
        return self._read("restore/at_start", bool, True)

    @restore_at_start.setter
    def restore_at_start(self, enabled: bool) -> None:
        self._write("restore/at_start", enabled)

    @property
    def restore_options(self) -> RestoreOptions:
        return self._read("restore/options", partial(_known, RestoreOptions), RestoreOptions())

    @restore_options.setter
    def restore_options(self, options: RestoreOptions) -> None:
        self._write("restore/options", asdict(options))

    @property
    def output_options(self) -> OutputOptions:
        return self._read("restore/output", _output_options, OutputOptions())

    @output_options.setter
    def output_options(self, options: OutputOptions) -> None:
        folder = None if options.folder is None else str(options.folder)
        self._write("restore/output", {**asdict(options), "folder": folder})

    @property
    def own_presets(self) -> dict[str, RestoreOptions]:
        """The user's presets by name."""
        return self._read("restore/presets", _presets, {})

    @own_presets.setter
    def own_presets(self, presets: dict[str, RestoreOptions]) -> None:
        self._write("restore/presets", {name: asdict(options) for name, options in presets.items()})

    @property
    def training_minutes(self) -> int:
        """The time budget of the last training run."""
        return self._read("train/minutes", int, 20)

    @training_minutes.setter
    def training_minutes(self, minutes: int) -> None:
        self._write("train/minutes", minutes)

    @property
    def training_speeds(self) -> dict[str, float]:
        """Steps a second of the last run on this computer, by objective."""
        return self._read("train/speeds", lambda speeds: {str(key): float(speeds[key]) for key in speeds}, {})

    @training_speeds.setter
    def training_speeds(self, steps_per_second: dict[str, float]) -> None:
        self._write("train/speeds", steps_per_second)

    @property
    def recent_photos(self) -> list[Path]:
        """Newest first."""
        return self._read("window/recent", lambda paths: [Path(path) for path in paths], [])

    def add_recent(self, photo: Path) -> None:
        """Put `photo` in front of the recent photos."""
        recent = list(dict.fromkeys([photo, *self.recent_photos]))[:_MAX_RECENT]
        self._write("window/recent", [str(path) for path in recent])

    @property
    def last_folder(self) -> Path:
        """Where the open dialogs begin."""
        return Path(str(self._store.value("window/last_folder", str(Path.home()))))

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        self._store.setValue("window/last_folder", str(folder))

    @property
    def window_geometry(self) -> QByteArray:
        return self._bytes("window/geometry")

    @window_geometry.setter
    def window_geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)

    @property
    def window_state(self) -> QByteArray:
        return self._bytes("window/state")

    @window_state.setter
    def window_state(self, state: QByteArray) -> None:
        self._store.setValue("window/state", state)

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _choice(self, key: str, allowed: tuple[Any, ...], default: Any) -> Any:
        value = self._store.value(key, default)
        return value if value in allowed else default

    def _read(self, key: str, build: Callable[[Any], Value], default: Value) -> Value:
        try:
            return build(json.loads(self._store.value(key, "")))
        except _NOT_UNDERSTOOD:
            return default

    def _write(self, key: str, value: Any) -> None:
        self._store.setValue(key, json.dumps(value))


def _known(kind: type[Value], stored: dict[str, Any]) -> Value:
    """A `kind` of the `stored` fields; those of another version that `kind` does not have are left out."""
    names = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in stored.items() if name in names})


def _output_options(stored: dict[str, Any]) -> OutputOptions:
    folder = stored.get("folder")
    return _known(OutputOptions, {**stored, "folder": None if folder is None else Path(folder)})


def _presets(stored: dict[str, Any]) -> dict[str, RestoreOptions]:
    """Leaves out what cannot be understood."""
    presets = {}
    for name, options in stored.items():
        with suppress(*_NOT_UNDERSTOOD):
            presets[name] = _known(RestoreOptions, options)
    return presets


def _set_aside_if_broken(path: Path) -> bool:
    """Rename a broken file, of which Qt would use what it can read; returns whether it was broken."""
    if not path.exists():
        return False
    probe = QSettings(str(path), QSettings.Format.IniFormat)
    probe.allKeys()
    if probe.status() is QSettings.Status.NoError:
        return False
    path.replace(path.with_suffix(".ini.broken"))
    return True
