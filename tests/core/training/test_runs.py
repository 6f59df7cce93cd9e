from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import ModelError, TrainingError
from core.models.store import find_model, load_model
from core.progress import Cancelled, silent
from core.training.events import RunFinished, RunStarted, TrainingEvent
from core.training.options import TrainingOptions
from core.training.runs import resume, run_path, train

TINY = {"filters": 4, "blocks": 1, "batch": 2, "patch_px": 48, "features": "none"}


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Five textured photos, a broken one and a text file."""
    folder = tmp_path / "album"
    folder.mkdir()
    for index in range(5):
        rng = np.random.default_rng(index)
        coarse = rng.integers(0, 256, (24, 24, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize((120, 120), Image.Resampling.BICUBIC).save(folder / f"{index}.png")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a photo")
    (folder / "notes.txt").write_text("not a photo")
    return folder


def ignore(_event: TrainingEvent) -> None:
    """Events that a test does not look at."""


def options(album: Path, **changes: object) -> TrainingOptions:
    return TrainingOptions(**{"folder": album, "name": "tuned", "steps": 3, **TINY, **changes})  # type: ignore[arg-type]


def test_a_run_ends_with_a_model_a_report_and_a_verdict(album: Path) -> None:
    events: list[TrainingEvent] = []
    finished = train(options(album), events.append, silent)
    started = events[0]
    assert isinstance(started, RunStarted)
    assert (started.photos, started.held_out) == (4, 1)
    assert [Path(name).name for name in started.rejected] == ["broken.jpg"]
    assert events[-1] == finished
    assert finished.model
    card = load_model(Path(finished.model)).card
    assert card.training["steps"] == 3
    assert card.scores["held-out"] == finished.scores
    report = (run_path("tuned") / "report.html").read_text()
    assert "tuned" in report
    assert finished.verdict.split(".")[0] in report


def test_the_verdict_of_a_fidelity_run_tells_the_looks_too(album: Path) -> None:
    finished = train(options(album, features="auto", steps=1), ignore, silent)
    assert set(finished.scores) == set(finished.reference) == {"psnr_y", "perceptual"}
    assert "perceptual distance" in finished.verdict


def test_a_model_that_does_not_win_is_not_installed(album: Path) -> None:
    finished = train(options(album), ignore, silent)
    assert not finished.kept
    with pytest.raises(ModelError):
        find_model("tuned")


def test_an_adversarial_run_from_a_base_keeps_the_bases_faithful_end(
    album: Path, save_tiny_model: Callable[..., object]
) -> None:
    save_tiny_model("base")
    finished = train(
        options(album, base="base", objective="detail", damage=0.5),
        ignore,
        silent,
    )
    assert finished.model
    model = load_model(Path(finished.model))
    base = find_model("base").weights()
    assert all(np.array_equal(base[name], value) for name, value in model.weights(0.0).items())
    assert any((base[name] != value).any() for name, value in model.weights(1.0).items())
    assert model.card.kind == "restore"


def test_a_restoring_model_is_tuned_to_the_albums_own_damage(
    album: Path, save_tiny_model: Callable[..., object]
) -> None:
    save_tiny_model("base")
    finished = train(options(album, base="base"), ignore, silent)
    assert finished.model
    assert load_model(Path(finished.model)).card.kind == "restore"
    assert "base" in finished.verdict


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


def test_too_few_photos_are_named_with_reasons(album: Path) -> None:
    for path in album.glob("[1-9].png"):
        path.unlink()
    with pytest.raises(TrainingError, match=r"Received 1 usable photos .*broken\.jpg"):
        train(options(album), ignore, silent)


def test_a_base_of_another_scale_lends_its_weights_and_is_no_rival(
    album: Path, save_tiny_model: Callable[..., object]
) -> None:
    save_tiny_model("base", scale=4)
    finished = train(options(album, base="base", scale=1, learning_rate=1e-9), ignore, silent)
    assert finished.model
    model = load_model(Path(finished.model))
    assert model.card.architecture.scale == 1
    lent, trained = find_model("base").weights(), model.weights()
    assert np.allclose(trained["block0_conv1/kernel"], lent["block0_conv1/kernel"], atol=1e-5)
    assert trained["head/kernel"].shape != lent["head/kernel"].shape
    assert "plain enlarging" in finished.verdict
