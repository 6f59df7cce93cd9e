"""File-name endings of photos, and the formats they stand for."""

from core.config import OutputFormat

WRITTEN_ENDINGS: dict[str, OutputFormat] = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif"), "jpeg"),
    ".png": "png",
    **dict.fromkeys((".tif", ".tiff"), "tiff"),
    ".webp": "webp",
    ".avif": "avif",
}
"""Endings of the formats that are written; results get the first one of their format."""

USUAL_ENDINGS: dict[OutputFormat, str] = {
    format: ending for ending, format in reversed(WRITTEN_ENDINGS.items())
}

READ_ENDINGS: dict[str, OutputFormat] = {
    **WRITTEN_ENDINGS,
    **dict.fromkeys((".bmp", ".gif", ".heic", ".heif", ".hif", ".jp2", ".j2k"), "png"),
}
"""Endings of the formats that are read, and the format in which "keep the format" writes the result."""
