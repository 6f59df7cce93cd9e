import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
from PIL import Image

from core.errors import ModelError, OptionsError, TrainingError
from core.models.card_json import CARD_FILE, write_card
from core.models.store import StoredModel, find_model, load_model, rename_model, save_model
from core.progress import Cancelled, silent
from core.resource_files import RESOURCES
from core.training.events import RunFinished, RunStarted, Scored, TrainingEvent
from core.training.options import Objective, TrainingOptions
from core.training.patches import PairMaker, PatchOptions, PatchSampler
from core.training.photos import PhotoCache
from core.training.precision import faster_policy
from core.training.run_folder import RunFolder
from core.training.runs import resume, run_path, train
from core.training.scoring import HeldOut

TINY = {"filters": 4, "blocks": 1, "batch": 2, "patch_px": 48, "features": "none"}


def save_textured(path: Path, seed: int) -> None:
    coarse = np.random.default_rng(seed).integers(0, 256, (24, 24, 3), dtype=np.uint8)
    Image.fromarray(coarse).resize((120, 120), Image.Resampling.BICUBIC).save(path)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Five textured photos, a broken one and a text file."""
    folder = tmp_path / "album"
    folder.mkdir()
    for index in range(5):
        save_textured(folder / f"{index}.png", seed=index)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a photo")
    (folder / "notes.txt").write_text("not a photo")
    return folder


@pytest.fixture
def bees(tmp_path: Path) -> Path:
    """Five parts of a real photo, whose look can be judged."""
    folder = tmp_path / "bees"
    folder.mkdir()
    with Image.open(RESOURCES / "samples" / "bee.jpg") as photo:
        for index in range(5):
            photo.crop((48 * index, 100, 48 * index + 120, 220)).save(folder / f"{index}.png")
    return folder


@pytest.fixture
def base(save_tiny_model: Callable[..., StoredModel]) -> StoredModel:
    return save_tiny_model("base")


def ignore(_event: TrainingEvent) -> None:
    """Events that a test does not look at."""


def options(album: Path, **changes: object) -> TrainingOptions:
    return TrainingOptions(**{"folder": album, "name": "tuned", "steps": 3, **TINY, **changes})


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_a_name_that_is_no_utf_8_costs_a_run_nothing(album: Path) -> None:
    (album / "broken.jpg").rename(album / os.fsdecode(b"caf\xe9.jpg"))
    finished = train(options(album), ignore, silent)
    assert "caf\\udce9.jpg" in (Path(finished.folder) / "report.html").read_text()


def test_a_run_ends_with_a_model_a_report_and_a_verdict(album: Path) -> None:
    events: list[TrainingEvent] = []
    finished = train(options(album), events.append, silent)
    started = events[0]
    assert isinstance(started, RunStarted)
    assert (started.photos, started.held_out) == (4, 1)
    assert [Path(name).name for name in started.rejected] == ["broken.jpg"]
    assert not started.faults
    assert events[-1] == finished
    assert finished.model
    card = load_model(Path(finished.model)).card
    assert card.training["steps"] == 3
    assert card.training["decay"] == "cosine"
    assert {name for name, weight in card.training["loss"].items() if weight} == {"pixel"}
    assert card.scores["held-out"] == finished.scores
    report = (run_path("tuned") / "report.html").read_text()
    assert "tuned" in report
    assert finished.verdict.split(".")[0] in report
    for shown in ("generator.png", "generator.txt"):
        assert f"summaries/{shown}" in report
        assert (run_path("tuned") / "summaries" / shown).exists()
    assert not [*run_path("tuned").glob("*.safetensors")]  # only a run to be resumed needs them


def test_the_verdict_of_a_fidelity_run_tells_the_looks_too(album: Path) -> None:
    finished = train(options(album, features="auto", steps=1), ignore, silent)
    assert set(finished.scores) == set(finished.reference) == {"psnr_y", "perceptual"}
    assert "perceptual distance" in finished.verdict


def test_a_model_that_does_not_win_is_not_installed(album: Path) -> None:
    finished = train(options(album), ignore, silent)
    assert not finished.kept
    with pytest.raises(ModelError):
        find_model("tuned")


def test_an_adversarial_run_from_a_base_keeps_the_bases_faithful_end(album: Path, base: StoredModel) -> None:
    chosen = options(album, base="base", objective="detail", damage=0.5)
    model, start = load_model(Path(train(chosen, ignore, silent).model)), base.weights()
    assert all(np.array_equal(start[name], value) for name, value in model.weights(0.0).items())
    assert any((start[name] != value).any() for name, value in model.weights(1.0).items())
    assert model.card.kind == "restore"


@pytest.fixture
def two_ended_base(save_tiny_model: Callable[..., StoredModel]) -> StoredModel:
    """A model "base" whose detailed end differs from its faithful one, and which advises 0.6."""
    base = save_tiny_model("base", detail=0.6)
    faithful = base.weights(0.0)
    detailed = {name: tensor + np.float32(0.01) for name, tensor in faithful.items()}
    return save_model(base.folder, base.card, faithful, detailed)


@pytest.mark.parametrize("objective", ["fidelity", "detail"])
def test_a_run_goes_on_from_the_end_that_its_objective_trains(
    album: Path, two_ended_base: StoredModel, objective: Objective
) -> None:
    chosen = options(album, base="base", objective=objective, damage=0.5, learning_rate=1e-9)
    model = load_model(Path(train(chosen, ignore, silent).model))
    for end in (0.0, 1.0):
        expected = two_ended_base.weights(end)
        for name, tensor in model.weights(end).items():
            np.testing.assert_allclose(tensor, expected[name], atol=1e-5)
    assert model.card.detail == 0.6


@pytest.mark.parametrize(("objective", "advised"), [("fidelity", (0, 0.35, 0.7)), ("detail", (1,))])
def test_what_a_run_has_learnt_is_seen_at_the_detail_that_its_model_advises(
    album: Path, two_ended_base: StoredModel, objective: Objective, advised: tuple[float, ...]
) -> None:
    write_card(replace(two_ended_base.card, detail=1), two_ended_base.folder / CARD_FILE)
    model = load_model(Path(train(options(album, base="base", objective=objective), ignore, silent).model))
    assert model.card.detail in advised
    base = find_model("base").weights()
    assert not any(np.array_equal(base[name], tensor) for name, tensor in model.weights().items())


@pytest.mark.parametrize(("end_to_spoil", "advised"), [(0.0, 0.7), (1.0, 0.0)])
def test_a_tuned_model_advises_the_detail_at_which_photos_look_best(
    bees: Path, two_ended_base: StoredModel, end_to_spoil: float, advised: float
) -> None:
    enlarging = {name: 0 * tensor for name, tensor in two_ended_base.weights().items()}
    spoilt = {**enlarging, "tail/bias": enlarging["tail/bias"] + 0.5}
    ends = (spoilt, enlarging) if end_to_spoil == 0 else (enlarging, spoilt)
    save_model(two_ended_base.folder, replace(two_ended_base.card, detail=1), *ends)
    chosen = options(bees, base="base", features="hed", steps=1, learning_rate=1e-9)
    assert load_model(Path(train(chosen, ignore, silent).model)).card.detail == advised


def test_a_network_that_has_learnt_nothing_does_not_win_where_it_suits_the_photos(album: Path) -> None:
    for path in album.glob("*.png"):  # squares, which the network shows sharp from the start, bicubic soft
        with Image.open(path) as photo:
            photo.resize((30, 30)).resize((120, 120), Image.Resampling.NEAREST).save(path)
    chosen = options(album, objective="detail", features="hed", steps=1, learning_rate=1e-9)
    assert not train(chosen, ignore, silent).kept


@pytest.mark.parametrize("objective", ["fidelity", "detail"])
def test_a_run_leaves_the_end_that_it_does_not_train_as_it_is(
    album: Path, two_ended_base: StoredModel, objective: Objective
) -> None:
    chosen = options(album, base="base", objective=objective, damage=0.5)
    model = load_model(Path(train(chosen, ignore, silent).model))
    for end in (0.0, 1.0):
        base = two_ended_base.weights(end)
        stays = all(np.array_equal(base[name], tensor) for name, tensor in model.weights(end).items())
        assert stays == (end != chosen.trained_detail)


@pytest.mark.usefixtures("base")
def test_a_restoring_model_is_tuned_to_the_albums_own_damage(album: Path) -> None:
    events: list[TrainingEvent] = []
    finished = train(options(album, base="base"), events.append, silent)
    assert isinstance(events[0], RunStarted)
    assert set(events[0].faults) == {"blur_px", "noise", "grain_px", "jpeg"}
    assert finished.model
    assert load_model(Path(finished.model)).card.kind == "restore"
    assert "base" in finished.verdict
    assert finished.rival == "base"


@pytest.mark.usefixtures("base")
def test_tuning_keeps_its_best_weights_though_later_steps_spoil_them(album: Path) -> None:
    chosen = options(album, base="base", steps=8, learning_rate=0.2, decay="none", seed=1)
    finished = train(chosen, ignore, silent)
    run = RunFolder(Path(finished.folder))
    scores = run.scores.read()["psnr_y"]
    assert scores[-1] < max(scores)
    assert finished.scores["psnr_y"] == pytest.approx(max(scores), abs=0.01)
    assert finished.step == 8
    assert not finished.stopped_early
    best = run.scores.read()["step"][scores.index(max(scores))]
    assert load_model(run.model).card.training["trained_step"] == best
    assert f"<td>trained step<td>{best:.0f}<" in run.report.read_text()


def test_what_a_run_is_judged_by_it_never_learns(album: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path, ...]] = []

    class Photos(PhotoCache):
        def __init__(self, paths: list[Path], *options: Any) -> None:
            super().__init__(paths, *options)
            opened.append(self.paths)

    monkeypatch.setattr("core.training.runs.PhotoCache", Photos)
    train(options(album, steps=1), ignore, silent)
    learnt, judged = opened
    assert (len(learnt), len(judged)) == (4, 1)
    assert not set(learnt) & set(judged)


@pytest.mark.parametrize(
    ("changes", "any_colours", "detailed"),
    [
        ({}, True, True),
        ({"damage": 0.5}, False, False),
        ({"base": "base"}, False, True),
        ({"objective": "detail"}, False, False),
    ],
)
@pytest.mark.usefixtures("base")
def test_colours_and_flat_places_are_learnt_as_they_are_where_they_matter(
    album: Path,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, object],
    any_colours: bool,
    detailed: bool,
) -> None:
    given: list[PatchOptions] = []

    class Sampler(PatchSampler):
        def __init__(self, photos: PhotoCache, pair: PairMaker, patches: PatchOptions, **areas: Any) -> None:
            super().__init__(photos, pair, patches, **areas)
            given.append(patches)

    monkeypatch.setattr("core.training.runs.PatchSampler", Sampler)
    train(options(album, steps=1, **changes), ignore, silent)
    assert [(each.any_colours, each.detailed) for each in given] == [(any_colours, detailed)]


@pytest.mark.usefixtures("base")
def test_restoring_is_learnt_on_a_soft_albums_photos_shrunk(album: Path) -> None:
    heights = []
    for damage in (0.0, 0.5, None):
        finished = train(options(album, base="base", patch_px=56, damage=damage), ignore, silent)
        with Image.open(next(RunFolder(Path(finished.folder)).samples.iterdir())) as sample:
            heights.append(sample.height)
    assert heights == [120, 60, 60]


def test_a_classic_run_trains_the_articles_networks(album: Path) -> None:
    events: list[TrainingEvent] = []
    train(options(album, network="classic", objective="detail"), events.append, silent)
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert finished.model
    assert load_model(Path(finished.model)).card.architecture.network == "classic"


def test_a_cancelled_run_is_resumed_by_its_name(album: Path) -> None:
    calls = 0

    def stop_in_training(done: float, total: float) -> None:
        nonlocal calls
        calls += done < total == 1
        if calls > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        train(options(album), ignore, stop_in_training)
    with pytest.raises(TrainingError, match="unfinished run"):
        train(options(album), ignore, silent)
    events: list[TrainingEvent] = []
    finished = resume("tuned", events.append, silent)
    assert isinstance(events[0], RunStarted)
    assert events[0].resumed_at_step == 1
    assert finished.step == 3
    with pytest.raises(TrainingError, match="is finished"):
        resume("tuned", events.append, silent)


def stop_in_training(_done: float, total: float) -> None:
    if total == 1:
        raise Cancelled


def held_out_photos(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ...]]:
    """Fills with the photos by which each run from now on is scored."""
    judged: list[tuple[Path, ...]] = []

    class Scores(HeldOut):
        def __init__(self, photos: PhotoCache, *parts: Any, **options: Any) -> None:
            super().__init__(photos, *parts, **options)
            judged.append(photos.paths)

    monkeypatch.setattr("core.training.runs.HeldOut", Scores)
    return judged


def test_photos_that_are_added_while_a_run_is_paused_wait_for_the_next_one(
    album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = held_out_photos(monkeypatch)
    with pytest.raises(Cancelled):
        train(options(album), ignore, stop_in_training)
    for index in range(5, 25):
        save_textured(album / f"{index}.png", seed=index)
    events: list[TrainingEvent] = []
    resume("tuned", events.append, silent)
    assert isinstance(events[0], RunStarted)
    assert (events[0].photos, events[0].held_out) == (4, 1)
    assert judged[0] == judged[1]


def test_photos_that_are_turned_while_a_run_is_paused_stay_held_out_or_learnt_from(
    album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = held_out_photos(monkeypatch)
    with pytest.raises(Cancelled):
        train(options(album), ignore, stop_in_training)
    for path in album.glob("*.png"):
        with Image.open(path) as photo:
            photo.transpose(Image.Transpose.ROTATE_180).save(path)
    resume("tuned", ignore, silent)
    assert judged[0] == judged[1]


def test_a_moved_album_is_to_be_put_back(album: Path) -> None:
    with pytest.raises(Cancelled):
        train(options(album), ignore, stop_in_training)
    album.rename(album.with_name("moved"))
    with pytest.raises(TrainingError, match="Put it back, then resume the run"):
        resume("tuned", ignore, silent)


def test_better_scans_and_links_that_are_added_do_not_push_out_the_photos_of_a_paused_run(
    album: Path,
) -> None:
    with pytest.raises(Cancelled):
        train(options(album), ignore, stop_in_training)
    with Image.open(album / "2.png") as photo:
        photo.resize((240, 240), Image.Resampling.BICUBIC).save(album / "2_rescan.png")
    (album / "0_link.png").symlink_to(album / "3.png")
    assert resume("tuned", ignore, silent).step == 3


def test_a_base_with_a_damaged_end_is_refused_before_an_earlier_run_is_cleared(
    album: Path, two_ended_base: StoredModel
) -> None:
    report = RunFolder(Path(train(options(album), ignore, silent).folder)).report
    (two_ended_base.folder / "detail.safetensors").write_bytes(b"cut short")
    with pytest.raises(ModelError):
        train(options(album, base="base", damage=0.5), ignore, silent)
    assert report.exists()


def test_a_run_whose_photos_are_gone_waits_until_they_are_back(album: Path) -> None:
    with pytest.raises(Cancelled):
        train(options(album), ignore, stop_in_training)
    moved = (album / "0.png").rename(album.parent / "0.png")
    with pytest.raises(TrainingError, match=r"without 0\.png.*Put them back, then resume"):
        resume("tuned", ignore, silent)
    moved.rename(album / "0.png")
    assert resume("tuned", ignore, silent).step == 3


def test_a_base_that_is_renamed_meanwhile_does_not_cost_the_run_its_end(
    album: Path, two_ended_base: StoredModel
) -> None:
    faithful = two_ended_base.weights(0.0)

    def rename(event: TrainingEvent) -> None:
        if isinstance(event, Scored) and event.step == 3:
            rename_model(two_ended_base, "renamed")

    finished = train(options(album, base="base", objective="detail"), rename, silent)
    np.testing.assert_equal(load_model(Path(finished.model)).weights(0.0), faithful)


def test_undamaged_photos_at_their_own_size_are_nothing_to_learn(album: Path) -> None:
    with pytest.raises(OptionsError, match="damage to undo, or a larger scale"):
        train(options(album, scale=1), ignore, silent)
    assert not run_path("tuned").exists() or not RunFolder(run_path("tuned")).can_resume
    assert train(options(album, scale=1, damage=0.5), ignore, silent).step == 3


@pytest.mark.usefixtures("base")
def test_photos_are_learnt_from_by_what_is_left_of_them(album: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[float]] = []

    class Sampler(PatchSampler):
        def __init__(self, *parts: Any, areas: list[float]) -> None:
            super().__init__(*parts, areas=areas)
            given.append(areas)

    monkeypatch.setattr("core.training.runs.PatchSampler", Sampler)
    train(options(album, steps=1, base="base", patch_px=56, damage=0.0), ignore, silent)
    train(options(album, steps=1, base="base", patch_px=56, damage=0.5), ignore, silent)
    whole, shrunk = given
    assert shrunk == [area / 4 for area in whole]


def test_networks_compute_as_chosen_whatever_is_faster(album: Path) -> None:
    for precision in ("float32", "mixed_bfloat16"):
        events: list[TrainingEvent] = []
        train(options(album, name=precision, steps=1, precision=precision), events.append, silent)
        assert [event.precision for event in events if isinstance(event, RunStarted)] == [precision]


def test_a_run_is_resumed_as_it_began_wherever_from(
    album: Path, save_tiny_model: Callable[..., StoredModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = save_tiny_model("base").folder
    base.rename(album.parent / "base")
    (album.parent / "elsewhere").mkdir()

    monkeypatch.chdir(album.parent)
    with pytest.raises(Cancelled):
        train(options(Path("album"), base="base", features="auto"), ignore, stop_in_training)
    begun = RunFolder(run_path("tuned")).read_options()
    assert begun.features == "hed"
    assert begun.precision == faster_policy()
    monkeypatch.chdir(album.parent / "elsewhere")
    assert resume("tuned", ignore, silent).step == 3


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"base": "ours", "network": "classic"}, "one network for both"),
        ({"base": "articles"}, "choose --network classic"),
        ({"network": "classic", "scale": 2}, "scale 4, which alone it has"),
    ],
)
def test_networks_that_do_not_go_together_are_refused_before_anything_is_made(
    album: Path, save_tiny_model: Callable[..., StoredModel], changes: dict[str, object], complaint: str
) -> None:
    save_tiny_model("ours")
    save_tiny_model("articles", network="classic")
    with pytest.raises(OptionsError, match=complaint):
        train(options(album, name="next", **changes), ignore, silent)
    assert not RunFolder(run_path("next")).can_resume
    assert not (run_path("next") / "options.json").exists()


def test_three_photos_are_enough(album: Path) -> None:
    for path in album.glob("[3-9].png"):
        path.unlink()
    assert train(options(album, steps=1), ignore, silent).step == 1


@pytest.mark.parametrize(
    ("save_bad", "reason"),
    [
        (lambda path: Image.new("RGB", (120, 120)).save(path), "blank: one tone"),
        (lambda path: Image.effect_noise((40, 40), 60).save(path), "too small"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n and no more"), "0.png: "),
    ],
    ids=["black", "small", "corrupt"],
)
def test_an_album_of_bad_photos_alone_is_refused_with_reasons(
    tmp_path: Path, save_bad: Callable[[Path], object], reason: str
) -> None:
    (tmp_path / "bad").mkdir()
    for index in range(3):
        save_bad(tmp_path / "bad" / f"{index}.png")
    with pytest.raises(TrainingError, match=f"Received 0 usable photos .*{reason}"):
        train(options(tmp_path / "bad"), ignore, silent)


def test_a_wrong_start_leaves_a_finished_run_of_that_name_alone(tmp_path: Path) -> None:
    run_path("tuned").mkdir(parents=True)
    (run_path("tuned") / "report.html").write_text("earlier")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrainingError, match="holds no photos"):
        train(options(tmp_path / "empty"), ignore, silent)
    assert [path.name for path in run_path("tuned").iterdir()] == ["report.html"]


def test_a_second_run_at_once_leaves_the_firsts_options_alone(album: Path, other_process: int) -> None:
    first = RunFolder(run_path("tuned"))
    first.create(options(album, seed=1))
    (first.path / "running.lock").write_text(str(other_process))
    with pytest.raises(TrainingError, match="another process"):
        train(options(album, seed=2), ignore, silent)
    assert first.read_options().seed == 1


def test_a_new_run_begins_with_a_clean_folder(album: Path) -> None:
    run = RunFolder(run_path("tuned"))
    run.create(options(album))
    run.metrics.append({"step": 99, "loss_pixel": 1})
    (run.samples / "step_0000099.png").touch()
    train(options(album, steps=1), ignore, silent)
    assert run.metrics.read()["step"] == [1]
    assert sorted(path.stem for path in run.samples.iterdir()) == ["step_0000000", "step_0000001"]


def test_too_few_photos_are_named_with_reasons(album: Path) -> None:
    for path in album.glob("[1-9].png"):
        path.unlink()
    with pytest.raises(TrainingError, match=r"Received 1 usable photos .*broken\.jpg"):
        train(options(album), ignore, silent)


def test_a_base_of_another_scale_lends_its_weights_and_is_no_rival(album: Path, base: StoredModel) -> None:
    finished = train(options(album, base="base", scale=1, learning_rate=1e-9), ignore, silent)
    assert finished.model
    model = load_model(Path(finished.model))
    assert model.card.architecture.scale == 1
    lent, trained = base.weights(), model.weights()
    assert np.allclose(trained["block0_conv1/kernel"], lent["block0_conv1/kernel"], atol=1e-5)
    assert trained["head/kernel"].shape != lent["head/kernel"].shape
    assert "plain enlarging" in finished.verdict
    assert finished.rival == ""


def test_a_bundled_models_name_is_refused_before_anything_is_made(album: Path) -> None:
    with pytest.raises(OptionsError, match="which a bundled model has"):
        train(options(album, name="restore-x4"), ignore, silent)
    assert not run_path("restore-x4").exists()


def test_a_run_without_a_checkpoint_is_not_called_finished(album: Path) -> None:
    RunFolder(run_path("begun")).create(options(album, name="begun"))
    with pytest.raises(TrainingError, match="has not got as far as a checkpoint"):
        resume("begun", ignore, silent)


@pytest.mark.usefixtures("base")
def test_a_report_says_what_was_used_not_what_was_left_to_the_run(album: Path) -> None:
    finished = train(options(album, base="base", filters=9, features="auto"), ignore, silent)
    report = (Path(finished.folder) / "report.html").read_text()
    for fact in ("filters<td>2<", "optimizer<td>adam<", "learning_rate<td>0.0002<"):
        assert f"<td>{fact}" in report
    assert "to learn from, 1 held out" in report
    assert "<td>None" not in report and "<td>auto" not in report
    assert "broken.jpg" in report


def test_a_disk_that_fills_when_the_model_is_saved_leaves_the_run_to_be_resumed(
    album: Path, no_space: Callable[..., NoReturn]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.training.finishing.save_model", no_space)
        with pytest.raises(TrainingError, match=r"cannot be saved.*No space left.*then resume the run"):
            train(options(album), ignore, silent)
    assert resume("tuned", ignore, silent).step == 3
