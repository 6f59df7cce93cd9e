"""The command line must start at once: heavy libraries wait until a command needs them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import __version__
from core.cli.main import COMMANDS, main

HEAVY = {"cv2", "keras", "matplotlib", "numpy", "openvino", "PIL", "PySide6", "tensorflow", "torch"}


def run_python(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("arguments", [["--help"], ["restore", "--help"], ["train", "--help"], ["--version"]])
def test_help_imports_no_heavy_library(arguments):
    code = (
        "import sys\nfrom desktop_app.__main__ import main\n"
        f"try:\n    main({arguments})\nexcept SystemExit:\n    pass\n"
        f"sys.exit(', '.join({HEAVY} & set(sys.modules)) or 0)"
    )
    result = run_python(code)
    assert (result.returncode, result.stderr) == (0, "")


def test_help_takes_little_processor_time():
    before = os.times()
    run_python("from desktop_app.__main__ import main; main(['--help'])")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    assert used < 0.3


def test_help_lists_every_command_and_the_exit_codes(capsys):
    with pytest.raises(SystemExit) as exit_info:
        main(["--help"])
    text = capsys.readouterr().out
    assert exit_info.value.code == 0
    assert all(command in text for command in COMMANDS)
    assert "130 cancelled" in text


def test_version_is_the_packages_own(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"Heirloom {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["restore"], ["restore", "a.jpg", "--scale", "3"]])
def test_wrong_arguments_exit_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as exit_info:
        main(arguments)
    assert exit_info.value.code == 2
    assert "usage: heirloom" in capsys.readouterr().err


def test_openvino_sends_no_report_on_its_use() -> None:
    run = run_python(
        "import sys, core.restoration.openvino_engine;"
        "print(sorted(name for name in sys.modules if name.startswith('openvino_telemetry')))"
    )
    assert run.stdout.strip() == "[]", run.stderr


def test_lines_come_at_once_through_a_pipe():
    code = "import sys\nfrom core.cli.main import main\nmain(['models'])\nprint(sys.stdout.line_buffering)"
    assert run_python(code).stdout.endswith("\nTrue\n")


def test_photos_without_a_command_go_to_the_window(monkeypatch):
    from desktop_app import __main__, app

    opened = []
    monkeypatch.setattr(app, "run", lambda paths: opened.append(paths) or 0)
    assert __main__.main([]) == 0
    assert __main__.main(["one.jpg", "./restore"]) == 0
    assert opened == [[], [Path("one.jpg"), Path("restore")]]
