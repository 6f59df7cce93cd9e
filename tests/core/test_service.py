import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core import service
from core.config import OutputOptions, RestoreOptions
from core.errors import ModelError, OptionsError
from core.images.photo import Photo
from core.images.reading import read_photo
from core.models.store import save_model
from core.outcomes import Failed, Restored, Skipped
from core.progress import Cancelled
from core.restoration import batch

TINY = RestoreOptions(model="tiny", device="cpu")


@pytest.fixture(autouse=True)
def tiny_model(save_tiny_model):
    return save_tiny_model()


@pytest.fixture
def album(save_photo) -> Path:
    """Three photos, the second of which is broken."""
    save_photo("album/a.png", seed=1)
    save_photo("album/c.jpg", seed=2, width=40)
    path = save_photo("album/b.png")
    path.write_bytes(path.read_bytes()[:60])
    return path.parent


def into(folder: Path, **choices: object) -> OutputOptions:
    return OutputOptions(folder=folder, **choices)


def test_missing_and_broken_photos_are_reported_with_reasons_and_the_others_are_restored(album, tmp_path):
    seen, inputs = [], [tmp_path / "gone.jpg", album]
    report = service.restore_photos(inputs, TINY, into(tmp_path / "out"), on_photo=seen.append)
    assert [type(outcome) for outcome in report.outcomes] == [Failed, Restored, Failed, Restored]
    assert tuple(seen) == report.outcomes
    gone, broken = report.failed
    assert "gone.jpg" in gone.reason and "b.png" in broken.reason
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a_restored.png", "c_restored.jpg"]


def test_outcome_tells_sizes_device_and_model(album, tmp_path):
    report = service.restore_photos([album / "c.jpg"], TINY, into(tmp_path))
    (outcome,) = report.restored
    assert (outcome.size, outcome.result_size) == ((40, 20), (160, 80))
    assert (outcome.model, outcome.target) == ("tiny", tmp_path / "c_restored.jpg")
    assert outcome.device.startswith("CPU")
    assert outcome.seconds > 0
    with Image.open(outcome.target) as result:
        assert result.size == outcome.result_size


def test_existing_result_is_skipped_without_reading_the_photo(album, tmp_path):
    (tmp_path / "b_restored.png").write_bytes(b"earlier")
    report = service.restore_photos([album / "b.png"], TINY, into(tmp_path, if_exists="skip"))
    assert report.outcomes == (
        Skipped(source=album / "b.png", target=tmp_path / "b_restored.png", reason="its result exists"),
    )


@pytest.mark.parametrize("pattern", ["{name}_restored", "{name}_x{scale}"])
def test_a_batch_begun_again_restores_neither_the_photos_nor_their_results(album, pattern):
    output = OutputOptions(if_exists="skip", name_pattern=pattern)
    for photo in album.iterdir():
        if photo.name not in ("a.png", "c.jpg"):
            photo.unlink()
    inputs = sorted(album.iterdir())
    assert len(service.restore_photos(inputs, TINY, output).restored) == 2
    everything = sorted(album.iterdir())
    report = service.restore_photos(everything, TINY, output)
    assert len(report.skipped) == len(report.outcomes) == 4
    assert sorted(album.iterdir()) == everything


def test_a_photo_that_is_called_as_the_result_of_another_format_is_no_result(save_photo):
    photos = [save_photo("trip.jpg"), save_photo("trip-4.png")]
    output = OutputOptions(if_exists="skip", name_pattern="{name}-{scale}")
    assert len(service.restore_photos(photos, TINY, output).restored) == 2


def test_a_misnamed_photo_begun_again_is_restored_once(save_photo):
    photo = save_photo("misnamed/a.webp")
    photo = photo.rename(photo.with_name("a.jpg"))
    output = OutputOptions(if_exists="skip")
    for restored in (1, 0, 0):
        report = service.restore_photos(sorted(photo.parent.iterdir()), TINY, output)
        assert len(report.restored) == restored
    assert [path.name for path in sorted(photo.parent.iterdir())] == ["a.jpg", "a_restored.webp"]


def test_a_result_that_its_format_cannot_hold_is_refused_before_the_work(save_photo, monkeypatch):
    photo = save_photo("long.png", width=4200, height=1)
    monkeypatch.setattr(batch, "restore", lambda *_: pytest.fail("it was restored"))
    (failed,) = service.restore_photos([photo], TINY, OutputOptions(format="webp")).failed
    assert "16800 x 4 pixels for WEBP" in failed.reason


@pytest.mark.parametrize("if_exists", ["skip", "replace", "number"])
def test_photos_that_are_called_as_results_would_be_are_neither_replaced_nor_left_out(save_photo, if_exists):
    originals = {
        path: path.read_bytes() for path in (save_photo("a.jpg", seed=1), save_photo("a.png", seed=2))
    }
    output = OutputOptions(format="png", name_pattern="{name}", if_exists=if_exists)
    report = service.restore_photos(list(originals), TINY, output)
    assert {outcome.source for outcome in report.restored} == set(originals)
    assert all(path.read_bytes() == content for path, content in originals.items())


