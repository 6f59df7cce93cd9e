"""Files that are there as a whole or not at all."""

import os
import uuid
from pathlib import Path


def write_whole_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write `data` as `path`, also where the computer goes off meanwhile: all of it, or nothing.

    Args:
        replace: take the place of a file that is there.

    Raises:
        FileExistsError: there is one, and it is not to be replaced.
        OSError: the file cannot be written; what was there stays.
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
