"""Writes photos: whole or not at all, and never over a file by accident."""

import errno
from pathlib import Path

from core.config import OutputFormat
from core.errors import HeirloomError, OutputError
from core.images.encoding import encode_photo, holds
from core.images.photo import Photo
from core.whole_file import write_whole_file

KEPT_FORMATS: dict[str, OutputFormat] = {
    "JPEG": "jpeg",
    "PNG": "png",
    "TIFF": "tiff",
    "WEBP": "webp",
    "AVIF": "avif",
}
"""Formats that are both read and written, by Pillow's name."""


def writable_format(photo: Photo, scale: int = 1) -> OutputFormat:
    """What "keep the format" means for a photo enlarged `scale` times: its own, or PNG.

    PNG stands in for formats that are not written (HEIC, JPEG 2000, BMP, GIF) and for those that
    cannot hold so large a result.
    """
    kept = KEPT_FORMATS.get(photo.format, "png")
    return kept if holds(kept, scale * photo.width, scale * photo.height) else "png"


def write_photo(
    photo: Photo,
    path: Path,
    *,
    format: OutputFormat,  # noqa: A002 - the photographer's word
    quality: int,
    keep_metadata: bool = True,
    software: str,
    model: str | None,
    overwrite: bool = False,
) -> None:
    """Encode a photo (see `encode_photo`) and write it to `path`, whose folder is made if need be.

    The file appears whole, under its name, or not at all.

    Raises:
        OutputError: the format cannot hold it, the file exists (unless `overwrite`), or it cannot be written.
    """
    if not overwrite:
        require_free(path)
    try:
        data = encode_photo(
            photo, format=format, quality=quality, keep_metadata=keep_metadata, software=software, model=model
        )
    except (HeirloomError, MemoryError):
        raise
    except Exception as error:  # encoders raise whatever odd metadata set off
        raise OutputError(
            f"Received a photo for {path} that cannot be encoded as {format.upper()} ({error})",
            "pixels and metadata that the format can hold",
            "Leave its metadata out, or choose another format.",
        ) from error
    write_whole(data, path, overwrite=overwrite)


def require_free(path: Path) -> None:
    """Raise OutputError when `path` exists, or cannot be looked at."""
    try:
        if path.exists():
            raise _taken(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def write_whole(data: bytes, path: Path, *, overwrite: bool = False) -> None:
    """Write a file so that it appears whole or not at all; its folder is made if need be.

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
        raise _unwritable(path, error) from error


def _taken(path: Path) -> OutputError:
    return OutputError(
        f"There is already a file {path}",
        "a free name",
        "Choose another folder or name.",
    )


def _unwritable(path: Path, error: OSError | ValueError) -> OutputError:
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
