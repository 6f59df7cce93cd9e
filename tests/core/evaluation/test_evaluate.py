from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import PhotoError
from core.evaluation.evaluate import enlarge_bicubic, evaluate_enlarging, evaluate_folder
from core.evaluation.metrics import psnr_y, ssim_y
from core.images.photo import Photo
from core.progress import Cancelled, Progress


@pytest.fixture
def originals(save_photo) -> Path:
    for index, name in enumerate(("b", "a")):
        path = save_photo(f"originals/{name}.png", width=50, height=42, seed=index)
    return path.parent


def pixels_of(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path))


def test_model_sees_antialiased_bicubic_inputs_of_originals_cut_to_the_scale(originals):
    seen = []

    def enlarge(photo: Photo, progress: Progress) -> Photo:
        seen.append(photo.pixels)
        return enlarge_bicubic(4)(photo, progress)

    evaluation = evaluate_enlarging("model", enlarge, originals, scale=4)
    cut = Image.open(originals / "a.png").crop((0, 0, 48, 40))
    expected = cut.resize((12, 10), Image.Resampling.BICUBIC)
    np.testing.assert_array_equal(seen[0], np.asarray(expected))
    enlarged = np.asarray(expected.resize((48, 40), Image.Resampling.BICUBIC))
    assert evaluation.images[0].psnr_y == pytest.approx(psnr_y(enlarged, np.asarray(cut)))
    assert evaluation.images[0].ssim_y == pytest.approx(ssim_y(enlarged, np.asarray(cut)))


def test_images_come_by_name_and_the_mean_is_over_them(originals):
    evaluation = evaluate_enlarging("bicubic", enlarge_bicubic(2), originals, scale=2)
    assert [image.name for image in evaluation.images] == ["a.png", "b.png"]
    assert evaluation.psnr_y == pytest.approx(sum(image.psnr_y for image in evaluation.images) / 2)


def test_sixteen_bit_results_are_rounded_to_eight_before_scoring(originals):
    def enlarge(photo: Photo, progress: Progress) -> Photo:
        wide = enlarge_bicubic(4)(photo, progress).pixels.astype(np.uint16) * 257
        return Photo(np.minimum(wide, 65435) + np.uint16(100))

    exact = evaluate_enlarging("8", enlarge_bicubic(4), originals, scale=4)
    assert evaluate_enlarging("16", enlarge, originals, scale=4).psnr_y == exact.psnr_y


def test_folder_is_matched_by_name_whatever_the_ending_and_mark(originals, tmp_path):
    results = tmp_path / "results"
    results.mkdir()
    for path in originals.iterdir():
        Image.open(path).save(results / f"{path.stem}_restored.tif")
    evaluation = evaluate_folder(results, originals)
    assert (evaluation.subject, evaluation.psnr_y, evaluation.ssim_y) == ("results", float("inf"), 1)


def test_result_that_lacks_the_rest_of_a_division_by_four_is_scored(originals, tmp_path):
    results = tmp_path / "results"
    results.mkdir()
    for path in originals.iterdir():
        Image.open(path).crop((0, 0, 48, 40)).save(results / path.name)
    assert evaluate_folder(results, originals).psnr_y == float("inf")


def test_result_of_another_size_is_refused(originals, tmp_path):
    results = tmp_path / "results"
    results.mkdir()
    for path in originals.iterdir():
        Image.open(path).resize((100, 84)).save(results / path.name)
    with pytest.raises(PhotoError, match="100 x 84 px for an original of 50 x 42 px"):
        evaluate_folder(results, originals)


def test_missing_result_is_named(originals, save_photo, tmp_path):
    save_photo("results/a.png", width=50, height=42)
    with pytest.raises(PhotoError, match=r"no result for b\.png"):
        evaluate_folder(tmp_path / "results", originals)


def test_folder_without_photos_is_refused(tmp_path):
    with pytest.raises(PhotoError, match="no photo"):
        evaluate_enlarging("bicubic", enlarge_bicubic(4), tmp_path, scale=4)


def test_cancelling_stops_after_the_image_in_hand(originals):
    def cancel(done: float, _total: float) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        evaluate_enlarging("bicubic", enlarge_bicubic(4), originals, scale=4, progress=cancel)


def test_cancelling_stops_within_an_image(originals):
    def enlarge(_photo: Photo, progress: Progress) -> Photo:
        progress(0.5, 1)
        raise AssertionError("it went on")

    def cancel(done: float, _total: float) -> None:
        if done == 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        evaluate_enlarging("slow", enlarge, originals, scale=4, progress=cancel)


@pytest.mark.parametrize(
    "results",
    [
        {"bmp": "a_restored.png", "png": "a.png_restored.png"},  # as `heirloom restore` names them
        {"jpg": "a_restored.jpg", "png": "a_restored.png"},
        {"bmp": "a.bmp", "png": "a.png"},
    ],
)
def test_results_of_photos_that_differ_by_their_endings_alone_are_told_apart(save_photo, tmp_path, results):
    (tmp_path / "results").mkdir()
    for seed, (ending, name) in enumerate(results.items()):
        path = save_photo(f"originals/a.{ending}", width=40, height=40, seed=seed)
        Image.open(path).save(tmp_path / "results" / name, quality=100)
    assert evaluate_folder(tmp_path / "results", tmp_path / "originals").psnr_y > 40


def test_an_original_is_no_result_of_its_own_where_results_are_beside_it(save_photo):
    original = save_photo("a.bmp", width=40, height=40)
    Image.open(original).point(lambda tone: tone // 2).save(original.with_name("a_restored.png"))
    assert evaluate_folder(original.parent, original.parent).psnr_y < 40


def test_an_original_that_is_too_small_is_named_before_it_is_enlarged(save_photo):
    path = save_photo("originals/a.png", width=1, height=1)

    def enlarge(_photo: Photo, _progress: Progress) -> Photo:
        raise AssertionError("it was enlarged")

    with pytest.raises(PhotoError, match=r"a\.png: Received images of 0 x 0 px"):
        evaluate_enlarging("model", enlarge, path.parent, scale=4)
