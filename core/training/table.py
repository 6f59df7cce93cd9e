"""A table of numbers that a run fills row by row."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import TrainingError
from core.whole_file import write_whole_file


@dataclass(frozen=True)
class Table:
    """A CSV file of numbers with a heading for each column, one of which is "step"."""

    path: Path

    def append(self, row: Mapping[str, float]) -> None:
        """Add a row; the first one fixes the columns, and what has none is left out."""
        try:
            columns = self._header() or list(row)
            with self.path.open("a", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="nan", extrasaction="ignore")
                if not file.tell():
                    writer.writeheader()
                writer.writerow({key: f"{value:.6g}" for key, value in row.items()})
        except OSError:
            return  # a full disk costs a row of figures, never the run

    def read(self) -> dict[str, list[float]]:
        """The columns; empty when there is no file. A row that was cut short is left out."""
        columns = self._header()
        if not columns:
            return {}
        with self.path.open(newline="") as file:
            rows = [row for row in list(csv.reader(file))[1:] if len(row) == len(columns)]
        return {name: [float(row[index]) for row in rows] for index, name in enumerate(columns)}

    def forget(self, *, after: int) -> None:
        """Drop what a killed run has left: rows of steps beyond `after`, and a row cut short.

        Raises:
            TrainingError: the file cannot be written.
        """
        columns = self.read()
        if not columns:
            return
        kept = [row for row, step in enumerate(columns["step"]) if step <= after]
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows([f"{column[row]:.6g}" for column in columns.values()] for row in kept)
        try:
            write_whole_file(self.path, text.getvalue().encode(), replace=True)
        except OSError as error:
            raise TrainingError(
                f"{self.path} cannot be written ({error.strerror})",
                "a folder that can be written, with some free space",
                "Free some space, then resume the run.",
            ) from error

    def _header(self) -> list[str]:
        if not self.path.exists():
            return []
        with self.path.open(newline="") as file:
            return next(csv.reader(file), [])
