"""Each case imports Keras, or what stands in for it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

REMARK = "I0000 port.cc:153] oneDNN custom operations are on."


def import_in_child(*folders: Path) -> "subprocess.CompletedProcess[str]":
    """Import Keras; modules in `folders` come first."""
    environment = {name: value for name, value in os.environ.items() if name != "TF_CPP_MIN_LOG_LEVEL"}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, folders))
    script = "from core.keras_import import import_keras; import_keras(); import keras; print(keras.__name__)"
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )


def test_importing_keras_prints_nothing() -> None:
    child = import_in_child()
    assert (child.stdout, child.stderr) == ("keras\n", "")


def test_what_was_printed_is_seen_when_the_import_fails(tmp_path: Path) -> None:
    stand_in = f"import os\nos.write(2, b'{REMARK}\\n')\nraise ImportError('no such library')\n"
    (tmp_path / "keras.py").write_text(stand_in)
    child = import_in_child(tmp_path)
    assert child.returncode != 0
    assert REMARK in child.stderr and "no such library" in child.stderr


def test_where_the_process_dies_is_seen(tmp_path: Path) -> None:
    (tmp_path / "keras.py").write_text("import os\nos.abort()\n")
    child = import_in_child(tmp_path)
    assert child.returncode != 0
    assert "Abort" in child.stderr and "keras.py" in child.stderr
