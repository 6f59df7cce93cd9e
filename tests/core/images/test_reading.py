import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import Base

from core.errors import PhotoError
from core.images.photo import Pixels
from core.images.reading import read_photo, stored_size

ORIENTATIONS = range(1, 9)
Upright = Callable[[Pixels, int], Pixels]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def deep_png(samples: Pixels, colour_type: int, *further: bytes) -> bytes:
    """A 16-bit PNG of (height, width, channels) samples."""
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    header = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], 16, colour_type, 0, 0, 0)
    parts = (chunk(b"IHDR", header), *further, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def oriented(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    return exif


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.bmp", "a.webp", "Großmutter 1950 ü.png"])
def test_lossless_formats_are_read_exactly(tmp_path: Path, colours: Pixels, name: str) -> None:
    path = tmp_path / name
    Image.fromarray(colours).save(path, **({"lossless": True} if name.endswith("webp") else {}))
    photo = read_photo(path)
    assert photo.pixels.dtype == np.uint8
    assert np.array_equal(photo.pixels, colours)
    assert photo.alpha is None
    assert photo.pixels.flags.writeable


@pytest.mark.parametrize("ending", ["jpg", "avif", "jp2", "gif"])
def test_other_formats_are_read_alike(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    Image.new("RGB", (16, 12), (200, 100, 50)).save(path)
    photo = read_photo(path)
    assert photo.pixels.shape == (12, 16, 3)
    assert np.abs(photo.pixels.astype(int) - (200, 100, 50)).max() <= 4


def test_format_is_told_by_content_not_ending(tmp_path: Path, colours: Pixels) -> None:
    path = tmp_path / "lying.jpg"
    Image.fromarray(colours).save(path, "PNG")
    photo = read_photo(path)
    assert photo.format == "PNG"
    assert np.array_equal(photo.pixels, colours)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("ending", ["png", "tif", "webp"])
def test_orientation_is_applied_once(
    tmp_path: Path, colours: Pixels, upright: Upright, ending: str, orientation: int
) -> None:
    path = tmp_path / f"turned.{ending}"
    lossless = {"lossless": True} if ending == "webp" else {}
    Image.fromarray(colours).save(path, exif=oriented(orientation), **lossless)
    photo = read_photo(path)
    assert np.array_equal(photo.pixels, upright(colours, orientation))
    kept = Image.Exif()
    kept.load(photo.metadata.exif or b"")
    assert kept[Base.Orientation] == 1


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("ending", ["jpg", "avif", "heic"])
def test_lossy_photos_are_upright(tmp_path: Path, upright: Upright, orientation: int, ending: str) -> None:
    pillow_heif.register_heif_opener()
    quarters = np.kron(np.array([[0, 80], [160, 240]], np.uint8), np.ones((32, 48), np.uint8))
    picture = np.dstack([quarters] * 3)
    path = tmp_path / f"turned.{ending}"
    # As bytes: only then does pillow_heif write the turn as HEIF asks for it.
    Image.fromarray(picture).save(path, exif=oriented(orientation).tobytes(), quality=95)
    photo = read_photo(path)
    expected = upright(picture, orientation)
    assert photo.pixels.shape == expected.shape
    inside = np.s_[8::16, 8::16]
    assert np.abs(photo.pixels[inside].astype(int) - expected[inside]).max() <= 12


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_resolution_follows_a_turned_photo(tmp_path: Path, colours: Pixels, orientation: int) -> None:
    path = tmp_path / "fax.png"
    Image.fromarray(colours).save(path, exif=oriented(orientation), dpi=(200, 100))
    lies = read_photo(path).pixels.shape != colours.shape
    assert read_photo(path).dpi == pytest.approx((100, 200) if lies else (200, 100), abs=0.1)


def test_grey_stays_one_channel(tmp_path: Path, colours: Pixels) -> None:
    path = tmp_path / "grey.jpg"
    Image.fromarray(colours[..., 0]).save(path, quality=100)
    photo = read_photo(path)
    assert photo.is_grey
    assert photo.pixels.shape == (14, 20, 1)


def test_one_bit_becomes_black_and_white(tmp_path: Path, colours: Pixels) -> None:
    path = tmp_path / "fax.png"
    bits = colours[..., 0] > 127
    Image.fromarray(bits).save(path)
    assert np.array_equal(read_photo(path).pixels[..., 0], np.where(bits, 255, 0))


def test_alpha_is_apart(tmp_path: Path, colours: Pixels) -> None:
    path = tmp_path / "alpha.png"
    Image.fromarray(np.dstack([colours, colours[..., 0]])).save(path)
    photo = read_photo(path)
    assert np.array_equal(photo.pixels, colours)
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, colours[..., 0])


def test_alpha_that_hides_nothing_is_dropped(tmp_path: Path, colours: Pixels) -> None:
    path = tmp_path / "opaque.png"
    Image.fromarray(colours).convert("RGBA").save(path)
    assert read_photo(path).alpha is None


def test_palette_with_transparency_becomes_colour_and_alpha(tmp_path: Path) -> None:
    path = tmp_path / "palette.png"
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putdata([0, 1])
    image.save(path, transparency=1)
    photo = read_photo(path)
    assert photo.pixels.tolist() == [[[255, 0, 0], [0, 0, 255]]]
    assert photo.alpha is not None
    assert photo.alpha.tolist() == [[255, 0]]


def test_first_frame_of_an_animation_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    photo = read_photo(path)
    assert photo.pixels[0, 0].tolist() == [255, 0, 0]
    assert photo.notes == ("first of 3 frames",)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_16_bit_png_keeps_every_bit(tmp_path: Path, channels: int) -> None:
    samples = np.random.default_rng(3).integers(0, 65536, (14, 20, channels), dtype=np.uint16)
    path = tmp_path / "deep.png"
    path.write_bytes(deep_png(samples, {1: 0, 3: 2, 4: 6}[channels]))
    photo = read_photo(path)
    assert np.array_equal(photo.pixels, samples[..., : min(channels, 3)])
    assert photo.alpha is None if channels < 4 else np.array_equal(photo.alpha, samples[..., 3])


def test_16_bit_grey_and_alpha_png_keeps_every_bit(tmp_path: Path, deep_colours: Pixels) -> None:
    path = tmp_path / "deep.png"
    path.write_bytes(deep_png(deep_colours[..., :2], 4))
    photo = read_photo(path)
    assert np.array_equal(photo.pixels, deep_colours[..., :1])
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, deep_colours[..., 1])


@pytest.mark.parametrize("channels", [1, 3])
def test_transparent_colour_of_16_bit_png_becomes_alpha(
    tmp_path: Path, deep_colours: Pixels, channels: int
) -> None:
    samples = deep_colours[..., :channels]
    transparent = chunk(b"tRNS", samples[0, 0].astype(">u2").tobytes())
    path = tmp_path / "deep.png"
    path.write_bytes(deep_png(samples, 0 if channels == 1 else 2, transparent))
    photo = read_photo(path)
    assert photo.alpha is not None
    assert photo.alpha[0, 0] == 0
    assert photo.alpha[0, 1] == 65535
    assert np.array_equal(photo.pixels, samples)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_transparent_grey_of_a_png_of_few_bits_becomes_alpha(tmp_path: Path, bits: int) -> None:
    grey = 2**bits - 1
    row = b"\0" + bytes([grey << (8 - bits)])  # the grey at the left, black beside it
    width = 8 // bits if bits < 8 else 2
    rows = row if bits < 8 else row + b"\0"
    header = struct.pack(">IIBBBBB", width, 1, bits, 0, 0, 0, 0)
    transparent = chunk(b"tRNS", struct.pack(">H", grey))
    parts = (chunk(b"IHDR", header), transparent, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    photo = read_photo(path)
    assert photo.alpha is not None
    assert photo.alpha[0].tolist() == [0] + [255] * (width - 1)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_16_bit_png_is_turned_too(
    tmp_path: Path, deep_colours: Pixels, upright: Upright, orientation: int
) -> None:
    exif = oriented(orientation).tobytes().removeprefix(b"Exif\0\0")
    path = tmp_path / "deep.png"
    path.write_bytes(deep_png(deep_colours, 2, chunk(b"eXIf", exif)))
    assert np.array_equal(read_photo(path).pixels[..., 0], upright(deep_colours[..., 0], orientation))


def test_16_bit_jpeg_2000_keeps_every_bit(tmp_path: Path) -> None:
    ramp = np.arange(64 * 64, dtype=np.uint16).reshape(64, 64) * np.uint16(15)
    deep_colours = np.dstack([ramp, ramp[::-1], ramp[:, ::-1]])
    path = tmp_path / "deep.jp2"
    lossless = [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000]
    path.write_bytes(cv2.imencode(".jp2", deep_colours[..., ::-1], lossless)[1].tobytes())
    assert np.array_equal(read_photo(path).pixels, deep_colours)


def test_10_bit_heic_is_read_as_16_bit_of_full_range(tmp_path: Path) -> None:
    white = np.full((64, 64, 3), 65535, np.uint16)
    path = tmp_path / "deep.heic"
    pillow_heif.from_bytes("RGB;16", (64, 64), white.tobytes()).save(path, quality=100)
    photo = read_photo(path)
    assert photo.format == "HEIF"
    assert photo.pixels.dtype == np.uint16
    assert photo.pixels.min() > 65000
    assert photo.pixels.max() == 65535


@pytest.mark.parametrize("ending", ["jpg", "png", "tif", "webp", "avif"])
def test_profile_is_kept_with_untouched_pixels(
    tmp_path: Path, colours: Pixels, srgb_profile: bytes, ending: str
) -> None:
    path = tmp_path / f"a.{ending}"
    Image.fromarray(colours).save(path, icc_profile=srgb_profile)
    assert read_photo(path).icc_profile == srgb_profile


@pytest.mark.parametrize("profile", [b"not a profile" * 20, "grey"])
def test_profile_that_is_damaged_or_does_not_fit_is_left_out_with_a_note(
    tmp_path: Path, colours: Pixels, profile: bytes | str
) -> None:
    if profile == "grey":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        profile = lab.tobytes()
    path = tmp_path / "a.png"
    Image.fromarray(colours).save(path, icc_profile=profile)
    photo = read_photo(path)
    assert photo.icc_profile is None
    assert any("colour profile" in note for note in photo.notes)
    assert np.array_equal(photo.pixels, colours)


@pytest.mark.parametrize("ending", ["jpg", "tif"])
def test_cmyk_becomes_srgb_with_a_note(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"print.{ending}"
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(path)
    photo = read_photo(path)
    red, green, blue = photo.pixels[8, 8].tolist()
    assert red > 200
    assert max(green, blue) < 60
    assert any("CMYK" in note for note in photo.notes)


def test_ycbcr_tiff_becomes_rgb(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Image.new("RGB", (16, 16), (200, 100, 50)).convert("YCbCr").save(path)
    assert np.abs(read_photo(path).pixels.astype(int) - (200, 100, 50)).max() <= 2


@pytest.mark.parametrize("ending", ["jpg", "png", "tif", "bmp"])
def test_resolution_is_read(tmp_path: Path, colours: Pixels, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    Image.fromarray(colours).save(path, dpi=(300, 300))
    assert read_photo(path).dpi == pytest.approx((300, 300), abs=0.1)


def test_resolution_in_centimetres_becomes_inches(tmp_path: Path, colours: Pixels) -> None:
    exif = Image.Exif()
    exif[Base.XResolution] = exif[Base.YResolution] = 100
    exif[Base.ResolutionUnit] = 3
    path = tmp_path / "metric.webp"
    Image.fromarray(colours).save(path, exif=exif)
    assert read_photo(path).dpi == pytest.approx((254, 254))


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif", "jp2", "bmp", "gif"])
def test_the_size_is_told_of_every_format(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    Image.new("RGB", (20, 14), "red").save(path)
    assert stored_size(path) == (20, 14)


def test_the_size_of_heic_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    pillow_heif.from_pillow(Image.new("RGB", (20, 14), "red")).save(path)
    assert stored_size(path) == (20, 14)


def test_where_there_is_no_photo_there_is_no_size(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    assert stored_size(path) is None
    path.write_bytes(b"II*\0cut short")
    assert stored_size(path) is None


def test_one_pixel_is_a_photo(tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    Image.new("RGB", (1, 1), "red").save(path)
    assert read_photo(path).pixels.tolist() == [[[255, 0, 0]]]


def test_very_wide_photo_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    Image.new("L", (60_000, 2)).save(path)
    assert read_photo(path).width == 60_000


def test_photo_behind_a_link_is_read(tmp_path: Path, save_photo: Callable[..., Path]) -> None:
    link = tmp_path / "link"
    link.symlink_to(save_photo("a.png"))
    assert read_photo(link).format == "PNG"


def test_damaged_exif_gives_a_note_and_the_pixels(tmp_path: Path, colours: Pixels) -> None:
    data = io.BytesIO()
    Image.fromarray(colours).save(data, "JPEG", quality=95)
    clean = tmp_path / "clean.jpg"
    clean.write_bytes(data.getvalue())
    for number, block in enumerate([b"garbage", b"II*\0\x08\0\0\0\xff\xff\0\0"]):
        path = tmp_path / f"damaged{number}.jpg"
        Image.fromarray(colours).save(path, quality=95, exif=b"Exif\0\0" + block)
        photo = read_photo(path)
        assert np.array_equal(photo.pixels, read_photo(clean).pixels)
        assert any("EXIF" in note for note in photo.notes)


@pytest.mark.parametrize(
    "odd", [struct.pack("<HHI4s", 282, 2, 4, b"abc"), struct.pack("<HHIi", 34665, 9, 1, -7)]
)
def test_an_odd_tag_does_not_keep_a_photo_from_being_turned(
    tmp_path: Path, colours: Pixels, odd: bytes
) -> None:
    path = tmp_path / "odd.jpg"
    turned = struct.pack("<HHIHH", 274, 3, 1, 6, 0)
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + turned + odd + bytes(4)
    Image.fromarray(colours).save(path, exif=exif)
    photo = read_photo(path)
    assert photo.pixels.shape[:2] == colours.shape[1::-1]
    assert any("EXIF" in note for note in photo.notes)


def test_a_photo_that_does_not_fit_into_memory_is_not_called_damaged(
    save_photo: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("core.images.reading.decode", decode)
    with pytest.raises(PhotoError, match=r"takes more memory than is free.*Close other programs"):
        read_photo(save_photo("photo.png"))


@pytest.mark.parametrize("ending", ["png", "jpg", "tif"])
def test_a_profile_of_some_megabytes_is_kept(tmp_path: Path, ending: str) -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile += bytes(2_000_000)
    profile[:4] = len(profile).to_bytes(4, "big")
    Image.new("RGB", (8, 8)).save(tmp_path / f"a.{ending}", icc_profile=bytes(profile))
    photo = read_photo(tmp_path / f"a.{ending}")
    assert photo.notes == ()
    assert photo.icc_profile == bytes(profile)


def test_a_profile_of_a_space_without_a_name_is_left_out_with_a_note(tmp_path: Path) -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[17] = 0xFF
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", icc_profile=bytes(profile))
    photo = read_photo(tmp_path / "a.jpg")
    assert photo.icc_profile is None
    assert photo.notes == ("its colour profile is damaged or does not fit, and was left out",)


@pytest.mark.parametrize(("alphas", "shown"), [((0, 0), None), ((0, 255), [0, 255])])
def test_a_bitmap_is_not_transparent_throughout(
    tmp_path: Path, alphas: tuple[int, int], shown: list[int] | None
) -> None:
    pixels = b"".join(bytes((10, 20, 30, alpha)) for alpha in alphas)
    masks = struct.pack("<4I", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    head = struct.pack("<IiiHHIIiiII", 108, 2, 1, 1, 32, 3, len(pixels), 0, 0, 0, 0) + masks + bytes(52)
    start = 14 + len(head)
    (tmp_path / "a.bmp").write_bytes(
        b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + head + pixels
    )
    alpha = read_photo(tmp_path / "a.bmp").alpha
    assert (None if alpha is None else alpha[0].tolist()) == shown
