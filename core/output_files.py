"""Writes the files that users ask for: complete or not at all, and never over another file by accident."""

import errno
from pathlib import Path

from core.errors import OutputError
from core.whole_file import write_whole_file


def write_output_file(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write `data` as `path` complete or not at all; its folder is made if need be.

    Raises:
        OutputError: the file exists (unless `overwrite`), or it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_whole_file(path, data, replace=overwrite)
        except FileExistsError as error:
            raise _taken(path) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise unwritable(path, error) from error


def require_free(path: Path) -> None:
    """Raise OutputError when `path` exists, or cannot be looked at."""
    try:
        if path.exists():
            raise _taken(path)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError | ValueError) -> OutputError:
    """The OutputError to raise for an `error` in writing `path`, with a remedy that fits it."""
    remedies = {
        errno.ENOSPC: "Free some space on the disk, or choose another one.",
        errno.EDQUOT: "Free some space in your quota, or choose another disk.",
        errno.EACCES: "Choose a folder that you may write to.",
        errno.EPERM: "Choose a folder that you may write to.",
        errno.EROFS: "Choose a folder on a disk that can be written.",
        errno.ENAMETOOLONG: "Choose a shorter name pattern or folder.",
    }
    remedy = remedies.get(getattr(error, "errno", None) or 0, "Choose another folder.")
    reason = getattr(error, "strerror", None) or error
    return OutputError(f"{path} cannot be written ({reason})", "a folder with room for it", remedy)


def _taken(path: Path) -> OutputError:
    return OutputError(f"There is already a file {path}", "a free name", "Choose another folder or name.")
