"""Writes photos: complete or not at all, and never over another file by accident."""

from pathlib import Path

from core.config import OUTPUT_FORMATS, OutputFormat
from core.errors import HeirloomError, OutputError
from core.images.encoding import encode_photo, holds
from core.images.photo import Photo
from core.output_files import require_free, write_output_file

KEPT_FORMATS = {format.upper(): format for format in OUTPUT_FORMATS}
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
    format: OutputFormat,
    quality: int,
    keep_metadata: bool = True,
    model: str | None,
    overwrite: bool = False,
) -> None:
    """Encode a photo (see `encode_photo`) and write it to `path`, whose folder is made if need be.

    The file appears complete or not at all.

    Raises:
        OutputError: the format cannot hold it, the file exists (unless `overwrite`), or it cannot be written.
    """
    if not overwrite:
        require_free(path)
    try:
        data = encode_photo(photo, format=format, quality=quality, keep_metadata=keep_metadata, model=model)
    except (HeirloomError, MemoryError):
        raise
    except Exception as error:  # encoders raise whatever odd metadata set off
        raise OutputError(
            f"Received a photo for {path} that cannot be encoded as {format.upper()} ({error})",
            "pixels and metadata that the format can hold",
            "Leave its metadata out, or choose another format.",
        ) from error
    write_output_file(path, data, overwrite=overwrite)
