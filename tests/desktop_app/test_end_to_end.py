import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from core.images.reading import read_photo

DRIVER = Path(__file__).with_name("driver.py")


def test_a_photo_is_opened_restored_compared_saved_and_the_program_quits(
    save_tiny_model: Callable, save_photo: Callable[..., Path], tmp_path: Path
):
    save_tiny_model("tiny", scale=4)
    photo, folder = save_photo("grandma.png", width=96, height=72), tmp_path / "seen"
    folder.mkdir()
    xvfb_run = shutil.which("xvfb-run")
    assert xvfb_run, "install Xvfb"
    screen = [xvfb_run, "--auto-servernum", "--server-args=-screen 0 1400x900x24"]
    done = subprocess.run(
        [*screen, sys.executable, str(DRIVER), str(photo), str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert read_photo(folder / "saved.tif").width == 4 * 96
    seen = [np.asarray(Image.open(folder / name)) for name in ("restored.png", "compared.png")]
    assert all(picture.std() > 10 for picture in seen)
    assert (seen[0] != seen[1]).any()
