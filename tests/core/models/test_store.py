import errno
import json
import os
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
import safetensors.numpy

from core import output_files
from core.errors import ModelError, OutputError
from core.models.card import Architecture, ModelCard
from core.models.shapes import expected_shapes
from core.models.store import (
    StoredModel,
    broken_models,
    default_model,
    delete_model,
    export_model,
    find_model,
    import_model,
    list_models,
    load_model,
    rename_model,
    save_model,
)

TINY = Architecture(filters=2, blocks=1)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's empty models folder."""
    monkeypatch.setenv("HEIRLOOM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("core.models.store._bundled_folder", lambda: tmp_path / "bundled")
    return tmp_path / "home" / "models"


def card(name: str = "album", **fields: object) -> ModelCard:
    return ModelCard(**{"name": name, "version": "1", "architecture": TINY, "kind": "restore", **fields})


def weights(value: float, architecture: Architecture = TINY) -> dict[str, np.ndarray]:
    return {name: np.full(shape, value, np.float32) for name, shape in expected_shapes(architecture).items()}


def rewrite_card(model: StoredModel, **fields: object) -> None:
    path = model.folder / "model.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def test_saved_model_is_found_by_name_and_by_folder(models: Path) -> None:
    saved = save_model(models / "album", card(training={"steps": 3}), weights(0.5))
    assert find_model("album") == find_model(str(models / "album")) == saved
    assert saved.card.training == {"steps": 3}
    assert not saved.bundled
    np.testing.assert_array_equal(saved.weights()["head/kernel"], np.full((3, 3, 3, 2), 0.5))


def test_detail_interpolates_between_the_two_ends(models: Path) -> None:
    model = save_model(models / "album", card(detail=0.25), weights(1), weights(3))
    values = {detail: model.weights(detail)["tail/bias"][0] for detail in (None, 0.0, 0.5, 1.0)}
    assert values == {None: 1.5, 0.0: 1, 0.5: 2, 1.0: 3}


def test_model_with_one_end_ignores_detail(models: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    assert model.weights(0.7)["tail/bias"][0] == 1


def test_expected_shapes_follow_the_scale() -> None:
    shapes = expected_shapes(Architecture(scale=1, filters=5, blocks=2))
    assert shapes["head/kernel"] == (3, 3, 12, 5)
    assert shapes["block1_prelu/alpha"] == (1, 1, 5)
    assert shapes["tail/kernel"] == (3, 3, 5, 12)
    assert len(shapes) == 2 * 3 + 2 * 5


def test_saving_again_replaces_the_model_and_leaves_nothing_else(models: Path) -> None:
    save_model(models / "album", card(), weights(1), weights(2))
    model = save_model(models / "album", card(version="2"), weights(3))
    assert model.weights()["tail/bias"][0] == 3
    assert not model.has_detail
    assert [path.name for path in models.iterdir()] == ["album"]


def test_refused_weights_leave_the_earlier_model(models: Path) -> None:
    save_model(models / "album", card(), weights(1))
    with pytest.raises(ModelError, match="not finite"):
        save_model(models / "album", card(), weights(np.nan))
    assert load_model(models / "album").weights()["tail/bias"][0] == 1


def test_broken_folder_is_reported_and_hides_no_other(models: Path) -> None:
    save_model(models / "album", card(), weights(1))
    (models / "broken").mkdir()
    assert [model.card.name for model in list_models()] == ["album"]
    assert list(broken_models()) == [models / "broken"]
    with pytest.raises(ModelError, match=r"model\.json"):
        find_model("broken")


def test_a_copied_folder_does_not_take_the_models_place(models: Path) -> None:
    original = save_model(models / "album", card(), weights(1))
    shutil.copytree(original.folder, models / "album-old")
    assert find_model("album") == original
    assert [model.folder for model in list_models()] == [original.folder]
    with pytest.raises(ModelError, match="in a folder that is called 'album-old'"):
        find_model("album-old")


def test_a_model_whose_folder_was_renamed_by_hand_is_found_by_its_name(models: Path) -> None:
    moved = save_model(models / "album", card(), weights(1)).folder.rename(models / "best one")
    assert find_model("album").folder == moved


@pytest.mark.parametrize("refused", ["model.json", "better"])
def test_a_rename_that_the_disk_refuses_leaves_the_model_as_it_was(
    models: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    model = save_model(models / "album", card(), weights(1))
    replace = Path.replace

    def refuse(source: Path, target: Path) -> Path:
        if target.name == refused:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(source, target)

    with monkeypatch.context() as patch, pytest.raises(OutputError, match="album cannot be written"):
        patch.setattr(Path, "replace", refuse)
        rename_model(model, "better")
    assert load_model(models / "album") == find_model("album") == model


def test_unknown_name_lists_the_models_there_are(models: Path) -> None:
    save_model(models / "album", card(), weights(1))
    with pytest.raises(ModelError, match=r"'albun'; expected a model's name \(album\)"):
        find_model("albun")


def test_default_prefers_restoring_models_then_the_scale_asked_for(models: Path) -> None:
    with pytest.raises(ModelError, match="no model"):
        default_model(None)
    for name, kind, scale in [
        ("a", "fidelity", 4),
        ("b", "restore", 4),
        ("c", "restore", 1),
        ("d", "detail", 2),
    ]:
        architecture = Architecture(filters=1, blocks=1, scale=scale)
        save_model(
            models / name,
            card(name, kind=kind, architecture=architecture),
            weights(0, architecture),
        )
    assert [default_model(scale).card.name for scale in (None, 4, 2, 1)] == ["b", "b", "b", "c"]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"colour": "red"}, "unknown description field 'colour'"),
        ({"description": "\x1b[2J"}, "no control characters"),
        ({"licence": "MIT\nbetter  x4"}, "no control characters"),
        ({"detail": "much"}, "field 'detail'"),
        ({"detail": 1.5}, "0 to 1"),
        ({"kind": "magic"}, "one of fidelity"),
        ({"name": "../escape"}, "name"),
        ({"version": ""}, "version"),
        ({"architecture": {"filters": 513}}, "1 to 512"),
        ({"architecture": {"blocks": 0}}, "1 to 128"),
        ({"architecture": {"blocks": True}}, "expected a (text|JSON object|number|whole number) there"),
        ({"architecture": {"scale": 3}}, "scale"),
        ({"architecture": {"network": "lambda"}}, "network"),
        ({"architecture": {"network": "classic", "scale": 2}}, "scale of the classic network"),
        ({"architecture": {"layers": 3}}, "unknown architecture field"),
        ({"architecture": 4}, "expected a (text|JSON object|number|whole number) there"),
        ({"scores": {"Set5": {"psnr_y": "high"}}}, "finite numbers"),
        ({"scores": {"Set5": {"psnr_y": 10**400}}}, "finite numbers"),
        ({"scores": {"Set5": {"psnr_y": float("nan")}}}, "finite numbers"),
        ({"files": {"run.sh": "0" * 64}}, "weights.safetensors"),
        ({"files": {"weights.safetensors": "short"}}, "SHA-256"),
        ({"files": {}}, "hash"),
    ],
)
def test_description_with_a_wrong_field_is_refused(models: Path, fields: dict, complaint: str) -> None:
    model = save_model(models / "album", card(), weights(1))
    rewrite_card(model, **fields)
    with pytest.raises(ModelError, match=complaint):
        load_model(model.folder)


