"""Models as one ZIP file, for exchange. Unpacking trusts nothing in it."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from core.errors import ModelError
from core.models.card_json import CARD_FILE, DETAIL_FILE, MAX_CARD_BYTES, WEIGHTS_FILE
from core.models.tensor_file import MAX_FILE_BYTES
from core.output_files import write_output_file

_MAX_BYTES = {CARD_FILE: MAX_CARD_BYTES, WEIGHTS_FILE: MAX_FILE_BYTES, DETAIL_FILE: MAX_FILE_BYTES}
_UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,  # encrypted
    NotImplementedError,  # compressed in a way that is not known
    EOFError,
    ValueError,
)


def packed(folder: Path, names: Iterable[str]) -> bytes:
    """A ZIP file of the named files of `folder`, inside one folder of its name."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as file:
        for name in names:
            file.write(folder / name, f"{folder.name}/{name}")
    return archive.getvalue()


def unpack(archive: Path, folder: Path) -> None:
    """Write a model's files from the ZIP file `archive` into `folder`.

    Raises:
        ModelError: it is no readable ZIP file, or holds anything but one model of sane size.
        OutputError: it cannot be written there.
    """
    try:
        with zipfile.ZipFile(archive) as file:
            entries = [entry for entry in file.infolist() if not entry.is_dir()]
            for entry in _checked(entries):
                _extract(file, entry, folder / PurePosixPath(entry.filename).name)
    except FileNotFoundError as error:
        raise ModelError(
            f"There is no file {archive}", "an exported model", "Check its name and its folder."
        ) from error
    except _UNREADABLE as error:
        raise _refused(f"the unreadable archive {archive} ({error})") from error


def _checked(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    paths = [PurePosixPath(entry.filename) for entry in entries]
    if len({path.parent for path in paths}) != 1 or len(set(paths)) != len(paths):
        raise _refused("an archive of several folders, or of none")
    for entry, path in zip(entries, paths, strict=True):
        if path.name not in _MAX_BYTES or len(path.parts) > 2 or path.is_absolute() or ".." in path.parts:
            raise _refused(f"an archive with {entry.filename[:100]!r} in it")
        if entry.file_size > _MAX_BYTES[path.name]:
            raise _refused(f"an archive that unpacks to {entry.file_size} bytes")
    return entries


def _extract(file: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    with file.open(entry) as source:
        data = source.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise _refused("an archive that lies about its size")
    write_output_file(target, data, overwrite=False)


def _refused(received: str) -> ModelError:
    return ModelError(
        f"Received {received}", "the ZIP file of one exported model", "Ask for the model's file again."
    )
