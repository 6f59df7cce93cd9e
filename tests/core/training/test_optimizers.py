import keras
import numpy as np
import pytest
from keras import ops

from core.models.generator import build_generator
from core.training.optimizers import build_optimizer
from core.training.weights import Tensors, tensors_of

RATE = 1e-3


def moved(name: str, gradient_size: float) -> Tensors:
    """How far one step moves the weights of a tiny generator, by random gradients."""
    keras.utils.set_random_seed(3)
    network = build_generator(4, filters=8, blocks=1)
    variables = network.trainable_variables
    rng = np.random.default_rng(0)
    gradients = [
        ops.convert_to_tensor(rng.normal(0, gradient_size, v.shape).astype(np.float32)) for v in variables
    ]
    before = tensors_of(variables)
    optimizer = build_optimizer(name, variables, beta_1=0.9)
    optimizer.learning_rate.assign(RATE)
    optimizer.apply(gradients, variables)
    after = tensors_of(variables)
    return {path: after[path] - before[path] for path in before}


def test_muon_moves_a_kernel_in_all_directions_alike_and_as_far_as_adam_would() -> None:
    change = moved("muon", 1e-4)["block0_conv1/kernel"]
    sizes = np.linalg.svd(change.reshape(-1, 8), compute_uv=False)
    assert sizes.min() > 0.5 * sizes.max()
    assert np.sqrt(np.square(change).mean()) == pytest.approx(0.2 * RATE, rel=0.3)


def test_muon_moves_kernels_as_far_whatever_the_size_of_their_gradients() -> None:
    weak, strong = (moved("muon", size)["block0_conv1/kernel"] for size in (1e-6, 1e-3))
    assert np.allclose(weak, strong, atol=0.02 * np.abs(strong).max())


@pytest.mark.parametrize("path", ["head/kernel", "tail/kernel", "block0_conv1/bias", "block0_prelu/alpha"])
def test_muon_leaves_all_but_the_inner_kernels_to_adam(path: str) -> None:
    assert np.allclose(moved("muon", 1e-4)[path], moved("adam", 1e-4)[path], rtol=1e-3)


def test_adam_moves_an_inner_kernel_elsewhere() -> None:
    muon, adam = (moved(name, 1e-4)["block0_conv1/kernel"] for name in ("muon", "adam"))
    assert np.abs(muon - adam).max() > 0.5 * RATE


@pytest.mark.parametrize("name", ["adam", "muon"])
@pytest.mark.parametrize("size", [np.inf, np.nan, 3e19])  # the last one's square is not finite
def test_a_step_whose_gradient_is_not_finite_changes_nothing(name: str, size: float) -> None:
    network = build_generator(4, filters=8, blocks=1)
    variables = network.trainable_variables
    optimizer = build_optimizer(name, variables, beta_1=0.9)
    good = [ops.ones(v.shape) for v in variables]
    bad = [good[0], good[1] * size, *good[2:]]
    skipped = []
    for gradients in (good, bad, bad, good):
        before = tensors_of(variables)
        optimizer.apply(gradients, variables)
        after = tensors_of(variables)
        skipped.append(int(optimizer.skipped))
        is_same = all(np.array_equal(after[path], before[path]) for path in before)
        assert is_same == (gradients is bad)
        assert all(np.isfinite(value).all() for value in after.values())
    assert skipped == [0, 1, 2, 0]
