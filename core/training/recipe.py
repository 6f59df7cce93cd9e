"""From options to the parts of a run: networks, losses and pairs."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import keras

from core.errors import ModelError
from core.models.card import Architecture, Network
from core.models.classic import build_classic_discriminator
from core.models.discriminator import build_discriminator
from core.models.features import Trunk, build_features
from core.models.networks import build_network
from core.models.store import StoredModel
from core.training.games import AdversarialGame, FidelityGame, Game, LossWeights
from core.training.losses import feature_mse
from core.training.options import TrainingOptions
from core.training.weights import assign_tensors, tensors_of

AT_HAND = "hed"
"""Features that need no download."""
FEATURE_LAYERS: dict[Trunk, tuple[str, ...]] = {
    "vgg16": ("block2_conv2", "block3_conv3", "block4_conv3"),
    "vgg19": ("block2_conv2", "block3_conv4", "block4_conv4"),
}
DISCRIMINATOR_PACE = 5.0
"""Spectral normalisation slows it: at the generator's own rate it had learnt nothing after 80 steps."""
CLASSIC_LAYERS = ("block3_conv3",)
CLASSIC_LOSS = LossWeights(pixel=0.0, perceptual=100.0, adversarial=1.0, phase=0.0)


def architecture_of(options: TrainingOptions, base: StoredModel | None) -> Architecture:
    """The base's architecture, at the options' scale, or the one that the options describe."""
    if base:
        return replace(base.card.architecture, scale=options.scale or base.card.architecture.scale)
    return Architecture(
        network=options.network, scale=options.scale or 4, filters=options.filters, blocks=options.blocks
    )


def build_game(
    options: TrainingOptions,
    architecture: Architecture,
    base: StoredModel | None,
    features: keras.Model | None,
) -> Game:
    """The players, from the base's faithful weights where there is a base, seeded otherwise."""
    keras.utils.set_random_seed(options.seed)
    generator = build_network(architecture)
    if base:
        lent = base.weights(0.0)
        own = tensors_of(generator.variables)
        fitting = {name: lent[name] if lent[name].shape == own[name].shape else own[name] for name in own}
        assign_tensors(generator.variables, fitting)
    if architecture.network == "classic":
        return AdversarialGame(
            generator,
            build_classic_discriminator(filters=architecture.filters),
            features,
            weights=CLASSIC_LOSS,
            feature_loss=feature_mse,
            from_logits=False,
            beta_1=0.5,
        )
    if options.is_adversarial:
        return AdversarialGame(
            generator,
            build_discriminator(),
            features,
            weights=LossWeights(),
            discriminator_pace=DISCRIMINATOR_PACE,
        )
    return FidelityGame(generator)


def find_features(options: TrainingOptions) -> tuple[keras.Model | None, str]:
    """What the perceptual loss and score look through, and its name for the model's card.

    Of its own accord only a run that learns by it downloads one.

    Raises:
        ModelError: the features asked for cannot be had.
    """
    if options.features != "auto":
        return _features(options.features, options.network)
    for choice in ("imagenet", AT_HAND) if options.is_adversarial else (AT_HAND,):
        with suppress(ModelError):
            return _features(choice, options.network)
    return _features("none", options.network)


def _features(choice: str, network: Network) -> tuple[keras.Model | None, str]:
    if choice == "none":
        return None, "none"
    trunk: Trunk = "vgg16" if choice == AT_HAND else "vgg19"
    names = CLASSIC_LAYERS if network == "classic" else FEATURE_LAYERS[trunk]
    weights = choice if choice in ("imagenet", AT_HAND) else Path(choice)
    return build_features(names, trunk=trunk, weights=weights), f"{trunk} ({choice})"
