"""Evaluations as text, as JSON values and as a picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.evaluation.evaluate import Evaluation, Pixels8
from core.figures import save_figure

PICTURE_ROWS = 6


def to_text(evaluations: Sequence[Evaluation]) -> str:
    """A table: one line an image, PSNR-Y in dB and SSIM-Y of each subject, and the means last."""
    width = max(4, *(len(image.name) for image in evaluations[0].images))
    lines = [" " * width + "".join(f"  {each.subject[-18:]:>18}" for each in evaluations)]
    for row in zip(*(each.images for each in evaluations), strict=True):
        scores = "".join(f"  {image.psnr_y:8.3f} dB {image.ssim_y:.4f}" for image in row)
        lines.append(f"{row[0].name:{width}}{scores}")
    means = "".join(f"  {each.psnr_y:8.3f} dB {each.ssim_y:.4f}" for each in evaluations)
    return "\n".join([*lines, f"{'mean':{width}}{means}"])


def to_json(evaluations: Sequence[Evaluation]) -> list[dict[str, Any]]:
    """The same as values that JSON knows, but for infinite PSNR of equal images."""
    return [
        {
            "subject": each.subject,
            "crop_px": each.crop_px,
            "psnr_y": each.psnr_y,
            "ssim_y": each.ssim_y,
            "images": [
                {"name": image.name, "psnr_y": image.psnr_y, "ssim_y": image.ssim_y} for image in each.images
            ],
        }
        for each in evaluations
    ]


def save_picture(evaluations: Sequence[Evaluation], path: Path) -> None:
    """Draw the middle of the worst images: the original, then each subject with its score.

    Worst by the last subject's PSNR.

    Raises:
        OutputError: see `core.figures.save_figure`.
    """
    from matplotlib.figure import Figure

    order = sorted(range(len(evaluations[0].images)), key=lambda index: evaluations[-1].images[index].psnr_y)
    rows, columns = order[:PICTURE_ROWS], 1 + len(evaluations)
    figure = Figure(figsize=(2.6 * columns, 2.9 * len(rows)), layout="constrained", dpi=150)
    axes = figure.subplots(len(rows), columns, squeeze=False)
    for index, line in zip(rows, axes, strict=True):
        first = evaluations[0].images[index]
        _show(line[0], first.original_piece, first.name)
        for each, axis in zip(evaluations, line[1:], strict=True):
            image = each.images[index]
            _show(axis, image.result_piece, f"{each.subject}\n{image.psnr_y:.2f} dB, {image.ssim_y:.4f}")
    save_figure(figure, path)


def _show(axis: Any, pixels: Pixels8, title: str) -> None:
    axis.imshow(pixels.squeeze(), cmap="gray", vmin=0, vmax=255, interpolation="nearest")
    printable = title.encode(errors="replace").decode()  # names of files may be no UTF-8
    axis.set_title(printable, fontsize=8, parse_math=False)
    axis.axis("off")
