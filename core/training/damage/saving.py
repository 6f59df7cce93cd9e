"""A photo aged as training ages it, as files."""

from pathlib import Path

from core.config import OutputOptions
from core.images.finding import FoundPhoto
from core.images.naming import is_free, numbered, result_path
from core.images.reading import read_photo
from core.images.writing import writable_format, write_photo
from core.training.damage.preview import damage_photo


def save_damaged(
    photo: Path, *, folder: Path | None, strength: float, seed: int, scratched: bool = False
) -> tuple[list[Path], str]:
    """Age a photo as training does and save it as NAME_damaged, in `folder` or beside the photo.

    With `scratched` it gets scratches, creases, dust and stains as well, and NAME_damaged_mask is white
    where they hide the picture. Names that files have already get a number.

    Returns:
        The files, and what was done, an operation a line.

    Raises:
        PhotoError, OptionsError: the photo, `strength` or `seed` cannot be used.
        OutputError: a file cannot be written.
    """
    aged = damage_photo(read_photo(photo), seed, strength, scratched=scratched)
    found = FoundPhoto(photo, Path(photo.name))
    pictures = {"_damaged": aged.photo} | ({"_damaged_mask": aged.mask} if aged.mask else {})
    formats = {mark: writable_format(picture) for mark, picture in pictures.items()}
    patterns = (OutputOptions(folder=folder, name_pattern=f"{{name}}{mark}") for mark in pictures)
    for outputs in zip(*map(numbered, patterns), strict=True):  # one number for all of them
        targets = {
            mark: result_path(found, output, format=formats[mark], scale=1, model="")
            for mark, output in zip(pictures, outputs, strict=True)
        }
        if all(map(is_free, targets.values())):
            break
    for mark, target in targets.items():
        write_photo(pictures[mark], target, format=formats[mark], quality=OutputOptions.quality, model=None)
    return list(targets.values()), str(aged)
