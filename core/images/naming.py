"""Names results, and decides what happens where a file has that name already."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from core.config import OutputFormat, OutputOptions
from core.errors import OptionsError, OutputError
from core.images.endings import READ_ENDINGS, USUAL_ENDINGS, WRITTEN_ENDINGS
from core.images.finding import FoundPhoto


class PathSet:
    """A set of paths. Links are resolved, and case is ignored, as some file systems do."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._keys = {_key(path) for path in paths}

    def add(self, path: Path) -> None:
        """Add a path."""
        self._keys.add(_key(path))

    def __contains__(self, path: Path) -> bool:
        return _key(path) in self._keys


def result_path(
    found: FoundPhoto,
    output: OutputOptions,
    *,
    format: OutputFormat,
    scale: int,
    model: str,
    taken: PathSet | None = None,
) -> Path:
    """The path of a photo's result: beside it, or under the output folder with the tree kept.

    A photo whose name differs from another's in its folder by the ending alone (a.jpg, a.png) keeps
    the ending in its result's name where both would have the same: `a.png_restored.jpg`.

    Args:
        taken: the batch's originals, and the results it has named.

    Raises:
        OptionsError: the name pattern would put the result in place of the photo itself.
    """
    folder = found.path.parent if output.folder is None else output.folder / found.relative.parent
    suffix = found.path.suffix
    ending = suffix if WRITTEN_ENDINGS.get(suffix.lower()) == format else USUAL_ENDINGS[format]
    for name in _names(found.path, has_twin=_has_twin_before(found.path, output, format)):
        path = folder / (output.name_pattern.format(name=name, scale=scale, model=model) + ending)
        if _is_same_file(path, found.path):
            raise OptionsError(
                f"Received the name pattern {output.name_pattern}, which names the photo {found.path} itself",
                "a name of its own for each result",
                "Try {name}_restored, or choose an output folder.",
            )
        if taken is None or path not in taken:
            return path
        if "{name}" not in output.name_pattern:
            raise OptionsError(
                f"Received the name pattern {output.name_pattern} for several photos",
                "a pattern with {name} in it",
                "Try {name}_restored.",
            )
    raise AssertionError("names never run out")


def numbered(output: OutputOptions) -> Iterator[OutputOptions]:
    """`output` as it is, then with name patterns that end in _2, _3 and so on, without end."""
    yield output
    yield from (replace(output, name_pattern=f"{output.name_pattern}_{number}") for number in count(2))


def is_free(path: Path) -> bool:
    """Whether no file has this path; True also where that cannot be found out."""
    try:
        return not path.exists()
    except OSError:  # too long a name, or a folder that may not be looked into: writing will tell
        return True


def must_write(path: Path, photo: Path, output: OutputOptions) -> bool:
    """Whether to write the result of `photo` as `path`; False: it exists and is to be skipped.

    Raises:
        OutputError: it exists, and `output` neither skips nor replaces it, or it may be an original photo.
    """
    if is_free(path):
        return True
    if output.if_exists == "replace":
        if path.stem == photo.stem and _is_same_file(path.parent, photo.parent):
            raise OutputError(
                f"The result of {photo} would replace {path}, which may be a photo of its own",
                "a name that tells results from photos",
                "Try the name pattern {name}_restored, or choose an output folder.",
            )
        return True
    if output.if_exists == "skip":
        return False
    raise OutputError(
        f"There is already a result {path}", "a free name", "Overwrite results, or skip those that exist."
    )


def _key(path: Path) -> str:
    return os.path.realpath(path).casefold()


def _names(photo: Path, *, has_twin: bool) -> Iterator[str]:
    if not has_twin:
        yield photo.stem
    yield photo.name
    yield from (f"{photo.stem}-{number}" for number in count(2))


def _has_twin_before(photo: Path, output: OutputOptions, format: OutputFormat) -> bool:
    """Whether a photo of the same stem, earlier ending and same result format stands beside this one."""
    earlier = (suffix for suffix in READ_ENDINGS if suffix < photo.suffix.lower())
    return any(
        (output.format or READ_ENDINGS[suffix]) == format
        and not (is_free(photo.with_suffix(suffix)) and is_free(photo.with_suffix(suffix.upper())))
        for suffix in earlier
    )


def _is_same_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
