"""Copies and pictures made from finished results. Everything here runs in background threads."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from core.config import OutputFormat, OutputOptions
from core.errors import OutputError
from core.images.endings import WRITTEN_ENDINGS
from desktop_app.photos.entry import WrittenResult
from desktop_app.photos.qimage import to_pixels
from desktop_app.photos.reading import read_thumbnail

ComparisonKind = Literal["side_by_side", "split", "animated"]


def save_result_as(result: WrittenResult, target: Path, output: OutputOptions) -> Path:
    """Write a result again as `target`, whose ending chooses the format.

    In its own format it is copied byte for byte, unless it has metadata that `output` leaves out.
    Raises HeirloomError or OSError.
    """
    from core.images.reading import read_photo
    from core.images.writing import write_photo
    from core.output_files import write_output_file

    has_too_much = result.output.keep_metadata and not output.keep_metadata
    if _format_of(target) == _format_of(result.path) and not has_too_much:
        if target != result.path:
            write_output_file(target, result.path.read_bytes(), overwrite=True)  # the file dialog has asked
        return target
    write_photo(
        read_photo(result.path),
        target,
        format=_format_of(target),
        quality=output.quality,
        keep_metadata=output.keep_metadata,
        model=result.credited_model,
        overwrite=True,  # the file dialog has asked
    )
    return target


def save_comparison(
    before: QImage, after: QImage, kind: ComparisonKind, position: float, target: Path, model: str | None
) -> Path:
    """Write both pictures as one, or as an animation that fades between them. Raises HeirloomError."""
    from core.images import comparison

    pair = comparison.Pair(to_pixels(before), to_pixels(after))
    if kind == "animated":
        from core.output_files import write_output_file

        write_output_file(target, comparison.animation(pair), overwrite=True)
    elif kind == "split":
        _write_picture(comparison.split(pair, position=position), target, model)
    else:
        _write_picture(comparison.side_by_side(pair), target, model)
    return target


def save_contact_sheet(finished: Sequence[tuple[Path, WrittenResult]], target: Path) -> Path:
    """Write a page of photos and their results. Raises HeirloomError or OSError."""
    from core.images.comparison import Pair, contact_sheet

    pairs = [Pair(_sheet_pixels(photo), _sheet_pixels(result.path), photo.stem) for photo, result in finished]
    models = ", ".join(dict.fromkeys(filter(None, (result.credited_model for _, result in finished))))
    _write_picture(contact_sheet(pairs, caption_pixels), target, models or None)
    return target


def caption_pixels(text: str, width: int, height: int) -> NDArray[np.uint8]:
    """`text` in the middle of one line, cut short where it is too long: uint8 RGB (height, width, 3)."""
    from core.images.comparison import INK, SHEET

    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(*SHEET))
    font = QFont()
    font.setPixelSize(max(10, round(height * 0.45)))
    with QPainter(image) as painter:
        painter.setFont(font)
        painter.setPen(QColor(*INK))
        line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, line)
    return to_pixels(image)


def _sheet_pixels(path: Path) -> NDArray[np.uint8]:
    return to_pixels(read_thumbnail(path, longest_px=480).image)


def _write_picture(pixels: NDArray[np.uint8], target: Path, model: str | None) -> None:
    from core.images.photo import Photo
    from core.images.writing import write_photo

    write_photo(
        Photo(pixels),
        target,
        format=_format_of(target),
        quality=92,
        model=model,
        overwrite=True,  # the file dialog has asked
    )


def _format_of(target: Path) -> OutputFormat:
    try:
        return WRITTEN_ENDINGS[target.suffix.lower()]
    except KeyError:
        raise OutputError(
            f"Received the file name {target.name}",
            f"one that ends in {', '.join(WRITTEN_ENDINGS)}",
            "Choose another ending.",
        ) from None
