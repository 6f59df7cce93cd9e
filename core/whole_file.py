"""Files that are there as a whole or not at all."""

import os
from pathlib import Path


def write_whole_file(path: Path, data: bytes) -> None:
    """Write `data` as `path` in place of what is there, also where the computer goes off meanwhile.

    Raises:
        OSError: the file cannot be written; what was there stays.
    """
    partial = path.with_suffix(".partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