def test_earlier_results_among_the_photos_are_not_replaced_where_results_may_be(save_photo):
    photo, other = save_photo("a.png", seed=1), save_photo("a_restored.png", seed=2)
    before = other.read_bytes()
    service.restore_photos([photo, other], TINY, OutputOptions(if_exists="replace"))
    assert other.read_bytes() == before


def test_existing_result_is_neither_replaced_nor_skipped_unless_asked(album, tmp_path):
    result = tmp_path / "a_restored.png"
    result.write_bytes(b"earlier")
    assert service.restore_photos([album / "a.png"], TINY, into(tmp_path)).failed
    assert result.read_bytes() == b"earlier"
    assert service.restore_photos([album / "a.png"], TINY, into(tmp_path, if_exists="replace")).restored
    assert result.read_bytes() != b"earlier"


def test_a_photo_beside_the_batch_is_not_replaced_by_a_result_of_its_name(save_photo, tmp_path):
    photo, other = save_photo("a.bmp", seed=1), save_photo("a.png", seed=2)
    before = other.read_bytes()
    report = service.restore_photos([photo], TINY, OutputOptions(name_pattern="{name}", if_exists="replace"))
    assert "may be a photo of its own" in report.failed[0].reason
    assert other.read_bytes() == before
    elsewhere = into(tmp_path / "out", name_pattern="{name}", if_exists="replace")
    for _ in range(2):
        assert service.restore_photos([photo], TINY, elsewhere).restored


def test_numbered_results_are_no_photos(album):
    output = OutputOptions(if_exists="number")
    for _ in range(2):
        service.restore_photos([album / "a.png"], TINY, output)
    assert (album / "a_restored_2.png").exists()
    report = service.restore_photos([album], TINY, into(album.parent / "out"))
    assert {outcome.source.name for outcome in report.outcomes} == {"a.png", "b.png", "c.jpg"}


def test_photos_of_one_name_get_results_of_their_own(save_photo, tmp_path):
    inputs = [save_photo("one/a.png", seed=1), save_photo("two/a.png", seed=2)]
    report = service.restore_photos(inputs, TINY, into(tmp_path / "out", if_exists="replace"))
    assert len({outcome.target for outcome in report.restored}) == 2


def test_a_result_that_its_photos_format_cannot_hold_is_a_png(save_photo):
    (outcome,) = service.restore_photos(
        [save_photo("wide.webp", width=4100, height=4)], TINY, OutputOptions()
    ).restored
    assert outcome.target.name == "wide_restored.png"


def test_results_are_numbered_where_other_files_have_their_names(save_photo, tmp_path):
    photo = save_photo("a.png").rename(tmp_path / "a.jpg")
    output = OutputOptions(if_exists="number")
    outcomes = [service.restore_photos([photo], TINY, output).restored[0] for _ in range(3)]
    assert [each.target.name for each in outcomes] == [
        "a_restored.png",
        "a_restored_2.png",
        "a_restored_3.png",
    ]


def test_an_earlier_result_may_be_named_to_be_replaced(save_photo, tmp_path):
    photo = save_photo("a.png").rename(tmp_path / "a.jpg")
    output = OutputOptions(if_exists="number")
    (tmp_path / "a_restored.png").write_bytes(b"another photo")
    (first,) = service.restore_photos([photo], TINY, output).restored
    first.target.write_bytes(b"earlier")
    (second,) = service.restore_photos([photo], TINY, output, replaceable=[first.target]).restored
    assert second.target == first.target
    assert first.target.read_bytes() != b"earlier"
    assert (tmp_path / "a_restored.png").read_bytes() == b"another photo"


def test_a_file_of_another_case_is_no_earlier_result(save_photo, tmp_path):
    photo, other = save_photo("a.png", seed=1), tmp_path / "a_new.png"
    (earlier,) = service.restore_photos([photo], TINY, OutputOptions(name_pattern="{name}_NEW")).restored
    other.write_bytes(b"another photo")
    if other.samefile(earlier.target):
        pytest.skip("this disk ignores case")
    output = OutputOptions(name_pattern="{name}_new", if_exists="number")
    service.restore_photos([photo], TINY, output, replaceable=[earlier.target])
    assert other.read_bytes() == b"another photo"


def test_pattern_without_name_for_several_photos_is_refused_before_any_work(album, tmp_path):
    with pytest.raises(OptionsError, match="pattern"):
        service.restore_photos([album], TINY, into(tmp_path / "out", name_pattern="same"))
    assert not (tmp_path / "out").exists()


def test_unknown_model_stops_the_batch_before_any_photo(album, tmp_path):
    with pytest.raises(ModelError, match="nobody"):
        service.restore_photos([album], RestoreOptions(model="nobody"), into(tmp_path / "out"))


