from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
import tifffile
from PIL import Image

from core.errors import PhotoError
from core.images import reading
from core.images.photo import Pixels
from core.images.reading import read_photo


def assert_told(path: Path, *words: str) -> None:
    """Reading fails with one error that names the file, and says what to do."""
    with pytest.raises(PhotoError) as caught:
        read_photo(path)
    assert str(path) in caught.value.received
    assert caught.value.expected
    assert caught.value.remedy
    for word in words:
        assert word in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    assert_told(tmp_path / "nowhere.jpg", "no file")


def test_folder(tmp_path: Path) -> None:
    assert_told(tmp_path, "folder")


def test_name_that_no_disk_allows(tmp_path: Path) -> None:
    assert_told(tmp_path / ("a" * 300))
    assert_told(tmp_path / "a\0b.jpg")


def test_file_without_permission(save_photo: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_photo("secret.png")

    def refuse(*_: object) -> None:  # who runs tests as root may read everything
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert_told(path, "may not be read")


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.jpg"
    path.touch()
    assert_told(path, "empty")


@pytest.mark.parametrize(
    "content", [b"Dear grandmother,\n", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"II*\0", b"GIF89a", b"\0" * 100]
)
def test_file_that_is_no_photo(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.jpg"
    path.write_bytes(content)
    assert_told(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("ending", ["jpg", "png", "tif", "webp", "avif", "bmp", "gif", "heic", "jp2"])
def test_truncated_photo(tmp_path: Path, ending: str, share: float) -> None:
    pillow_heif.register_heif_opener()
    path = tmp_path / f"cut.{ending}"
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert_told(path)


@pytest.mark.parametrize("compression", [None, "zlib"])
def test_truncated_16_bit_tiff(tmp_path: Path, deep_colours: Pixels, compression: str | None) -> None:
    path = tmp_path / "cut.tif"
    tifffile.imwrite(path, deep_colours, photometric="rgb", compression=compression)
    path.write_bytes(path.read_bytes()[:-400])
    assert_told(path)


def test_too_many_pixels_are_told_before_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (40_000, 11_000)).save(path)
    monkeypatch.setattr(reading, "decode", lambda *_: pytest.fail("it was decoded"))
    assert_told(path, "40000 x 11000", "400 million")


def test_photos_of_unusual_size_warn_nobody(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("1", (10_000, 9_500)).save(path)  # Pillow alone would warn
    assert read_photo(path).width == 10_000