def test_description_without_a_required_field_is_refused(models: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    path = model.folder / "model.json"
    path.write_text(json.dumps({"name": "album"}))
    with pytest.raises(ModelError, match="without 'version'"):
        load_model(model.folder)


@pytest.mark.parametrize("text", ["", "[1]", "{", "[" * 100_000, '"' + "x" * 1_000_001])
def test_description_that_is_no_sane_json_object_is_refused(models: Path, text: str) -> None:
    model = save_model(models / "album", card(), weights(1))
    (model.folder / "model.json").write_text(text)
    with pytest.raises(ModelError):
        load_model(model.folder)


def test_changed_weights_are_refused_when_they_are_read(models: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    path = model.folder / "weights.safetensors"
    path.write_bytes(path.read_bytes()[:-4] + struct.pack("<f", 2))
    with pytest.raises(ModelError, match="another content"):
        load_model(model.folder).weights()


def test_missing_weights_are_refused(models: Path) -> None:
    model = save_model(models / "album", card(), weights(1), weights(2))
    (model.folder / "detail.safetensors").unlink()
    with pytest.raises(ModelError, match="no readable file"):
        load_model(model.folder)


def test_link_out_of_the_folder_is_refused(models: Path, tmp_path: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    (model.folder / "weights.safetensors").rename(tmp_path / "elsewhere")
    (model.folder / "weights.safetensors").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ModelError, match="link"):
        load_model(model.folder)


def with_tensor(name: str, tensor: np.ndarray) -> bytes:
    return safetensors.numpy.save({**weights(1), name: tensor})


def with_header(header: bytes, data: bytes = b"", length: int | None = None) -> bytes:
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def one_tensor(**claim: object) -> bytes:
    honest = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    return with_header(json.dumps({"head/bias": {**honest, **claim}}).encode(), bytes(8))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "malformed"),
        (with_header(b"{}", length=2**63), "a header of"),
        (with_header(b"{}".ljust(2**20 + 1)), "a header of"),
        (with_header(b"nonsense"), "malformed"),
        (with_header(b"[]"), "malformed"),
        (with_header(b"{}", bytes(4)), "malformed"),
        (one_tensor(shape=[3]), "malformed"),
        (one_tensor(shape=[-2]), "malformed"),
        (one_tensor(shape=[2.0]), "malformed"),
        (one_tensor(shape=[4], data_offsets=[0, 16]), "malformed"),
        (one_tensor(data_offsets=[4, 12]), "malformed"),
        (one_tensor(), "no tensor"),
        (with_tensor("extra/kernel", np.zeros(1, np.float32)), "unexpected tensor"),
        (with_tensor("head/bias", np.zeros(3, np.float32)), "'head/bias'"),
        (with_tensor("head/bias", np.zeros(2, np.float16)), "'head/bias' as F16"),
    ],
)
def test_weights_that_lie_are_refused_before_they_are_loaded(
    models: Path, content: bytes, complaint: str
) -> None:
    model = save_model(models / "album", card(), weights(1))
    (model.folder / "weights.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match=complaint):
        load_model(model.folder)


def test_huge_weights_are_refused_unread(models: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    with (model.folder / "weights.safetensors").open("r+b") as file:
        file.truncate(512 * 2**20 + 1)
    with pytest.raises(ModelError, match="at most"):
        load_model(model.folder)


def test_exported_model_can_be_imported_elsewhere(models: Path, tmp_path: Path) -> None:
    model = save_model(models / "album", card(), weights(1), weights(2))
    export_model(model, tmp_path / "album.zip")
    with pytest.raises(ModelError, match="no model has yet"):
        import_model(tmp_path / "album.zip")
    delete_model(model.folder)
    imported = import_model(tmp_path / "album.zip")
    assert imported == model
    assert imported.weights(1)["tail/bias"][0] == 2
    assert [path.name for path in models.iterdir()] == ["album"]


@pytest.mark.parametrize(
    "names",
    [
        ["../model.json"],
        ["/model.json"],
        ["a/b/model.json"],
        ["model.json", "run.py"],
        ["a/model.json", "b/weights.safetensors"],
        [],
    ],
)
def test_archive_with_anything_but_one_model_is_refused(
    models: Path, tmp_path: Path, names: list[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as file:
        for name in names:
            file.writestr(name, "{}")
    with pytest.raises(ModelError, match="exported model"):
        import_model(tmp_path / "evil.zip")
    assert list(models.iterdir()) == []
    assert not (models.parent / "model.json").exists()


@pytest.mark.usefixtures("models")
def test_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("model.json", " " * 1_000_001)
    with pytest.raises(ModelError, match="unpacks to"):
        import_model(tmp_path / "bomb.zip")


@pytest.mark.usefixtures("models")
def test_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "album.zip").write_text("not a ZIP file")
    with pytest.raises(ModelError, match="unreadable archive"):
        import_model(tmp_path / "album.zip")


def test_archive_whose_weights_were_changed_is_refused(models: Path, tmp_path: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    path = model.folder / "weights.safetensors"
    path.write_bytes(path.read_bytes()[:-4] + struct.pack("<f", 2))
    with zipfile.ZipFile(tmp_path / "album.zip", "w") as file:
        for name in ("model.json", "weights.safetensors"):
            file.write(model.folder / name, f"album/{name}")
    delete_model(model.folder)
    with pytest.raises(ModelError, match="another content"):
        import_model(tmp_path / "album.zip")
    assert list(models.iterdir()) == []


def test_archive_damaged_on_its_way_is_refused(models: Path, tmp_path: Path) -> None:
    model = save_model(models / "album", card(description="Ours. " * 99), weights(1))
    export_model(model, tmp_path / "album.zip")
    delete_model(model.folder)
    archive = bytearray((tmp_path / "album.zip").read_bytes())
    start = archive.index(b"model.json") + len("model.json")
    archive[start : start + 64] = b"\xff" * 64
    (tmp_path / "album.zip").write_bytes(archive)
    with pytest.raises(ModelError, match="unreadable archive"):
        import_model(tmp_path / "album.zip")
    assert list(models.iterdir()) == []


def test_model_whose_files_are_older_than_zip_is_exported(models: Path, tmp_path: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    for file in model.folder.iterdir():
        os.utime(file, (0, 0))  # as reproducible packages have it
    export_model(model, tmp_path / "album.zip")
    delete_model(model.folder)
    assert import_model(tmp_path / "album.zip") == model


def test_renamed_model_keeps_its_weights(models: Path) -> None:
    renamed = rename_model(save_model(models / "album", card(), weights(1)), "Grandma's album")
    assert find_model("Grandma's album") == renamed
    assert renamed.weights()["tail/bias"][0] == 1
    assert [path.name for path in models.iterdir()] == ["Grandma's album"]


@pytest.mark.parametrize("name", ["", "..", "a/b", "CON", "nul.txt", "trailing.", "_hidden", "x" * 81])
def test_name_that_is_no_folder_everywhere_is_refused(models: Path, name: str) -> None:
    model = save_model(models / "album", card(), weights(1))
    with pytest.raises(ModelError, match="model name"):
        rename_model(model, name)


@pytest.mark.usefixtures("models")
def test_bundled_model_can_be_neither_deleted_nor_renamed(tmp_path: Path) -> None:
    save_model(tmp_path / "bundled" / "restore-x4", card("restore-x4"), weights(1))
    model = find_model("restore-x4")
    assert model.bundled
    with pytest.raises(ModelError, match="one of your own models"):
        delete_model(model.folder)
    with pytest.raises(ModelError, match="one of your own models"):
        rename_model(model, "mine")
    assert find_model("restore-x4") == model


@pytest.mark.usefixtures("models")
def test_model_in_a_folder_elsewhere_is_never_deleted(tmp_path: Path) -> None:
    model = save_model(tmp_path / "project", card(), weights(1))
    (tmp_path / "project" / "photo.png").touch()
    with pytest.raises(ModelError, match="one of your own models"):
        delete_model(tmp_path / "project")
    assert find_model(str(tmp_path / "project")) == model
    assert (tmp_path / "project" / "photo.png").exists()


def test_a_linked_model_is_deleted_by_its_link(models: Path, tmp_path: Path) -> None:
    elsewhere = save_model(tmp_path / "elsewhere", card("linked"), weights(1)).folder
    models.mkdir(parents=True)
    (models / "linked").symlink_to(elsewhere)
    delete_model(find_model("linked").folder)
    assert not (models / "linked").is_symlink()
    assert load_model(elsewhere)


def test_a_damaged_model_is_not_exported(models: Path, tmp_path: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    file = model.folder / "weights.safetensors"
    file.write_bytes(file.read_bytes()[:-1] + b"\x7f")
    with pytest.raises(ModelError, match="another content"):
        export_model(model, tmp_path / "album.zip")
    assert not (tmp_path / "album.zip").exists()


def test_an_export_that_cannot_be_written_names_its_file(models: Path, tmp_path: Path) -> None:
    model = save_model(models / "album", card(), weights(1))
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file/album\.zip cannot be written"):
        export_model(model, tmp_path / "file" / "album.zip")


def test_an_import_without_room_says_so_and_leaves_nothing(
    models: Path, tmp_path: Path, no_space: Callable[..., NoReturn], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = save_model(models / "album", card(), weights(1))
    export_model(model, tmp_path / "album.zip")
    delete_model(model.folder)
    monkeypatch.setattr(output_files, "write_whole_file", no_space)
    with pytest.raises(OutputError, match="No space left"):
        import_model(tmp_path / "album.zip")
    assert list(models.iterdir()) == []


@pytest.mark.parametrize("method", ["iterdir", "is_dir"])
def test_own_models_that_may_not_be_looked_into_do_not_hinder_the_bundled_ones(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    save_model(tmp_path / "bundled" / "restore-x4", card("restore-x4"), weights(1))
    function = getattr(Path, method)

    def refuse(path: Path) -> object:  # who runs tests as root may look into everything
        if models in (path, path.parent):
            raise PermissionError
        return function(path)

    (models / "album").mkdir(parents=True)
    monkeypatch.setattr(Path, method, refuse)
    assert [model.card.name for model in list_models()] == ["restore-x4"]
