"""What core's reader really remarks about photos, as the window tells it in Chinese."""

# ruff: noqa: RUF001 (Chinese punctuation)

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
import tifffile
from PIL import Image, ImageCms
from PySide6.QtCore import Qt

from core.config import RestoreOptions
from core.images.reading import read_photo
from desktop_app.photos.list_model import PhotoListModel
from desktop_app.photos.note_text import note_text
from desktop_app.translation import Translation

GREY = np.arange(12, dtype=np.uint8).reshape(3, 4)


def pages(path: Path) -> None:
    tifffile.imwrite(path, np.stack([GREY] * 3), photometric="minisblack")


def frames(path: Path) -> None:
    pictures = [Image.new("L", (8, 8), shade) for shade in (0, 255)]
    pictures[0].save(path, "GIF", save_all=True, append_images=pictures[1:])


def printed(path: Path) -> None:
    Image.new("CMYK", (8, 8)).save(path, "TIFF")


def lab(path: Path) -> None:
    Image.new("LAB", (8, 8)).save(path, "TIFF")


def long_integers(path: Path) -> None:
    tifffile.imwrite(path, GREY.astype(np.uint32))


def shares(path: Path) -> None:
    tifffile.imwrite(path, GREY.astype(np.float32) / 255)


def signed(path: Path) -> None:
    tifffile.imwrite(path, GREY.astype(np.int16) - 5)


def damaged_exif(path: Path) -> None:
    Image.new("RGB", (8, 8)).save(path, "JPEG", exif=b"Exif\0\0garbage")


def wrong_profile(path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    Image.new("RGB", (8, 8)).save(path, "PNG", icc_profile=profile.tobytes())


def wide_colours(path: Path) -> None:
    pillow_heif.register_heif_opener()
    display_p3 = {"color_primaries": 12, "transfer_characteristics": 13, "matrix_coefficients": 6}
    Image.new("RGB", (64, 64), "red").save(path, "HEIF", full_range_flag=1, **display_p3)


REMARKS = {
    pages: "共有 3 页，只使用第一页。",
    frames: "共有 2 帧，只使用第一帧。",
    printed: "其印刷色（CMYK）已转换为 sRGB；没有颜色配置文件，颜色可能有出入。",
    lab: "其颜色（L*a*b*）已转换为 sRGB。",
    long_integers: "每通道 32 位，使用其中 16 位。",
    shares: "其 32 位浮点数值按每通道 16 位读取。",
    signed: "其数值（-5 到 6）已拉伸为每通道 16 位。",
    damaged_exif: "其日期、地点和相机信息已损坏；能读出的部分会保留。",
    wide_colours: "其色域比 sRGB 更广，颜色可能显得较淡。",
    wrong_profile: "其颜色配置文件已损坏或不匹配，未使用。",
}


@pytest.mark.parametrize("make", REMARKS, ids=lambda make: make.__name__)
def test_a_remark_is_told_in_chinese(make: Callable[[Path], None], tmp_path: Path, translation: Translation):
    translation.choose("zh_CN")
    make(tmp_path / "photo")
    assert [note_text(note) for note in read_photo(tmp_path / "photo").notes] == [REMARKS[make]]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("the main one of 2 pictures", "It holds 2 pictures; only the main one is used."),
        ("CMYK, converted to sRGB", "Its printing colours (CMYK) are converted to sRGB."),
        ("12 bit a sample, read as 16", "Its 12 bits a channel are stored as 16."),
        ("news of tomorrow", "news of tomorrow"),
    ],
)
def test_a_remark_is_a_sentence(note: str, told: str, translation: Translation):
    translation.choose("en")
    assert note_text(note) == told


def test_the_list_tells_remarks_when_one_points_at_a_photo(translation: Translation):
    model = PhotoListModel()
    (entry,) = model.add([Path("scan.tif")], RestoreOptions())
    entry.notes = ("first of 3 pages",)
    translation.choose("zh_CN")
    tooltip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip.endswith("\n\n共有 3 页，只使用第一页。")
