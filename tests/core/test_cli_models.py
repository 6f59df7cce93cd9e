import json
import shutil

import numpy as np
import pytest
from PIL import Image

from core.cli.main import main
from core.models.store import find_model, list_models, save_model


@pytest.fixture
def model(save_tiny_model):
    return save_tiny_model("album", description="Ours", scores={"Set5": {"psnr_y": 31.5}})


@pytest.mark.usefixtures("model")
def test_models_without_action_lists_them(capsys):
    assert main(["models"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("album ")]
    assert line.split() == ["album", "x4", "restore", "own", "Ours"]


@pytest.mark.usefixtures("model")
def test_list_as_json_holds_every_card_and_the_folder_of_ones_own(capsys):
    assert main(["models", "list", "--json"]) == 0
    cards = {card["name"]: card for card in json.loads(capsys.readouterr().out)}
    assert cards["album"]["scores"] == {"Set5": {"psnr_y": 31.5}}
    assert cards["album"]["folder"].endswith("album") and not cards["album"]["bundled"]
    assert cards["restore-x4"]["folder"] is None and cards["restore-x4"]["bundled"]


@pytest.mark.usefixtures("model")
def test_show_tells_layers_shapes_parameters_and_scores(capsys):
    assert main(["models", "show", "album"]) == 0
    text = capsys.readouterr().out
    assert "Scores on Set5: psnr_y 31.5" in text
    assert "block0_conv1/kernel" in text
    assert "3 x 3 x 2 x 48" in text
    head, block, trunk, tail = 9 * 3 * 2 + 2, 2 * (9 * 2 * 2 + 2) + 2, 9 * 2 * 2 + 2, 9 * 2 * 48 + 48
    assert f"{head + block + trunk + tail:,} parameters" in text


@pytest.mark.usefixtures("model")
def test_show_draws_the_network(tmp_path):
    assert main(["models", "show", "album", "--picture", str(tmp_path / "network.png")]) == 0
    with Image.open(tmp_path / "network.png") as picture:
        assert picture.height > picture.width


@pytest.mark.usefixtures("model")
def test_exported_model_can_be_deleted_and_imported_again(tmp_path):
    zip_path = str(tmp_path / "album.zip")
    assert main(["models", "export", "album", zip_path]) == 0
    assert main(["models", "delete", "album"]) == 0
    assert "album" not in [model.card.name for model in list_models()]
    assert main(["models", "import", zip_path]) == 0
    assert "album" in [model.card.name for model in list_models()]


@pytest.mark.usefixtures("model")
def test_neither_a_model_nor_a_picture_is_written_over_a_file(save_photo, capsys):
    photo = save_photo("album.png")
    before = photo.read_bytes()
    assert main(["models", "export", "album", str(photo)]) == 1
    assert main(["models", "show", "album", "--picture", str(photo)]) == 1
    assert capsys.readouterr().err.count("There is already a file") == 2
    assert photo.read_bytes() == before


@pytest.mark.parametrize("folder", ["album", "renamed by hand"])
@pytest.mark.parametrize("called", ["album", "./{folder}"])
def test_an_interrupted_run_goes_on_from_its_base_after_that_was_renamed(
    model, interrupt_run, monkeypatch, folder, called
):
    model.folder.rename(model.folder.with_name(folder))
    monkeypatch.chdir(model.folder.parent)
    run = interrupt_run("summer", base="album")
    assert main(["models", "rename", called.format(folder=folder), "family"]) == 0
    assert find_model(run.read_options().base).card.name == "family"


def test_a_run_keeps_its_base_where_a_copy_of_that_is_renamed(model, interrupt_run):
    copied = shutil.copytree(model.folder, model.folder.with_name("copied"))
    run = interrupt_run("summer", base="album")
    assert main(["models", "rename", str(copied), "family"]) == 0
    assert run.read_options().base == "album"


def test_unknown_model_is_one_clear_line(capsys):
    assert main(["models", "show", "nobody"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("heirloom: Received the model 'nobody'; expected")
    assert output.err.count("\n") == 1


def test_average_has_the_mean_of_the_weights(model, save_tiny_model, capsys):
    save_tiny_model("twin")
    assert main(["models", "average", "both", "album", "twin"]) == 0
    assert "Made both" in capsys.readouterr().out
    made = find_model("both").weights()
    for name, value in model.weights().items():
        assert np.allclose(made[name], (value + find_model("twin").weights()[name]) / 2)


def test_shares_add_up_what_two_models_learnt_from_a_third_at_both_ends(model, save_tiny_model):
    weights = model.weights()
    for name, learnt in (("first", 1), ("second", 2)):
        start = save_tiny_model(name)
        detailed = {tensor: value + np.float32(learnt) for tensor, value in weights.items()}
        save_model(start.folder, start.card, weights, detailed)
    assert main(["models", "average", "sum", "first", "second=0.5", "album=-0.5"]) == 0
    made = find_model("sum")
    for tensor, value in weights.items():
        assert np.allclose(made.weights(0)[tensor], value, atol=1e-6)
        assert np.allclose(made.weights(1)[tensor], value + 2, atol=1e-6)


@pytest.mark.usefixtures("model")
def test_average_refuses_other_networks_and_taken_names(save_tiny_model, capsys):
    save_tiny_model("other", scale=2)
    assert main(["models", "average", "both", "album", "other"]) == 1
    assert main(["models", "average", "other", "album", "album"]) == 1
    assert main(["models", "average", "both", "album"]) == 1
    assert main(["models", "average", "both", "album", "album=-1"]) == 1
    assert main(["models", "average", "both", "album", "album=inf"]) == 1
    complaints = capsys.readouterr().err
    assert complaints.count("models of one network") == 4
    assert "a name that no model has yet" in complaints


@pytest.mark.usefixtures("model")
def test_average_refuses_names_that_no_model_can_have(own_home, capsys):
    assert main(["models", "average", "a/b", "album", "album"]) == 1
    assert main(["models", "average", "_both", "album", "album"]) == 1
    assert main(["models", "average", "x4-fidelity", "album", "album"]) == 1
    complaints = capsys.readouterr().err
    assert complaints.count("Received the model name") == 2
    assert "a name that no model has yet" in complaints
    assert [folder.name for folder in (own_home / "models").iterdir()] == ["album"]


def test_a_broken_model_is_named_and_can_be_deleted(model, save_tiny_model, capsys):
    broken = save_tiny_model("broken").folder
    (broken / "weights.safetensors").write_bytes(b"cut short")
    assert main(["models"]) == 0
    listed = capsys.readouterr()
    assert "album " in listed.out and listed.err.startswith("heirloom: broken: ")
    assert main(["models", "delete", "broken"]) == 0
    assert not broken.exists()
    copied = shutil.copytree(model.folder, broken)
    assert main(["models", "delete", "broken"]) == 0
    assert not copied.exists()
    assert find_model("album") == model


def test_a_bundled_model_is_shown_as_one_without_its_folder(capsys):
    assert main(["models", "show", "restore-x4"]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("(bundled)")


def test_a_card_is_shown_in_lines_that_can_be_read(save_tiny_model, capsys):
    training = {"base": "", "damage": None, "steps": 9, "loss": {"pixel": 1.0, "phase": 0.123456}}
    training["runs"] = [{"steps": 4, "patch_px": 96}, "x4-detail"]
    save_tiny_model("tuned", training=training, scores={"held-out": {"psnr_y": 30.069831297694165}})
    assert main(["models", "show", "tuned"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Training: steps 9, runs 2 x4-detail" in lines
    assert "  runs 1: steps 4, patch_px 96" in lines
    assert "  loss: pixel 1, phase 0.1235" in lines
    assert "Scores on held-out: psnr_y 30.07" in lines


def test_a_missing_archive_is_not_called_unreadable(tmp_path, capsys):
    assert main(["models", "import", str(tmp_path / "nosuch.zip")]) == 1
    assert "There is no file" in capsys.readouterr().err
