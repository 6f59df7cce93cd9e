"""What a run leaves on disk: options, metrics, curves, sample pictures, checkpoint, model."""

import io
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.errors import OptionsError, TrainingError
from core.images.photo import RgbImage
from core.training.options import TrainingOptions
from core.training.table import Table
from core.whole_file import write_whole_file

SAMPLE_GAP_PX = 4
"""White between the images of a sample picture."""
SAMPLE_PARTS_KEY = "Parts"
"""Key of the PNG text that says how many images a sample picture shows."""
CLOCK_SLACK_S = 10.0


class RunFolder:
    """The files of one run, and the lock that keeps a second process out of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.checkpoint = path / "checkpoint.safetensors"
        self.last_good = path / "last_good.safetensors"
        self.best = path / "best.safetensors"
        self.metrics = Table(path / "metrics.csv")
        self.scores = Table(path / "scores.csv")
        self.curves = path / "curves.png"
        self.report = path / "report.html"
        self.samples = path / "samples"
        self.summaries = path / "summaries"
        self.model = path / "model"
        self._options = path / "options.json"
        self._photos = path / "photos.json"
        self._lock = path / "running.lock"

    @property
    def can_resume(self) -> bool:
        """Whether an unfinished run is here."""
        return self.checkpoint.exists() and self._options.exists()

    @property
    def is_taken(self) -> bool:
        """Whether another process trains here."""
        return self._owner() not in (None, os.getpid())

    def create(self, options: TrainingOptions) -> None:
        """Make the folder, clear it of an earlier run but for its model, and write down the options.

        Raises:
            TrainingError: the folder cannot be written.
        """
        try:
            unfinished = self.path.glob(".*.part")  # of a process that was killed
            tables = (self.metrics.path, self.scores.path)
            weights = (self.last_good, self.best)
            for file in (*weights, *tables, self.curves, self.report, self._photos, *unfinished):
                file.unlink(missing_ok=True)
            for folder in (self.samples, self.summaries):
                shutil.rmtree(folder, ignore_errors=True)
            self.samples.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error
        self.write_options(options)

    def write_options(self, options: TrainingOptions) -> None:
        """Write down the options, in place of earlier ones.

        Raises:
            TrainingError: the folder cannot be written.
        """
        fields = {
            key: str(value) if isinstance(value, Path) else value for key, value in asdict(options).items()
        }
        self._write_json(self._options, fields)

    def read_options(self) -> TrainingOptions:
        """The options that the run goes by.

        Raises:
            TrainingError: there is no run here, or its options are damaged.
        """
        try:
            fields: dict[str, Any] = json.loads(self._options.read_text())
            # JSON knows neither paths nor tuples.
            fields = {
                key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()
            }
            return TrainingOptions(**{**fields, "folder": Path(fields["folder"])})
        except (OSError, ValueError, TypeError, KeyError, OptionsError) as error:
            raise self._no_run() from error

    def write_photos(self, album: Path, photos: Sequence[Path], held_out: Sequence[Path]) -> None:
        """Write down the photos of `album`, by their paths in it, and which of them are held out.

        A resumed run must find them again, whatever a user has done to a photo meanwhile.

        Raises:
            TrainingError: the folder cannot be written.
        """
        lists = {"photos": photos, "held_out": held_out}
        self._write_json(
            self._photos,
            {name: [str(path.relative_to(album)) for path in paths] for name, paths in lists.items()},
        )

    def read_photos(self, album: Path) -> tuple[list[Path] | None, list[Path] | None]:
        """The photos in `album` when the run began, and those held out; None: an earlier version noted none.

        Raises:
            TrainingError: the lists are damaged.
        """
        try:
            noted = json.loads(self._photos.read_text())
            if isinstance(noted, list):
                return [album / path for path in noted], None
            return [album / path for path in noted["photos"]], [album / path for path in noted["held_out"]]
        except FileNotFoundError:
            return None, None
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise self._no_run() from error

    def save_sample(self, step: int, images: tuple[RgbImage, ...]) -> Path:
        """Save images of one height and width side by side, with their number in the file."""
        path = self.samples / f"step_{step:07d}.png"
        gap = np.full((images[0].shape[0], SAMPLE_GAP_PX, 3), 255, np.uint8)
        row = [piece for image in images for piece in (image, gap)][:-1]
        text = PngInfo()
        text.add_text(SAMPLE_PARTS_KEY, str(len(images)))
        picture = io.BytesIO()
        Image.fromarray(np.concatenate(row, axis=1)).save(picture, "PNG", pnginfo=text)
        write_whole_file(path, picture.getvalue(), replace=True)
        return path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Make the folder where there is none, and keep other processes out of it for the block.

        Raises:
            TrainingError: another process trains in this folder, or it cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._write_lock()
        except OSError as error:
            raise self._taken() if self.is_taken else self._unwritable(error) from error
        try:
            yield
        finally:
            self._lock.unlink(missing_ok=True)

    def _owner(self) -> int | None:
        """The process that holds the lock, unless it is dead; a later one may have got its number."""
        try:
            owner, locked_at = int(self._lock.read_text()), self._lock.stat().st_mtime
            began = psutil.Process(owner).create_time()
        except (OSError, ValueError, psutil.Error):
            return None
        return owner if began < locked_at + CLOCK_SLACK_S else None

    def _write_lock(self) -> None:
        own = str(os.getpid()).encode()
        try:
            write_whole_file(self._lock, own, replace=False)
        except FileExistsError:
            if self.is_taken:
                raise
            self._lock.unlink(missing_ok=True)  # a dead process left it
            write_whole_file(self._lock, own, replace=False)

    def _taken(self) -> TrainingError:
        return TrainingError(
            f"The run {self.path.name!r} is being trained by another process (number {self._owner()})",
            "one process a run",
            "Wait for it, cancel it, or choose another name.",
        )

    def _no_run(self) -> TrainingError:
        return TrainingError(
            f"Received the run folder {self.path}", "a folder of an earlier run", "Start a new run."
        )

    def _write_json(self, path: Path, value: object) -> None:
        try:
            write_whole_file(path, json.dumps(value, indent=2).encode(), replace=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> TrainingError:
        return TrainingError(
            f"The run folder {self.path} cannot be written ({error.strerror})",
            "a folder that can be written, with some free space",
            "Free some space or choose another name, then start again.",
        )


def sample_step(path: Path) -> int:
    """The step of a picture that `RunFolder.save_sample` wrote."""
    return int(path.stem.rpartition("_")[2])
