import os
from collections.abc import Callable
from pathlib import Path

import pytest

from core.images.finding import find_photos


@pytest.fixture
def touch(tmp_path: Path) -> Callable[..., list[Path]]:
    """Make empty files below `tmp_path`."""

    def make(*names: str) -> list[Path]:
        paths = [tmp_path / name for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return paths

    return make


def relative_names(folder: Path, *, recursive: bool = False) -> list[str]:
    photos, _ = find_photos([folder], recursive=recursive)
    return [photo.relative.as_posix() for photo in photos]


def test_folder_gives_its_photos_in_natural_order(tmp_path: Path, touch: Callable[..., list[Path]]) -> None:
    touch("IMG10.jpg", "IMG2.JPG", "img1.png", "Ü.tif")
    assert relative_names(tmp_path) == ["img1.png", "IMG2.JPG", "IMG10.jpg", "Ü.tif"]


def test_other_files_hidden_ones_and_results_are_passed_over(
    tmp_path: Path, touch: Callable[..., list[Path]]
) -> None:
    touch(
        "a.jpg",
        "a_restored.jpg",
        "a_restored_12.jpg",
        "desktop.ini",
        "notes.txt",
        ".hidden.jpg",
        "._a.jpg",
        ".dir/b.jpg",
    )
    assert relative_names(tmp_path, recursive=True) == ["a.jpg"]


def test_subfolders_only_on_request(tmp_path: Path, touch: Callable[..., list[Path]]) -> None:
    touch("a.jpg", "1950/b.jpg", "1950/summer/c.jpg")
    assert relative_names(tmp_path) == ["a.jpg"]
    assert relative_names(tmp_path, recursive=True) == ["a.jpg", "1950/b.jpg", "1950/summer/c.jpg"]


def test_files_given_by_name_are_always_taken(tmp_path: Path, touch: Callable[..., list[Path]]) -> None:
    given = [*touch("scan.dat", ".hidden.jpg", "a_restored.jpg"), tmp_path / "missing.jpg"]
    photos, problems = find_photos(given, recursive=False)
    assert [photo.path for photo in photos] == given
    assert [str(photo.relative) for photo in photos] == [path.name for path in given]
    assert problems == []


def test_no_photo_comes_twice(tmp_path: Path, touch: Callable[..., list[Path]]) -> None:
    (path,) = touch("a.jpg")
    (tmp_path / "link.jpg").symlink_to(path)
    photos, _ = find_photos([path, tmp_path, path], recursive=True)
    assert [photo.path for photo in photos] == [path]


def test_links_that_lead_back_are_survived(tmp_path: Path, touch: Callable[..., list[Path]]) -> None:
    touch("album/a.jpg")
    for name in ("loop", "again", "more"):  # entered each time, they would never end
        (tmp_path / "album" / name).symlink_to(tmp_path / "album")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "dead.jpg").symlink_to(tmp_path / "nowhere.jpg")
    assert relative_names(tmp_path, recursive=True) == ["dead.jpg", "album/a.jpg"]


def test_folder_without_photos_is_told(tmp_path: Path, touch: Callable[..., list[Path]]) -> None:
    touch("deeper/a.jpg")
    photos, problems = find_photos([tmp_path], recursive=False)
    assert photos == []
    ((folder, error),) = problems
    assert folder == tmp_path
    assert "subfolders" in error.remedy


def test_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, touch: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    touch("a.jpg", "secret/b.jpg")
    scan = os.scandir

    def refuse(path: str | Path) -> object:  # who runs tests as root may list everything
        if Path(path).name == "secret":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    photos, problems = find_photos([tmp_path], recursive=True)
    assert [photo.path.name for photo in photos] == ["a.jpg"]
    assert [path for path, _ in problems] == [tmp_path / "secret"]
