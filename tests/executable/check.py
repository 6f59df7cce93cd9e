"""Checks the built executable as people use it: python tests/executable/check.py dist/heirloom

It gets a home folder of its own, finds neither Python nor any other program, and shows its window on an
invisible screen (Xvfb). Needs this project's Pillow and NumPy. Each check's time includes unpacking.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from virtual_screen import virtual_screen

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
PATIENCE_S = 300.0
TINY_NETWORK = ("--filters", "4", "--blocks", "1", "--batch", "2")


class CheckError(Exception):
    """The executable does not do what it should."""


class Sandbox:
    """A home folder of its own, and no programs on the path."""

    def __init__(self, executable: Path, folder: Path) -> None:
        self.executable = executable
        self.photos = folder / "photos"
        self.unpacked = folder / "tmp"
        for place in (self.photos, self.unpacked):
            place.mkdir()
        self.environment = {
            "PATH": "/nonexistent",
            "HOME": str(folder),
            "HEIRLOOM_HOME": str(folder / "heirloom"),
            "TMPDIR": str(self.unpacked),
            "LANG": "C.UTF-8",
        }

    def add_photo(self, name: str) -> Path:
        """A copy of the sample photo of that name."""
        return Path(shutil.copy(SAMPLES / name, self.photos))

    def run(self, *arguments: str | Path) -> str:
        """Run the executable to its end and return what it printed."""
        done = subprocess.run(
            [self.executable, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        if done.returncode:
            raise CheckError(f"exit code {done.returncode}: {(done.stderr or done.stdout)[-2000:]}")
        return done.stdout


def check_version(sandbox: Sandbox) -> str:
    """`--version`: what every start takes at least."""
    printed = sandbox.run("--version").strip()
    if not printed.startswith("Heirloom "):
        raise CheckError(f"--version printed {printed!r}")
    return printed


def check_restoring(sandbox: Sandbox) -> str:
    """`restore PHOTO`."""
    photo = sandbox.add_photo("old_tiger.jpg")
    sandbox.run("restore", photo)
    return _described(photo)


def check_window(sandbox: Sandbox, screenshot: Path | None = None) -> str:
    """`heirloom PHOTO` opens the window, restores the photo, and ends when its window is closed."""
    photo = sandbox.add_photo("old_cat.jpg")
    with virtual_screen() as screen:
        started = time.monotonic()
        window = subprocess.Popen(
            [sandbox.executable, photo], env={**sandbox.environment, "DISPLAY": screen.name}
        )

        def seconds_until(condition: Callable[[], bool], what: str) -> float:
            while not condition():
                if window.poll() is not None:
                    raise CheckError(f"ended with exit code {window.returncode} before {what}")
                if time.monotonic() - started > PATIENCE_S:
                    raise CheckError(f"no {what} after {PATIENCE_S:.0f} s")
                time.sleep(0.02)
            return time.monotonic() - started

        try:
            shown_s = seconds_until(lambda: screen.pixels().any(axis=2).mean() > 0.5, "window")
            restored_s = seconds_until(_result_of(photo).exists, "result")
            time.sleep(2)  # the result's file is there a moment before its picture
            if screenshot:
                Image.fromarray(screen.pixels()).save(screenshot)
            screen.close_windows()
            if window.wait(PATIENCE_S):
                raise CheckError(f"closing the window ended with exit code {window.returncode}")
        finally:
            window.terminate()  # no kill, after which the unpacked files would stay
            window.wait(PATIENCE_S)
    return f"window after {shown_s:.1f} s, result after {restored_s:.1f} s: {_described(photo)}"


def check_training(sandbox: Sandbox) -> str:
    """`train FOLDER`, two steps of a tiny network; whether its model is kept does not matter here."""
    album = sandbox.photos / "album"
    shutil.copytree(SAMPLES, album)
    printed = sandbox.run("train", album, "--steps", "2", *TINY_NETWORK, "--name", "check", "--json")
    events = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    if not events or events[-1]["event"] != "RunFinished" or events[-1]["step"] != 2:
        raise CheckError(f"the last event was not the end of two steps: {printed[-2000:]}")
    return f"{events[0]['device']}: {events[-1]['verdict']}"


def check_cleaning_up(sandbox: Sandbox) -> str:
    """One file unpacks itself at each start; nothing of that stays."""
    if left := sorted(path.name for path in sandbox.unpacked.iterdir()):
        raise CheckError(f"left behind: {', '.join(left)}")
    return "no temporary file is left"


def main() -> int:
    """Run all checks, print a line for each, and return 1 if any failed."""
    parser = argparse.ArgumentParser(description="Run the built executable as people use it.")
    parser.add_argument("executable", type=Path, help="dist/heirloom")
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="save what the window showed")
    arguments = parser.parse_args()
    executable: Path = arguments.executable.resolve()
    checks: dict[str, Callable[[Sandbox], str]] = {
        "version": check_version,
        "restoring": check_restoring,
        "window": lambda sandbox: check_window(sandbox, arguments.screenshot),
        "training": check_training,
        "cleaning up": check_cleaning_up,
    }
    _say(f"{executable}: {executable.stat().st_size / 1e6:.0f} MB")
    failed = 0
    with TemporaryDirectory(prefix="heirloom-check-") as folder:
        sandbox = Sandbox(executable, Path(folder))
        for name, check in checks.items():
            started = time.monotonic()
            try:
                outcome, detail = "ok", check(sandbox)
            except (CheckError, OSError, subprocess.TimeoutExpired) as error:
                outcome, detail = "FAILED", str(error)
                failed += 1
            _say(f"{name:<12}{outcome:<8}{time.monotonic() - started:6.1f} s  {detail}")
    return min(failed, 1)


def _result_of(photo: Path) -> Path:
    return photo.with_stem(f"{photo.stem}_restored")


def _described(photo: Path) -> str:
    """Sizes of a photo and its result, which must be a larger picture that is not of one colour."""
    with Image.open(photo) as before, Image.open(_result_of(photo)) as after:
        pixels = np.asarray(after.convert("L"))
        if after.width <= before.width or pixels.std() < 1:
            raise CheckError(f"{before.width} x {before.height} became {after.width} x {after.height}")
        return f"{before.width} x {before.height} -> {after.width} x {after.height}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
