"""The endings of photos' file names, and the formats they stand for."""

from core.config import OutputFormat

WRITTEN_ENDINGS: dict[str, OutputFormat] = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif"), "jpeg"),
    ".png": "png",
    **dict.fromkeys((".tif", ".tiff"), "tiff"),
    ".webp": "webp",
    ".avif": "avif",
}
"""Of the formats that are written; the first of each format is the one that names get."""

USUAL_ENDINGS: dict[OutputFormat, str] = {
    format: ending for ending, format in reversed(WRITTEN_ENDINGS.items())
}

READ_ENDINGS: dict[str, OutputFormat] = {
    **WRITTEN_ENDINGS,
    **dict.fromkeys((".bmp", ".gif", ".heic", ".heif", ".hif", ".jp2", ".j2k"), "png"),
}
"""Of all that are read, and what "keep the format" usually makes of them."""
