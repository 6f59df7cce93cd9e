from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.errors import TrainingError
from core.images.resizing import shrink
from core.progress import Cancelled, silent
from core.training.album import AlbumPhoto, AlbumScan, scan_album
from core.training.damage.compression import jpeg
from core.training.damage.noises import grain
from core.training.quality import measure_quality


def picture(seed: int, side: int = 128) -> np.ndarray:
    """Overlapping discs with sharp edges on a soft ground, uint8 (side, side, 3)."""
    rng = np.random.default_rng(seed)
    canvas = np.full((side, side, 3), rng.integers(60, 190, 3), np.uint8)
    for _ in range(8):
        x, y, radius = (int(v) for v in rng.integers(side // 8, side, 3))
        colour = tuple(int(v) for v in rng.integers(20, 235, 3))
        cv2.circle(canvas, (x, y), radius // 3, colour, -1, cv2.LINE_AA)
    return canvas


def as_levels(photo: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(photo * 255), 0, 255).astype(np.uint8)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    folder = tmp_path / "album"
    folder.mkdir()
    for seed in range(4):
        Image.fromarray(picture(seed)).save(folder / f"{seed}.png")
    return folder


def scan(folder: Path, min_px: int = 64) -> AlbumScan:
    return scan_album(folder, min_px=min_px, progress=silent)


def names(photos: Iterable[AlbumPhoto]) -> list[str]:
    return [photo.path.name for photo in photos]


def test_good_photos_are_usable_in_natural_order_with_their_sizes(album):
    Image.fromarray(picture(9)).save(album / "10.png")
    result = scan(album)
    assert names(result.usable) == ["0.png", "1.png", "2.png", "3.png", "10.png"]
    assert (result.usable[0].width, result.usable[0].height) == (128, 128)
    assert result.rejected == {}


def test_broken_small_and_blank_photos_are_rejected_each_with_its_reason(album):
    (album / "broken.jpg").write_bytes(b"\xff\xd8\xff nothing more")
    (album / "text.png").write_text("not a photo")
    Image.fromarray(picture(5, 40)).save(album / "small.png")
    Image.new("RGB", (128, 128)).save(album / "black.png")
    result = scan(album)
    assert len(result.usable) == 4
    reasons = {path.name: reason for path, reason in result.rejected.items()}
    assert set(reasons) == {"broken.jpg", "text.png", "small.png", "black.png"}
    assert "40 x 40" in reasons["small.png"]
    assert names(result.too_small) == ["small.png"]
    assert "blank" in reasons["black.png"]


def test_copies_are_rejected_and_the_largest_stays(album):
    photo = Image.fromarray(picture(1))
    photo.resize((256, 256), Image.Resampling.BICUBIC).save(album / "large.png")
    photo.convert("L").save(album / "grey.jpg", quality=60)
    result = scan(album)
    assert "large.png" in names(result.usable)
    reason = f"looks the same as {album / 'large.png'}"
    assert result.rejected == {album / "1.png": reason, album / "grey.jpg": reason}


@pytest.mark.parametrize("turns", range(8))
def test_turned_and_mirrored_copies_are_rejected(album, turns):
    mirrored = picture(1)[:, ::-1] if turns >= 4 else picture(1)
    Image.fromarray(np.rot90(mirrored, turns % 4)).resize((100, 100)).save(album / "copy.jpg", quality=80)
    assert scan(album).rejected == {album / "copy.jpg": f"looks the same as {album / '1.png'}"}


def test_prints_on_white_pages_are_told_apart(tmp_path):
    for seed in range(10):
        page = np.full((420, 300, 3), 250, np.uint8)
        page[30:158, 20:148] = picture(seed)
        Image.fromarray(page).save(tmp_path / f"{seed}.png")
    assert len(scan(tmp_path).usable) == 10


def test_hidden_files_and_links_in_a_circle_are_passed_over(album):
    Image.fromarray(picture(6)).save(album / ".hidden.png")
    (album / "inner").mkdir()
    Image.fromarray(picture(7)).save(album / "inner" / "deep.png")
    (album / "inner" / "back").symlink_to(album, target_is_directory=True)
    assert names(scan(album).usable) == ["0.png", "1.png", "2.png", "3.png", "deep.png"]


def test_missing_folder_and_empty_folder_are_told_apart(tmp_path):
    with pytest.raises(TrainingError, match="a folder of photos"):
        scan(tmp_path / "gone")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrainingError, match="holds no photos"):
        scan(tmp_path / "empty")


def test_scan_counts_photos_and_can_be_cancelled(album):
    calls = []
    scan_album(album, min_px=64, progress=lambda done, total: calls.append((done, total)))
    assert calls == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]

    def cancel(*_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        scan_album(album, min_px=64, progress=cancel)


@pytest.mark.parametrize("sigma", [1.0, 1.5, 2.5])
def test_blur_is_measured_in_pixels(sigma):
    photo = cv2.GaussianBlur(picture(1, 256), (0, 0), sigma)
    assert measure_quality(photo).blur_px == pytest.approx(sigma, rel=0.25)


def test_noise_is_measured_as_its_deviation():
    clean = picture(1, 256).astype(np.float32) / 255
    grainy = as_levels(grain(clean, amount=0.05, size_px=2, colour=0, seed=1))
    assert measure_quality(as_levels(clean)).noise < 0.01
    assert measure_quality(grainy).noise == pytest.approx(0.04, rel=0.35)


def test_coarse_grain_is_told_from_fine():
    clean = picture(1, 256).astype(np.float32) / 255
    fine, coarse = (
        measure_quality(as_levels(grain(clean, amount=0.05, size_px=size, colour=0, seed=1))).grain_px
        for size in (1, 3)
    )
    assert fine < 0.5 < coarse


def test_jpeg_blocks_are_measured_wherever_they_begin():
    grainy = grain(picture(1, 256).astype(np.float32) / 255, amount=0.05, size_px=1, colour=0, seed=1)
    saved = jpeg(grainy, quality=15, halved_colour=True, left=5, top=2)
    assert measure_quality(as_levels(grainy)).blockiness < 0.1
    assert measure_quality(as_levels(saved)).blockiness > 0.4


def test_sharp_photos_are_those_without_blur_and_noise(album):
    for name in ("2.png", "3.png"):
        blurred = cv2.GaussianBlur(np.asarray(Image.open(album / name)), (0, 0), 3)
        Image.fromarray(blurred).save(album / name)
    assert names(scan(album).sharp) == ["0.png", "1.png"]


def test_best_quarter_of_a_bad_album_counts_as_sharp(tmp_path):
    for seed in range(4):
        blurred = cv2.GaussianBlur(picture(seed), (0, 0), 2 + seed)
        Image.fromarray(blurred).save(tmp_path / f"{seed}.png")
    assert names(scan(tmp_path).sharp) == ["0.png"]


def test_what_is_sharp_once_it_is_shrunk_counts_as_sharp(tmp_path):
    for seed, side in enumerate((90, 90, 90, 128, 128)):
        Image.fromarray(cv2.GaussianBlur(picture(seed, side), (0, 0), 1.6)).save(tmp_path / f"{seed}.png")
    result = scan(tmp_path, min_px=48)
    assert list(result.clean_factors.values()) == [1, 1, 1, 2, 2]
    assert names(result.sharp) == ["3.png", "4.png"]


def test_grainy_photos_are_shrunk_until_they_are_clean_where_there_is_room(tmp_path):
    for seed, side in ((0, 128), (1, 90), (2, 128)):
        photo = picture(seed, side).astype(np.float32) / 255
        grainy = photo if seed == 2 else grain(photo, amount=0.02, size_px=1, colour=0, seed=seed)
        Image.fromarray(as_levels(grainy)).save(tmp_path / f"{seed}.png")
    result = scan(tmp_path, min_px=48)
    large, small, clean = (result.clean_factors[photo.path] for photo in result.usable)
    assert (large, small, clean) == (2, 1, 1)
    assert measure_quality(shrink(np.asarray(Image.open(tmp_path / "0.png")), large)).is_clean
