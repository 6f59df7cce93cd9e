"""Sizes, scales and durations as people write them."""


def size_text(size: tuple[object, object]) -> str:
    """(width, height) in px."""
    return f"{size[0]} \N{MULTIPLICATION SIGN} {size[1]}"


def scale_text(scale: int) -> str:
    """How many times as wide."""
    return f"{scale}\N{MULTIPLICATION SIGN}"


def duration_text(seconds: float) -> str:
    """As 1:05, or 2:01:05 from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
