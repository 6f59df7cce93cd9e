"""Finds the photos among the files and folders that a user gives."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.config import OutputOptions
from core.errors import HeirloomError, PhotoError
from core.images.endings import READ_ENDINGS

RESULT_MARK = OutputOptions.name_pattern.removeprefix("{name}")
"""What the default name pattern adds to a photo's name."""

RESULT_NAME = re.compile(rf"{RESULT_MARK}(_\d+)?$")
"""The name of an earlier result, which may be numbered."""


@dataclass(frozen=True)
class FoundPhoto:
    """A photo to restore: its path, and its path under the folder it was found through.

    For a photo given by name, `relative` is its name alone.
    """

    path: Path
    relative: Path


def find_photos(
    inputs: Sequence[Path], *, recursive: bool
) -> tuple[list[FoundPhoto], list[tuple[Path, HeirloomError]]]:
    """List the photos among `inputs`, in the order given, folders in natural order ("2" before "10").

    A path that is no folder is always listed, since reading it will tell what is wrong with it. In folders
    only files with the endings of images are, except hidden ones and earlier results (see RESULT_NAME).
    No file is listed twice, and linked folders are entered once.

    Returns:
        The photos, and the folders that gave none, each with its reason.
    """
    photos: dict[str, FoundPhoto] = {}
    problems: list[tuple[Path, HeirloomError]] = []
    for given in inputs:
        if not _is_folder(given):
            photos.setdefault(os.path.realpath(given), FoundPhoto(given, Path(given.name)))
            continue
        found = list(_in_folder(given, recursive=recursive, problems=problems))
        for path in found:
            photos.setdefault(os.path.realpath(path), FoundPhoto(path, path.relative_to(given)))
        if not found and not any(problem[0] == given for problem in problems):
            problems.append((given, _no_photos(given, recursive=recursive)))
    return list(photos.values()), problems


def _in_folder(
    folder: Path, *, recursive: bool, problems: list[tuple[Path, HeirloomError]]
) -> Iterator[Path]:
    def report(error: OSError) -> None:
        path = Path(error.filename)
        problems.append((path, _unreadable(path, error)))

    entered = {os.path.realpath(folder)}
    for root, folders, files in os.walk(folder, followlinks=True, onerror=report):
        yield from (Path(root, name) for name in sorted(files, key=_natural) if _is_photo_name(name))
        kept = []
        for name in sorted(folders, key=_natural) if recursive else ():
            target = os.path.realpath(Path(root, name))  # a link may lead back
            if not name.startswith(".") and target not in entered:
                entered.add(target)
                kept.append(name)
        folders[:] = kept


def _is_photo_name(name: str) -> bool:
    path = Path(name)
    hidden = name.startswith(".")
    return path.suffix.lower() in READ_ENDINGS and not hidden and not RESULT_NAME.search(path.stem)


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts digits by value and letters without case."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # not even its folder may be looked into
        return False


def _unreadable(folder: Path, error: OSError) -> PhotoError:
    return PhotoError(
        f"The folder {folder} cannot be listed ({error.strerror})",
        "a folder that you may open",
        "Change its permissions, or copy it elsewhere.",
    )


def _no_photos(folder: Path, *, recursive: bool) -> PhotoError:
    remedy = "Choose another folder." if recursive else "Choose another folder, or one of its subfolders."
    expected = "at least one photo in it that is no earlier result"
    return PhotoError(f"The folder {folder} holds no photos", expected, remedy)
