"""What core really says when things go wrong, as the window tells it in Chinese."""

# ruff: noqa: RUF001 (Chinese punctuation)

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from core.config import OutputOptions, RestoreOptions
from core.errors import HeirloomError, OptionsError
from core.images import reading
from core.images.finding import FoundPhoto, find_photos
from core.images.naming import result_path
from core.images.reading import read_photo
from core.models import store
from core.models.model_name import check_name
from core.models.store import default_model, export_model, find_model, import_model
from core.outcomes import Failed
from core.output_files import write_output_file
from core.progress import silent
from core.restoration import batch, opening, openvino_engine
from core.service import restore_photos
from core.training.album import scan_album
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from core.training.splitting import split_photos
from desktop_app.error_text import Explanation, explained
from desktop_app.known_errors import known_words
from desktop_app.translation import Translation


@pytest.fixture
def _chinese(translation: Translation) -> None:
    translation.choose("zh_CN")


def error_of(action: Callable[[], object]) -> HeirloomError:
    with pytest.raises(HeirloomError) as raised:
        action()
    return raised.value


@contextmanager
def failing(method: str, number: int) -> Iterator[None]:
    """For the block, this method of Path fails with this error number."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, "the system's words")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, method, fail)
        yield


def vanished(folder: Path) -> HeirloomError:
    return error_of(lambda: read_photo(folder / "photo.png"))


def cut_short(folder: Path) -> HeirloomError:
    Image.effect_noise((200, 200), 50).save(folder / "photo.png")
    (folder / "photo.png").write_bytes((folder / "photo.png").read_bytes()[:300])
    return error_of(lambda: read_photo(folder / "photo.png"))


def no_content(folder: Path) -> HeirloomError:
    (folder / "photo.png").touch()
    return error_of(lambda: read_photo(folder / "photo.png"))


def no_photo(folder: Path) -> HeirloomError:
    (folder / "photo.png").write_text("Dear Grandma")
    return error_of(lambda: read_photo(folder / "photo.png"))


def too_large(folder: Path) -> HeirloomError:
    Image.new("L", (40, 30)).save(folder / "photo.png")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "MAX_PIXELS", 100)
        return error_of(lambda: read_photo(folder / "photo.png"))


def no_memory(folder: Path) -> HeirloomError:
    def decode(*_: object) -> None:
        raise MemoryError

    Image.new("L", (40, 30)).save(folder / "photo.png")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.images.reading.decode", decode)
        return error_of(lambda: read_photo(folder / "photo.png"))


def not_allowed(folder: Path) -> HeirloomError:
    with failing("open", errno.EACCES):
        return error_of(lambda: read_photo(folder / "photo.png"))


def no_photos(folder: Path) -> HeirloomError:
    _, [(_, error)] = find_photos([folder], recursive=True)
    return error


def full_disk(folder: Path) -> HeirloomError:
    with failing("open", errno.ENOSPC):
        return error_of(lambda: write_output_file(folder / "photo.png", b"", overwrite=False))


def read_only_folder(folder: Path) -> HeirloomError:
    with failing("open", errno.EACCES):
        return error_of(lambda: write_output_file(folder / "photo.png", b"", overwrite=False))


def read_only_disk(folder: Path) -> HeirloomError:
    with failing("open", errno.EROFS):
        return error_of(lambda: write_output_file(folder / "photo.png", b"", overwrite=False))


def file_in_the_way(folder: Path) -> HeirloomError:
    (folder / "file").touch()
    return error_of(lambda: write_output_file(folder / "file" / "photo.png", b"", overwrite=False))


def name_taken(folder: Path) -> HeirloomError:
    (folder / "photo.png").touch()
    return error_of(lambda: write_output_file(folder / "photo.png", b"", overwrite=False))


def few_photos(folder: Path) -> HeirloomError:
    Image.effect_noise((128, 128), 50).save(folder / "photo.png")
    options = TrainingOptions(folder=folder, name="mine", minutes=1)
    return error_of(lambda: split_photos(scan_album(folder, min_px=16, progress=silent), options))


def no_model(_folder: Path) -> HeirloomError:
    return error_of(lambda: find_model("gone"))


def no_model_at_all(folder: Path) -> HeirloomError:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_bundled_folder", lambda: folder)
        return error_of(lambda: default_model(4))


def no_graphics_card(_folder: Path) -> HeirloomError:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "keras_sees_gpu", lambda: False)
        patch.setattr(openvino_engine, "openvino_sees_gpu", lambda: False)
        return error_of(lambda: opening.open_engine(find_model("x4-fidelity"), device="gpu"))


def model_name_taken(folder: Path) -> HeirloomError:
    export_model(find_model("x4-fidelity"), folder / "model.zip")
    return error_of(lambda: import_model(folder / "model.zip"))


def model_name_wrong(_folder: Path) -> HeirloomError:
    return error_of(lambda: check_name("../Grandma's"))


def run_of_another_process(folder: Path) -> HeirloomError:
    (folder / "running.lock").write_text(str(os.getppid()))
    return error_of(RunFolder(folder).locked().__enter__)


def result_in_place_of_the_photo(folder: Path) -> HeirloomError:
    (folder / "photo.png").touch()
    photo = FoundPhoto(folder / "photo.png", Path("photo.png"))
    output = OutputOptions(name_pattern="{name}")
    return error_of(lambda: result_path(photo, output, format="png", scale=4, model="x"))


COMMON = {
    vanished: "photo.png 已不存在",
    cut_short: "photo.png 已损坏或不完整",
    no_content: "photo.png 是空文件",
    no_photo: "photo.png 不是可读取的照片",
    too_large: "photo.png 太大：40 × 30 像素",
    no_memory: "内存不足",
    not_allowed: "无权打开 photo.png",
    no_photos: "文件夹 my album 中没有照片",
    full_disk: "磁盘已满：无法写入 photo.png",
    read_only_folder: "文件夹为只读：无法写入 photo.png",
    read_only_disk: "文件夹为只读：无法写入 photo.png",
    file_in_the_way: "写入失败：photo.png。",
    name_taken: "文件 photo.png 已存在",
    few_photos: "my album 中可供学习的照片太少：1 张",
    no_model: "模型 gone 已不存在",
    no_model_at_all: "没有可用于修复的模型",
    no_graphics_card: "没有可用于修复的显卡",
    model_name_taken: "模型 x4-fidelity 已存在",
    model_name_wrong: "模型不能命名为 ../Grandma's",
    run_of_another_process: "my album 正在由另一个程序训练",
    result_in_place_of_the_photo: "结果会覆盖 photo.png 本身",
}


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize("make", COMMON, ids=lambda make: make.__name__)
def test_a_common_error_is_told_in_chinese_with_the_details_below(
    make: Callable[[Path], HeirloomError], tmp_path: Path
):
    folder = tmp_path / "my album"
    folder.mkdir()
    error = make(folder)
    headline, _, details = str(Explanation.of(error)).partition("\n\n")
    assert headline.startswith(COMMON[make])
    assert details == str(error)
    assert str(Explanation.of(Failed(source=folder, reason=str(error)))) == str(Explanation.of(error))


@pytest.mark.usefixtures("_chinese")
def test_why_photos_are_left_out_is_told_in_chinese(tmp_path: Path):
    Image.effect_noise((128, 128), 50).save(tmp_path / "a.png")
    Image.open(tmp_path / "a.png").save(tmp_path / "b.png")
    Image.effect_noise((8, 8), 50).save(tmp_path / "small.png")
    Image.new("L", (128, 128)).save(tmp_path / "white.png")
    scan = scan_album(tmp_path, min_px=16, progress=silent)
    told = {path.name: known_words(reason) for path, reason in scan.rejected.items()}
    twin, other = ("a.png", "b.png") if "a.png" in told else ("b.png", "a.png")
    assert told == {
        twin: f"看起来与 {other} 相同",
        "small.png": "太小：8 × 8 像素",
        "white.png": "空白：整张只有一种色调",
    }


@pytest.mark.usefixtures("_chinese")
def test_a_rare_error_is_told_by_its_kind():
    error = OptionsError("Received the moon", "a photo", "Look down.")
    assert str(Explanation.of(error)) == f"这些设置不能同时使用。\n{error}"


def test_what_only_a_mistake_in_the_program_explains_is_raised_and_all_else_told():
    error = OptionsError("Received the moon", "a photo", "Look down.")
    assert explained(error) == Explanation.of(error)
    mistake = ZeroDivisionError("a mistake")
    with pytest.raises(ZeroDivisionError) as raised:
        explained(mistake)
    assert raised.value is mistake


def test_words_that_nobody_knows_are_told_as_they_are(tmp_path: Path):
    failed = Failed(source=tmp_path, reason="the cat sat on it")
    assert str(Explanation.of(failed)) == "the cat sat on it"


def test_an_explanation_speaks_the_language_of_the_moment(translation: Translation):
    error = OptionsError("Received the moon", "a photo", "Look down.")
    explanation = Explanation.of(error)
    assert str(explanation) == f"These settings do not work together.\n{error}"
    translation.choose("zh_CN")
    assert str(explanation) == f"这些设置不能同时使用。\n{error}"


@pytest.mark.usefixtures("_chinese")
def test_a_photo_for_which_memory_ran_out_is_told_in_chinese(
    save_photo: Callable[..., Path], save_tiny_model: Callable[..., object], monkeypatch: pytest.MonkeyPatch
):
    def restore(*_: object) -> None:
        raise MemoryError("Unable to allocate 114. MiB")

    monkeypatch.setattr(batch, "restore", restore)
    save_tiny_model("tiny")
    report = restore_photos([save_photo("photo.png")], RestoreOptions(model="tiny"), OutputOptions())
    (failed,) = report.outcomes
    assert isinstance(failed, Failed)
    assert str(Explanation.of(failed)).startswith("内存不足")
