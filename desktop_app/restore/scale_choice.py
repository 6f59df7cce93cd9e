"""Which scale suits a photo when the person leaves the choice to the program, and how much work it is."""

from dataclasses import replace

from core.config import RestoreOptions

_LONGEST_PX = {4: 1200, 2: 3000}
"""Scale: longest side up to which photos are enlarged so much; larger ones are cleaned at their own size."""


def suggested_scale(size: tuple[int, int]) -> int:
    """4 for small photos, 2 for medium ones, 1 for large scans; `size` is (width, height) in px."""
    return next((scale for scale, longest in _LONGEST_PX.items() if max(size) <= longest), 1)


def with_scale(options: RestoreOptions, size: tuple[int, int] | None) -> RestoreOptions:
    """`options` with the suggested scale, where neither a scale nor a model (which has its own) is chosen."""
    if options.scale is not None or options.model is not None or size is None:
        return options
    return replace(options, scale=suggested_scale(size))


def work_per_pixel(options: RestoreOptions) -> int:
    """Result pixels for each photo pixel, times the passes over it; a model's own scale counts as 4."""
    return (options.scale or 4) ** 2 * options.passes
