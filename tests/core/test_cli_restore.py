import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.ExifTags import Base

from core import service
from core.cli.main import main
from core.errors import ModelError, OptionsError
from core.images.reading import read_photo
from core.models.store import save_model

TINY = ["--model", "tiny", "--device", "cpu"]


@pytest.fixture(autouse=True)
def tiny_model(save_tiny_model):
    return save_tiny_model()


def restore_in_a_process(*arguments: object, encoding: str) -> "subprocess.CompletedProcess[bytes]":
    """Restore with a standard output of this encoding."""
    command = [sys.executable, "-m", "desktop_app", "restore", *map(str, arguments), *TINY]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run(command, capture_output=True, env=environment, timeout=60)


def test_result_appears_beside_the_photo(save_photo, tmp_path, capsys):
    photo = save_photo("old photo.jpg", width=24, height=20)
    assert main(["restore", str(photo), *TINY]) == 0
    with Image.open(tmp_path / "old photo_restored.jpg") as result:
        assert (result.size, result.format) == ((96, 80), "JPEG")
    output = capsys.readouterr()
    assert "old photo_restored.jpg  96 x 80" in output.out
    assert "1 restored." in output.out
    assert output.err == ""


def test_options_reach_the_result(save_photo, tmp_path):
    photo = save_photo("a.jpg", width=24, height=20)
    choices = ["--scale", "2", "--format", "png", "--name-pattern", "{name}-x{scale}-{model}", "--tile", "32"]
    assert main(["restore", str(photo), "-o", str(tmp_path / "out"), *choices, *TINY]) == 0
    with Image.open(tmp_path / "out" / "a-x2-tiny.png") as result:
        assert result.size == (48, 40)


@pytest.mark.parametrize("command", ["restore", "damage"])
def test_a_pictures_name_is_no_folder_to_write_to(save_photo, tmp_path, command, capsys):
    photo = save_photo("a.png")
    with pytest.raises(SystemExit) as ended:
        main([command, str(photo), "-o", str(tmp_path / "b.png")])
    assert ended.value.code == 2
    assert "expected a folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_a_result_is_credited_to_the_model_only_where_that_had_a_hand_in_it(save_photo):
    photo = save_photo("a.png")
    result = photo.with_name("a_restored.png")
    for strength in ("0", "0.5"):
        assert main(["restore", str(photo), "--strength", strength, "--overwrite", *TINY]) == 0
        xmp = read_photo(result).metadata.xmp
        assert (b"DigitalSourceType" in xmp) == (b"model tiny" in xmp) == (strength != "0")


def test_metadata_is_copied_unless_it_is_not_wanted(save_photo, tmp_path):
    photo, exif = save_photo("a.jpg"), Image.Exif()
    exif[Base.Artist] = "Grandma Moses"
    with Image.open(photo) as image:
        image.save(photo, exif=exif)
    for folder, choice in (("with", []), ("without", ["--no-metadata"])):
        assert main(["restore", str(photo), "-o", str(tmp_path / folder), *choice, *TINY]) == 0
        result = (tmp_path / folder / "a_restored.jpg").read_bytes()
        assert (b"Grandma Moses" in result) == (folder == "with")


def test_a_result_that_exists_is_an_error_or_skipped_or_replaced_as_asked(save_photo, tmp_path):
    photo, result = save_photo("a.png"), tmp_path / "a_restored.png"
    result.write_bytes(b"earlier")
    for choice, code, stays in (([], 1, True), (["--skip-existing"], 0, True), (["--overwrite"], 0, False)):
        assert main(["restore", str(photo), *choice, *TINY]) == code
        assert (result.read_bytes() == b"earlier") == stays


def test_subfolders_are_searched_where_that_is_asked_for(save_photo, tmp_path):
    for name in ("album/a.png", "album/1950/b.png"):
        save_photo(name)
    for folder, choice, count in (("flat", [], 1), ("deep", ["--recursive"], 2)):
        assert main(["restore", str(tmp_path / "album"), "-o", str(tmp_path / folder), *choice, *TINY]) == 0
        assert len(list((tmp_path / folder).rglob("*_restored.png"))) == count


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (ModelError("Received no model", "a model", "Train one."), 1, "Received no model"),
        (OptionsError("Received a wrong pattern", "another", "Change it."), 2, "Received a wrong pattern"),
        (MemoryError(), 1, "not enough memory"),
        (OSError(errno.ENOSPC, "No space left on device", "a.png"), 1, "a.png: No space left on device."),
        (KeyboardInterrupt(), 130, "Cancelled."),
    ],
)
def test_each_end_has_its_words_and_its_exit_code(error, code, words, monkeypatch, capsys):
    def fail(*_arguments, **_options):
        raise error

    monkeypatch.setattr(service, "restore_photos", fail)
    assert main(["restore", "a.jpg"]) == code
    assert words in capsys.readouterr().err


