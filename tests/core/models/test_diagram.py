from pathlib import Path

import keras
import pytest

from core.models.diagram import save_diagram
from core.models.discriminator import build_discriminator
from core.models.features import build_features
from core.models.generator import build_generator


def drawn(network: keras.Model, folder: Path) -> str:
    """The diagram as SVG, which has every text of it in a comment."""
    save_diagram(network, folder / "network.svg")
    return (folder / "network.svg").read_text()


def test_of_equal_blocks_the_first_is_drawn_in_a_frame(tmp_path: Path) -> None:
    picture = drawn(build_generator(4, filters=4, blocks=3), tmp_path)
    assert "block0_conv1: Conv2D 3 x 3" in picture
    assert "block1_conv1" not in picture
    assert "<!-- 3 blocks -->" in picture


def test_blocks_that_differ_are_all_drawn(tmp_path: Path) -> None:
    picture = drawn(build_features(["block2_conv1"], weights=None), tmp_path)
    for name in ("block1_conv1", "block1_conv2", "block2_conv1"):
        assert f"<!-- {name}: Conv2D 3 x 3 -->" in picture
    assert "blocks" not in picture


def test_a_wrapped_layer_shows_what_it_wraps(tmp_path: Path) -> None:
    assert "conv1_normalised: Conv2D 3 x 3" in drawn(build_discriminator(filters=2), tmp_path)


@pytest.mark.parametrize("layers", [["block1_conv1"], ["block1_conv1", "block1_conv2"]])
def test_networks_within_a_network_are_boxes_with_their_sizes(tmp_path: Path, layers: list[str]) -> None:
    features = build_features(layers, weights=None)
    photo = keras.Input((None, None, 3), name="photo")
    picture = drawn(keras.Model(photo, features(photo), name="whole"), tmp_path)
    assert f"vgg19: {features.count_params():,} parameters" in picture
    assert ", ".join(["? x ? x 64"] * len(layers)) in picture
