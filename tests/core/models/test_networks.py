import keras
import numpy as np
import pytest
from PIL import Image

from core.errors import ModelError
from core.images.depth import to_unit
from core.models.classic import build_classic_discriminator, build_classic_generator
from core.models.discriminator import build_discriminator
from core.models.features import build_features
from core.models.generator import build_generator
from core.models.projected_discriminator import HEADS, build_projected_discriminator


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_untrained_generator_is_the_nearest_neighbour_enlargement(scale: int) -> None:
    photo = np.random.default_rng(0).random((1, 8, 12, 3), np.float32)
    restored = keras.ops.convert_to_numpy(build_generator(scale, filters=4, blocks=1)(photo))
    assert np.array_equal(restored, photo.repeat(scale, axis=1).repeat(scale, axis=2))


@pytest.mark.parametrize(("scale", "factor"), [(1, 2), (2, 4), (4, 4)])
def test_generator_works_at_a_quarter_of_the_result_and_at_half_of_photos_own_size(
    scale: int, factor: int
) -> None:
    network = build_generator(scale, filters=4, blocks=1)
    assert network.get_layer("block0_conv1").output.shape[-1] == 4
    photo = np.zeros((1, 4 * factor // scale, 4 * factor // scale, 3), np.float32)
    trunk = keras.Model(network.input, network.get_layer("trunk").output)(photo)
    assert trunk.shape == (1, 4, 4, 4)


def test_the_generators_activation_is_prelu() -> None:
    layer = build_generator(4, filters=4, blocks=1).get_layer("block0_prelu")
    slopes = np.float32([-0.3, 0, 0.6, 1])
    layer.alpha.assign(slopes.reshape(1, 1, 4))
    values = np.random.default_rng(0).normal(size=(1, 3, 5, 4)).astype(np.float32)
    answer = keras.ops.convert_to_numpy(layer(values))
    assert np.array_equal(answer, np.where(values > 0, values, slopes * values))


def test_training_keeps_the_slopes_of_the_activation_at_one_at_most() -> None:
    network = build_generator(4, filters=4, blocks=1)
    alpha = network.get_layer("block0_prelu").alpha
    alpha.assign(np.full((1, 1, 4), 0.9, np.float32))
    optimizer = keras.optimizers.SGD(1.0)
    optimizer.build([alpha])
    optimizer.apply([keras.ops.full((1, 1, 4), -0.5)], [alpha])
    assert np.array_equal(keras.ops.convert_to_numpy(alpha).ravel(), np.ones(4, np.float32))


def test_generator_refuses_other_scales() -> None:
    with pytest.raises(ValueError, match="scale=3"):
        build_generator(3)


def test_classic_generator_enlarges_four_times_within_range() -> None:
    photo = np.random.default_rng(0).random((1, 8, 8, 3), np.float32)
    restored = keras.ops.convert_to_numpy(build_classic_generator(filters=4, blocks=1)(photo))
    assert restored.shape == (1, 32, 32, 3)
    assert restored.min() >= 0
    assert restored.max() <= 1


def test_an_untrained_classic_generator_doubles_the_photo_bilinearly_twice() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (12, 16, 3), np.uint8)
    restored = keras.ops.convert_to_numpy(build_classic_generator(filters=8, blocks=1)(to_unit(photo)[None]))
    enlarged = Image.fromarray(photo)
    for size in ((32, 24), (64, 48)):
        enlarged = enlarged.resize(size, Image.Resampling.BILINEAR)
    inside = slice(8, -8)  # at its border a convolution sees zeros
    difference = (restored[0] - to_unit(np.asarray(enlarged)))[inside, inside]
    assert np.abs(difference).max() < 0.08  # the tanh's bend


def test_classic_discriminator_answers_14_by_14_times_for_224_px() -> None:
    network = build_classic_discriminator(filters=2)
    answers = keras.ops.convert_to_numpy(network(np.zeros((1, 224, 224, 3), np.float32)))
    assert answers.shape == (1, 14, 14, 1)
    assert 0 < answers.min() <= answers.max() < 1
    convolutions = [layer for layer in network.layers if isinstance(layer, keras.layers.Conv2D)]
    assert [layer.filters for layer in convolutions] == [2, 2, 4, 4, 8, 8, 16, 16, 32, 1]


def test_discriminator_answers_patch_by_patch() -> None:
    assert build_discriminator(filters=2)(np.zeros((1, 32, 48, 3), np.float32)).shape == (1, 8, 12, 1)


def test_discriminator_normalises_all_convolutions_but_the_first_and_the_last() -> None:
    names = [layer.name for layer in build_discriminator(filters=2).layers]
    normalised = [name for name in names if name.endswith("_normalised")]
    assert normalised == [f"conv{index}_normalised" for index in range(1, 6)]
    assert "conv0" in names
    assert "answers" in names


def test_a_projected_discriminator_answers_by_each_of_the_features_that_see_structure() -> None:
    features = build_features(["block1_conv2", "block2_conv2", "block3_conv1", "block4_conv1"], weights=None)
    network = build_projected_discriminator(features, filters=2)
    answers = network(np.random.default_rng(0).random((1, 64, 96, 3), np.float32))
    assert [answer.shape for answer in answers] == [(1, 16, 24, 1), (1, 16, 24, 1), (1, 8, 12, 1)]


def test_of_a_projected_discriminator_the_heads_alone_are_trained() -> None:
    network = build_projected_discriminator(build_features(["block2_conv1"], weights=None), filters=2)
    heads = network.get_layer(HEADS)
    assert network.trainable_variables == heads.trainable_variables
    assert len(heads.trainable_variables) == 2 * 3


def test_a_projected_discriminator_cannot_answer_by_texture_alone() -> None:
    with pytest.raises(ModelError, match=r"block1_conv2.*deeper"):
        build_projected_discriminator(build_features(["block1_conv2"], weights=None))


def test_features_are_the_named_layers_before_their_relu_at_any_size() -> None:
    features = build_features(["block1_conv2", "block3_conv3"], weights=None)
    shallow, deep = features(np.random.default_rng(0).random((1, 40, 48, 3), np.float32))
    assert shallow.shape == (1, 40, 48, 64)
    assert deep.shape == (1, 10, 12, 256)
    assert keras.ops.convert_to_numpy(shallow).min() < 0
    assert not features.trainable_variables


def test_features_are_those_of_keras_applications(tmp_path: "pytest.TempPathFactory") -> None:
    theirs = keras.applications.VGG16(include_top=False, weights=None)
    file = f"{tmp_path}/vgg16_notop.weights.h5"
    theirs.save_weights(file)
    ours = build_features(["block2_conv2"], trunk="vgg16", weights=file)
    photo = np.random.default_rng(0).random((1, 32, 32, 3), np.float32)
    prepared = keras.applications.vgg16.preprocess_input(photo * 255)
    reference = keras.Model(theirs.input, theirs.get_layer("block2_conv2").output)(prepared)
    mine = np.maximum(keras.ops.convert_to_numpy(ours(photo)[0]), 0)
    assert np.allclose(mine, keras.ops.convert_to_numpy(reference), atol=1e-3)


def test_features_name_the_file_to_supply_when_there_is_none() -> None:
    with pytest.raises(ModelError, match="Supply vgg19_weights_tf"):
        build_features(["block1_conv1"], weights="/nowhere/vgg.h5")


def test_features_refuse_an_unknown_layer() -> None:
    with pytest.raises(ModelError, match="block9_conv9"):
        build_features(["block9_conv9"], weights=None)