def test_a_remark_on_a_photo_is_told_with_its_result(tmp_path, capsys):
    frames = [Image.new("L", (24, 20), tone) for tone in (50, 200)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    assert main(["restore", str(tmp_path / "a.gif"), *TINY]) == 0
    assert "first of 2" in capsys.readouterr().out


def test_each_choice_of_looks_makes_another_result(tiny_model, save_photo, tmp_path):
    faithful = tiny_model.weights()
    detailed = {name: tensor * np.float32(2) for name, tensor in faithful.items()}
    save_model(tiny_model.folder, tiny_model.card, faithful, detailed)
    grainy = save_photo("a.jpg", width=96, height=96)
    Image.effect_noise((96, 96), 20).save(grainy)
    choices = (
        [],
        ["--detail", "1"],
        ["--grain", "1"],
        ["--quality", "30"],
        ["--strength", "0.5"],
        ["--careful"],
    )
    results = set()
    for number, choice in enumerate(choices):
        assert main(["restore", str(grainy), "-o", str(tmp_path / f"{number}"), *choice, *TINY]) == 0
        results.add((tmp_path / f"{number}" / "a_restored.jpg").read_bytes())
    assert len(results) == len(choices)


def test_strength_nought_is_plain_enlarging(save_photo, tmp_path):
    photo = save_photo("a.png")
    assert main(["restore", str(photo), "--strength", "0", *TINY]) == 0
    with Image.open(photo) as original, Image.open(tmp_path / "a_restored.png") as result:
        assert result.tobytes() == original.resize(result.size, Image.Resampling.BICUBIC).tobytes()


def test_failures_are_listed_at_the_end_with_their_reasons(save_photo, tmp_path, capsys):
    broken = tmp_path / "broken.jpg"
    broken.write_text("no photo")
    assert main(["restore", str(broken), str(save_photo("a.png")), *TINY]) == 1
    output = capsys.readouterr()
    assert "1 restored, 1 failed." in output.out
    assert output.err.startswith(f"heirloom: {broken}: ")
    assert "expected a photo" in output.err


@pytest.mark.skipif(sys.platform != "linux", reason="names there are always Unicode")
def test_names_that_are_no_utf_8_stop_nothing(save_photo, tmp_path):
    for name in (b"caf\xe9.png", b"z.png"):
        (tmp_path / "album").mkdir(exist_ok=True)
        Path(os.fsdecode(os.fsencode(tmp_path / "album") + b"/" + name)).write_bytes(
            save_photo("a.png").read_bytes()
        )
    for choice in ([], ["--json", "--overwrite"]):
        process = restore_in_a_process(tmp_path / "album", *choice, encoding="utf-8:strict")
        assert process.returncode == 0, process.stderr
        assert b"caf\\udce9" in process.stdout
    assert json.loads(process.stdout)["restored"] == 2


def test_json_tells_every_outcome_and_nothing_else_is_on_standard_output(save_photo, tmp_path, capsys):
    photo = save_photo("a.png", width=24, height=20)
    assert main(["restore", str(photo), str(tmp_path / "gone.jpg"), "--json", *TINY]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["restored"], report["failed"], report["cancelled"]) == (1, 1, False)
    restored, failed = sorted(report["photos"], key=lambda photo: photo["source"])
    assert (restored["outcome"], failed["outcome"]) == ("restored", "failed")
    assert restored["target"] == str(tmp_path / "a_restored.png")
    assert restored["result_size"] == [96, 80]


@pytest.mark.parametrize(
    "choice", [["--strength", "2"], ["--quality", "0"], ["--tile", "7"], ["--name-pattern", "{date}"]]
)
def test_option_out_of_range_is_wrong_use(choice, save_photo, capsys):
    assert main(["restore", str(save_photo("a.png")), *choice]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[""], ["photo.jpg", "-o", ""]])
def test_an_empty_name_does_not_mean_the_folder_one_is_in(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["restore", *arguments])
    assert stop.value.code == 2
    assert "received an empty name" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_json_is_valid_whatever_the_encoding_of_the_output(save_photo, encoding):
    names = ["größe.jpg", "żółw.jpg", "\U0001f600.jpg"]
    process = restore_in_a_process(*map(save_photo, names), "--json", encoding=encoding)
    assert process.returncode == 0
    assert [Path(photo["source"]).name for photo in json.loads(process.stdout)["photos"]] == names


def test_interrupt_keeps_and_counts_what_is_finished(save_photo, tmp_path, capsys, monkeypatch):
    for name in ("a", "b"):
        save_photo(f"album/{name}.png")
    restore_photos = service.restore_photos

    def interrupted_after_the_first(*arguments, on_photo, **options):
        def on_first(outcome):
            on_photo(outcome)
            os.kill(os.getpid(), signal.SIGINT)

        return restore_photos(*arguments, on_photo=on_first, **options)

    monkeypatch.setattr(service, "restore_photos", interrupted_after_the_first)
    assert main(["restore", str(tmp_path / "album"), "-o", str(tmp_path / "out"), *TINY]) == 130
    output = capsys.readouterr()
    assert "1 restored." in output.out
    assert output.err == "heirloom: Cancelled.\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a_restored.png"]


def test_restoring_on_the_processor_never_imports_a_training_framework(save_photo):
    code = (
        "import sys\nfrom desktop_app.__main__ import main\nassert main(sys.argv[1:]) == 0\n"
        "heavy = {'tensorflow', 'keras', 'torch', 'PySide6', 'matplotlib'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    command = [sys.executable, "-c", code, "restore", save_photo("a.png"), *TINY]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, "")


def test_reader_that_leaves_ends_the_program_quietly(save_photo, tmp_path):
    for name in ("a", "b"):
        save_photo(f"album/{name}.png")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "desktop_app", "restore", str(tmp_path / "album"), *TINY]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, "")
