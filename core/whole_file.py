"""Atomic writing: a file is there complete, or not at all."""

import os
import uuid
from pathlib import Path


def write_whole_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write `data` as `path`: complete or not at all, even if the computer loses power meanwhile.

    Args:
        replace: whether to replace an existing file.

    Raises:
        FileExistsError: the file exists, and is not to be replaced.
        OSError: the file cannot be written; an existing one stays as it was.
        ValueError: no file can have this name.
    """
    unfinished = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            unfinished.replace(path)
        else:
            _move_to_free_name(unfinished, path)
    finally:  # also after KeyboardInterrupt
        unfinished.unlink(missing_ok=True)


def _move_to_free_name(source: Path, path: Path) -> None:
    try:
        path.hardlink_to(source)  # unlike a rename, never replaces a file that another program just made
    except FileExistsError:
        raise
    except OSError:  # FAT and some network disks have no hard links
        if path.exists():
            raise FileExistsError(path) from None
        source.rename(path)
