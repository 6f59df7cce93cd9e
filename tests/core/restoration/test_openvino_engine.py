from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from core.config import RestoreOptions
from core.errors import DeviceError
from core.images.photo import Photo
from core.models.card import Architecture
from core.models.store import find_model
from core.models.tensor_file import Weights
from core.resource_files import RESOURCES
from core.restoration.keras_engine import KerasEngine
from core.restoration.openvino_engine import OpenVinoEngine
from core.restoration.restorer import restore


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_openvino_computes_what_keras_computes(random_weights: Callable[..., Weights], scale: int) -> None:
    architecture = Architecture(scale=scale, filters=6, blocks=3)
    weights = random_weights(architecture)
    tile = np.random.default_rng(0).random((12, 20, 3), dtype=np.float32)
    expected = KerasEngine(architecture, weights, on_gpu=False)(tile)
    result = OpenVinoEngine(architecture, weights, precision="f32")(tile)
    assert result.shape == (12 * scale, 20 * scale, 3)
    assert np.abs(expected - tile.repeat(scale, 0).repeat(scale, 1)).max() > 0.1
    np.testing.assert_allclose(result, expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_photo_itself_is_never_rounded_to_bfloat16(
    random_weights: Callable[..., Weights], scale: int
) -> None:
    architecture = Architecture(scale=scale, filters=4, blocks=1)
    engine = OpenVinoEngine(architecture, random_weights(architecture, gain=0))
    tile = np.random.default_rng(0).random((8, 12, 3), dtype=np.float32)
    np.testing.assert_array_equal(engine(tile), tile.repeat(scale, 0).repeat(scale, 1))


def test_bfloat16_stays_close_to_float32(random_weights: Callable[..., Weights]) -> None:
    architecture = Architecture(filters=4, blocks=2)
    weights = random_weights(architecture)
    tile = np.random.default_rng(0).random((16, 16, 3), dtype=np.float32)
    exact = OpenVinoEngine(architecture, weights, precision="f32")(tile)
    faster = OpenVinoEngine(architecture, weights)
    if "float32" in faster.device:
        pytest.skip("this processor is no faster in bfloat16")
    np.testing.assert_allclose(faster(tile), exact, atol=0.02)


@pytest.mark.parametrize("name", ["restore-x1", "restore-x2", "restore-x4", "x4-fidelity", "x4-detail"])
def test_tiles_of_bundled_models_leave_no_seam(name: str) -> None:
    model = find_model(name)
    engine = OpenVinoEngine(model.card.architecture, model.weights(0.0), precision="f32")
    with Image.open(RESOURCES / "samples" / "old_cat.jpg") as sample:
        photo = Photo(np.array(sample.convert("RGB"))[:160, :192])
    whole, tiled = (
        restore(photo, engine, RestoreOptions(tile_px=tile_px)).pixels.astype(np.int16)
        for tile_px in (1024, 64)
    )
    assert np.abs(whole - tiled).max() <= 1


def test_device_says_what_runs(random_weights: Callable[..., Weights]) -> None:
    architecture = Architecture(filters=1, blocks=1)
    weights = random_weights(architecture)
    assert OpenVinoEngine(architecture, weights, precision="f32").device == "CPU (OpenVINO, float32)"


def test_result_that_is_not_finite_is_an_error(random_weights: Callable[..., Weights]) -> None:
    architecture = Architecture(filters=2, blocks=1)
    weights = random_weights(architecture)
    weights["tail/bias"] = np.full(48, np.inf, np.float32)
    with pytest.raises(DeviceError, match="not finite"):
        OpenVinoEngine(architecture, weights)(np.zeros((4, 4, 3), np.float32))
