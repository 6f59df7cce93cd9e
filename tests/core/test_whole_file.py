from pathlib import Path

import pytest

from core.whole_file import write_whole_file


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "options.json"
    write_whole_file(path, b"before")
    (tmp_path / "options.partial").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        write_whole_file(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
