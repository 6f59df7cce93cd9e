from pathlib import Path

import pytest

from core.config import OutputFormat, OutputOptions
from core.errors import OptionsError, OutputError
from core.images.finding import FoundPhoto
from core.images.naming import PathSet, must_write, result_path


def found(path: Path, relative: str = "") -> FoundPhoto:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return FoundPhoto(path, Path(relative or path.name))


def named(
    photo: FoundPhoto,
    output: OutputOptions,
    output_format: OutputFormat = "jpeg",
    taken: tuple[Path, ...] = (),
) -> Path:
    return result_path(photo, output, format=output_format, scale=4, model="album", taken=PathSet(taken))


def test_result_stands_beside_its_photo(tmp_path: Path) -> None:
    assert named(found(tmp_path / "Oma.jpg"), OutputOptions()) == tmp_path / "Oma_restored.jpg"


def test_tree_is_kept_under_the_output_folder(tmp_path: Path) -> None:
    photo = found(tmp_path / "in" / "1950" / "a.jpg", "1950/a.jpg")
    output = OutputOptions(folder=tmp_path / "out")
    assert named(photo, output) == tmp_path / "out" / "1950" / "a_restored.jpg"


@pytest.mark.parametrize(
    "name, output_format, result",
    [
        ("a.JPG", "jpeg", "a_restored.JPG"),
        ("a.jpeg", "jpeg", "a_restored.jpeg"),
        ("a.tiff", "tiff", "a_restored.tiff"),
        ("a.heic", "png", "a_restored.png"),
        ("a.jpg", "tiff", "a_restored.tif"),
        ("a.b.c.jpg", "webp", "a.b.c_restored.webp"),
        ("lying.png", "jpeg", "lying_restored.jpg"),
        ("noending", "png", "noending_restored.png"),
    ],
)
def test_ending_follows_the_format(
    tmp_path: Path, name: str, output_format: OutputFormat, result: str
) -> None:
    assert named(found(tmp_path / name), OutputOptions(), output_format).name == result


def test_pattern_is_filled_in(tmp_path: Path) -> None:
    output = OutputOptions(name_pattern="{model}-{name}-x{scale}")
    assert named(found(tmp_path / "a.jpg"), output).name == "album-a-x4.jpg"


def test_photos_of_one_stem_get_two_results(tmp_path: Path) -> None:
    output = OutputOptions(format="png")
    first, second = found(tmp_path / "a.jpg"), found(tmp_path / "a.png")
    assert named(first, output, "png").name == "a_restored.png"
    assert named(second, output, "png").name == "a.png_restored.png"


def test_photos_of_one_stem_keep_plain_names_where_formats_differ(tmp_path: Path) -> None:
    first, second = found(tmp_path / "a.jpg"), found(tmp_path / "a.png")
    assert named(first, OutputOptions(), "jpeg").name == "a_restored.jpg"
    assert named(second, OutputOptions(), "png").name == "a_restored.png"


def test_photos_of_one_name_from_two_folders_get_two_results(tmp_path: Path) -> None:
    output = OutputOptions(folder=tmp_path / "out")
    taken: tuple[Path, ...] = ()
    for folder in ("x", "y", "z"):
        taken += (named(found(tmp_path / folder / "a.jpg"), output, taken=taken),)
    assert [path.name for path in taken] == [
        "a_restored.jpg",
        "a.jpg_restored.jpg",
        "a-2_restored.jpg",
    ]


def test_names_that_differ_by_case_alone_count_as_one(tmp_path: Path) -> None:
    output = OutputOptions(folder=tmp_path / "out")
    first = named(found(tmp_path / "x" / "A.jpg"), output)
    second = named(found(tmp_path / "y" / "a.jpg"), output, taken=(first,))
    assert str(first).casefold() != str(second).casefold()


def test_result_never_takes_the_place_of_its_photo(tmp_path: Path) -> None:
    photo = found(tmp_path / "a.jpg")
    with pytest.raises(OptionsError, match="itself"):
        named(photo, OutputOptions(name_pattern="{name}", if_exists="replace"))
    (tmp_path / "out").symlink_to(tmp_path)
    with pytest.raises(OptionsError, match="itself"):
        named(photo, OutputOptions(name_pattern="{name}", folder=tmp_path / "out"))


def test_result_never_takes_the_place_of_another_photo_of_the_batch(tmp_path: Path) -> None:
    first, second = found(tmp_path / "a.jpg"), found(tmp_path / "a.png")
    output = OutputOptions(name_pattern="{name}", if_exists="replace", format="png")
    assert named(first, output, "png", (first.path, second.path)) == tmp_path / "a.jpg.png"
    (tmp_path / "linked").symlink_to(tmp_path)
    for same in (tmp_path / "linked" / "a.png", tmp_path / "linked" / ".." / tmp_path.name / "a.png"):
        assert named(first, output, "png", (same,)) == tmp_path / "a.jpg.png"


def test_pattern_without_name_cannot_name_two(tmp_path: Path) -> None:
    output = OutputOptions(name_pattern="result", folder=tmp_path)
    first = named(found(tmp_path / "a.jpg"), output)
    with pytest.raises(OptionsError, match="several"):
        named(found(tmp_path / "b.jpg"), output, taken=(first,))


def test_existing_result_is_an_error_unless_told_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a_restored.jpg"
    photo = tmp_path / "a.jpg"
    assert must_write(path, photo, OutputOptions())
    path.touch()
    with pytest.raises(OutputError, match="already"):
        must_write(path, photo, OutputOptions())
    assert must_write(path, photo, OutputOptions(if_exists="replace"))
    assert not must_write(path, photo, OutputOptions(if_exists="skip"))