def test_subfolders_are_searched_only_when_asked_and_their_tree_is_kept(save_photo, tmp_path):
    save_photo("album/a.png")
    save_photo("album/1950/b.png")
    service.restore_photos([tmp_path / "album"], TINY, into(tmp_path / "flat"))
    assert [path.name for path in (tmp_path / "flat").rglob("*.png")] == ["a_restored.png"]
    service.restore_photos([tmp_path / "album"], TINY, into(tmp_path / "deep"), recursive=True)
    assert (tmp_path / "deep" / "1950" / "b_restored.png").exists()


def test_progress_counts_photos_and_ends_full(album, tmp_path):
    calls = []
    service.restore_photos(
        [album], TINY, into(tmp_path), progress=lambda done, total: calls.append((done, total))
    )
    assert calls == sorted(calls)
    assert calls[-1] == (3, 3)


def test_cancelling_keeps_finished_results_and_leaves_nothing_else(album, tmp_path):
    seen = []

    def cancel_in_the_last_photo(done: float, _total: float) -> None:
        if done > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        service.restore_photos(
            [album], TINY, into(tmp_path / "out"), progress=cancel_in_the_last_photo, on_photo=seen.append
        )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a_restored.png"]
    assert [type(outcome) for outcome in seen] == [Restored, Failed]


def test_engine_is_opened_once_for_a_batch_and_kept_for_the_next(album, tmp_path, monkeypatch):
    from core.restoration import engine_cache

    opened = []
    open_engine = engine_cache.open_engine

    def counted(*args, **options):
        opened.append(options)
        return open_engine(*args, **options)

    monkeypatch.setattr(engine_cache, "open_engine", counted)
    engines = service.open_engines()
    service.restore_photos([album], TINY, into(tmp_path / "one"), engines=engines)
    service.restore_photos([album], TINY, into(tmp_path / "two"), engines=engines)
    assert len(opened) == 1
    other = replace(TINY, detail=0.5)
    for options in (other, replace(other, device="auto")):
        service.restore_photos([album], options, into(tmp_path / options.device), engines=engines)
    assert [each["device"] for each in opened] == ["cpu", "cpu", "auto"]


def test_a_model_that_was_trained_again_restores_as_it_is_now(album, tiny_model):
    engines, photo = service.open_engines(), read_photo(album / "a.png")
    before = service.restore_photo(photo, TINY, engines=engines).pixels
    weights = {name: np.zeros_like(tensor) for name, tensor in tiny_model.weights().items()}
    save_model(tiny_model.folder, tiny_model.card, weights)
    after = service.restore_photo(photo, TINY, engines=engines).pixels
    assert not np.array_equal(before, after)
    np.testing.assert_array_equal(after, photo.pixels.repeat(4, 0).repeat(4, 1))


def test_photo_in_memory_becomes_what_the_batch_writes(album, tmp_path):
    (outcome,) = service.restore_photos([album / "a.png"], TINY, into(tmp_path)).restored
    restored = service.restore_photo(read_photo(album / "a.png"), TINY)
    np.testing.assert_array_equal(restored.pixels, read_photo(outcome.target).pixels)


def test_region_shows_what_the_whole_result_will(album):
    photo = read_photo(album / "c.jpg")
    engines = service.open_engines()
    whole = service.restore_photo(photo, TINY, engines=engines).pixels[4 * 4 : 16 * 4, 8 * 4 : 32 * 4]
    region = service.preview_region(photo, (8, 4, 24, 12), TINY, engines=engines).pixels
    np.testing.assert_allclose(region.astype(int), whole.astype(int), atol=1)


def test_model_results_folder_and_bicubic_are_compared_on_the_same_originals(save_photo, tmp_path):
    for name in ("a", "b"):
        save_photo(f"originals/{name}.png", width=48, height=48)
    originals = tmp_path / "originals"
    results = shutil.copytree(originals, tmp_path / "results")
    evaluations = service.compare(["bicubic", "tiny", str(results)], originals, TINY)
    assert [each.subject for each in evaluations] == ["bicubic", "tiny", "results"]
    bicubic, model, same = (each.psnr_y for each in evaluations)
    assert model < bicubic < same == float("inf")


def test_the_border_that_is_not_measured_is_as_wide_as_asked_for(save_photo):
    originals = save_photo("originals/a.png", width=60, height=60).parent
    narrow, wide = (service.compare(["bicubic"], originals, TINY, crop_px=crop_px)[0] for crop_px in (0, 16))
    assert (narrow.crop_px, wide.crop_px) == (0, 16)
    assert narrow.psnr_y != wide.psnr_y


def test_bicubic_is_plain_enlarging_though_a_folder_has_that_name(save_photo, tmp_path, monkeypatch):
    path = save_photo("originals/a.png", width=60, height=60)
    save_photo("bicubic/a.png", width=60, height=60, seed=5)
    monkeypatch.chdir(tmp_path)
    options = RestoreOptions(scale=2)
    plain, folder = service.compare(["bicubic", "./bicubic"], path.parent, options)
    assert plain.psnr_y > folder.psnr_y + 5


def test_grey_photo_stays_grey():
    grey = Photo(np.full((12, 16, 1), 90, np.uint8))
    assert service.restore_photo(grey, TINY).pixels.shape == (48, 64, 1)
