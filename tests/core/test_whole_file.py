import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from core.whole_file import write_whole_file


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(
    tmp_path: Path, no_space: Callable[..., NoReturn], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "options.json"
    write_whole_file(path, b"before", replace=False)
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space left"):
        write_whole_file(path, b"after", replace=True)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("has_hard_links", [True, False])
def test_a_file_is_replaced_only_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_hard_links: bool
) -> None:
    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    if not has_hard_links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "options.json"
    write_whole_file(path, b"before", replace=False)
    with pytest.raises(FileExistsError):
        write_whole_file(path, b"after", replace=False)
    assert path.read_bytes() == b"before"
    write_whole_file(path, b"after", replace=True)
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]
