import os
import subprocess
import sys
from pathlib import Path

from core.shared_libraries import load_shared

LOAD_FROM_A_PIPE = """
import sys, threading
from core.shared_libraries import load_shared

folder, pipe = sys.argv[1:]
sys.path.insert(0, folder)
loading = threading.Thread(target=load_shared, args=("package", "shared.*"))
loading.start()
with open(pipe, "wb") as end:  # waits for the loading thread, as that waits for this one
    end.write(b"no library")
loading.join()
"""


def test_other_threads_run_while_the_system_loads_a_library(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").touch()
    os.mkfifo(package / "shared.so")
    command = [sys.executable, "-c", LOAD_FROM_A_PIPE, tmp_path, package / "shared.so"]
    subprocess.run(command, check=True, timeout=60)


def test_a_library_that_is_not_installed_is_left_to_its_import() -> None:
    load_shared("no_such_package", "*")
