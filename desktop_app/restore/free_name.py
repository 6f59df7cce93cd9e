"""A name for a result where a file of another origin has the usual one."""

from dataclasses import replace
from itertools import count
from pathlib import Path

from core.config import OutputOptions, RestoreOptions
from core.images.finding import SUFFIX_FORMATS, FoundPhoto


def with_free_name(
    photo: Path, options: RestoreOptions, output: OutputOptions, last_result: Path | None = None
) -> OutputOptions:
    """`output` with a name pattern that hits no existing file: `_2`, `_3` and so on are added.

    The photo's `last_result` is no such file: the next one replaces it.
    Unchanged where existing files are to be replaced or skipped. Raises ModelError and OptionsError.
    """
    if output.overwrite or output.skip_existing:
        return output
    from core.images.naming import result_path
    from core.restoration.engine_cache import chosen_model

    card = chosen_model(options).card
    for number in count(1):
        pattern = output.name_pattern if number == 1 else f"{output.name_pattern}_{number}"
        numbered = replace(output, name_pattern=pattern)
        target = result_path(
            FoundPhoto(photo, Path(photo.name)),
            numbered,
            format=output.format or SUFFIX_FORMATS.get(photo.suffix.lower(), "png"),
            scale=options.scale or card.architecture.scale,
            model=card.name,
        )
        if target == last_result:
            return replace(numbered, overwrite=True)
        if not target.exists():
            return numbered
    raise AssertionError("unreachable: numbers do not end")
