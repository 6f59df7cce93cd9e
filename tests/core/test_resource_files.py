import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_folder_of_the_same_name_does_not_hide_the_bundled_models(tmp_path: Path) -> None:
    """pip leaves an empty one when a plain installation becomes an editable one."""
    (tmp_path / "resources" / "models").mkdir(parents=True)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    program = "from core.models.store import list_models; print([model.card.name for model in list_models()])"

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=120,
    )

    assert "restore-x4" in done.stdout, done.stderr
