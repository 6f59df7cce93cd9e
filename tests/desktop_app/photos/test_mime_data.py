import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData

from desktop_app.photos.mime_data import file_data, local_paths

NAMES = ["Grandma.jpg", "a%41.jpg", "a#b?.jpg", "a;b c+d.jpg", "100%.jpg", "照片.jpg"]


@pytest.mark.parametrize("name", NAMES)
def test_a_dragged_file_keeps_its_name(name: str, tmp_path: Path):
    path = tmp_path / name
    assert local_paths(file_data([path])) == [path]


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_a_dragged_file_keeps_the_bytes_of_a_name_that_is_no_utf8(tmp_path: Path):
    paths = [tmp_path / os.fsdecode(name) for name in (b"Caf\xe9.jpg", b"\xff\xfe.jpg")]
    data = file_data(paths)
    assert local_paths(data) == paths
    handed_over = QMimeData()
    handed_over.setData("text/uri-list", data.data("text/uri-list"))  # as another program takes it
    assert local_paths(handed_over) == paths
