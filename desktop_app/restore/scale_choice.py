"""Which scale suits a photo when the user leaves the choice to the program, and how much work it is."""

from dataclasses import replace

from core.config import RestoreOptions

_LONGEST_PX = {4: 1200, 2: 3000}
"""Scale: longest side up to which photos are enlarged so much; larger ones are cleaned at their own size."""


def with_scale(options: RestoreOptions, size: tuple[int, int] | None) -> RestoreOptions:
    """`options` with a scale for a photo of `size`, (width, height) in px.

    They stay as they are where a scale is chosen, or a model, which has its own, or `size` is not known.
    """
    if options.scale is not None or options.model is not None or size is None:
        return options
    scale = next((scale for scale, longest_px in _LONGEST_PX.items() if max(size) <= longest_px), 1)
    return replace(options, scale=scale)


def work_per_pixel(options: RestoreOptions) -> int:
    """Result pixels for each photo pixel, times the passes over it; a model's own scale counts as 4."""
    return (options.scale or 4) ** 2 * options.passes
