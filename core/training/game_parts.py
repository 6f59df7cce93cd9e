"""From options to the parts of a game: networks, losses and features."""

from dataclasses import dataclass, replace
from pathlib import Path

import keras

from core.errors import ModelError, OptionsError
from core.models.card import CLASSIC_SCALE, Architecture
from core.models.classic import build_classic_discriminator
from core.models.discriminator import build_discriminator
from core.models.features import Trunk, build_features
from core.models.networks import build_network
from core.models.projected_discriminator import build_projected_discriminator
from core.models.store import StoredModel
from core.progress import Progress
from core.training.games import AdversarialGame, FidelityGame, Game
from core.training.losses import feature_distance, feature_mse
from core.training.options import TrainingOptions
from core.training.presets import FEATURE_LAYERS, Preset
from core.training.weights import assign_tensors, tensors_of

AT_HAND = "hed"
"""Features that need no download."""


@dataclass(frozen=True)
class Features:
    """The features that the perceptual loss and score compare.

    Attributes:
        network: its outputs are the feature maps. None: there are none.
        choice: what TrainingOptions.features calls them, so that a resumed run finds the same ones.
        name: with their layers, for the model's card.
        missing: why they stand in for better ones, if they do.
    """

    network: keras.Model | None
    choice: str
    name: str
    missing: str = ""


def architecture_of(options: TrainingOptions, base: StoredModel | None) -> Architecture:
    """The base's architecture, at the options' scale, or the one that the options describe.

    Raises:
        OptionsError: the base is of another kind of network, or the scale is none of this kind's.
    """
    described = Architecture(
        network=options.network, scale=options.scale or 4, filters=options.filters, blocks=options.blocks
    )
    own = base.card.architecture if base else described
    if own.network != options.network:
        raise OptionsError(
            f"Received a model of the {own.network} network to start from, and {options.network} to train",
            "one network for both",
            f"Start from another model, or on the command line choose --network {own.network}.",
        )
    architecture = replace(own, scale=options.scale or own.scale)
    if architecture.network == "classic" and architecture.scale != CLASSIC_SCALE:
        raise OptionsError(
            f"Received scale {architecture.scale} for the classic network",
            f"scale {CLASSIC_SCALE}, which alone it has",
            "Leave the scale out, or choose the other network.",
        )
    return architecture


def build_game(
    options: TrainingOptions,
    settings: Preset,
    architecture: Architecture,
    base: StoredModel | None,
    features: keras.Model | None,
) -> Game:
    """The players, from the base's weights where there is a base, seeded otherwise."""
    keras.utils.set_random_seed(options.seed)
    generator = build_network(architecture)
    if base:
        lent = base.weights(options.trained_detail)
        own = tensors_of(generator.variables)
        fitting = {name: lent[name] if lent[name].shape == own[name].shape else own[name] for name in own}
        assign_tensors(generator.variables, fitting)
    is_classic = architecture.network == "classic"
    if not (is_classic or options.is_adversarial):
        return FidelityGame(generator, settings)
    return AdversarialGame(
        generator,
        _discriminator(settings, architecture, features),
        features,
        settings,
        feature_loss=feature_mse if is_classic else feature_distance,
        from_logits=not is_classic,
    )


def _discriminator(settings: Preset, architecture: Architecture, features: keras.Model | None) -> keras.Model:
    if architecture.network == "classic":
        return build_classic_discriminator(filters=architecture.filters)
    if settings.discriminator != "projected":
        return build_discriminator()
    if features is None:
        raise OptionsError(
            "Received a projected discriminator and no features",
            "features for it to look through",
            "Choose features, or the discriminator patch.",
        )
    return build_projected_discriminator(features)


def find_features(options: TrainingOptions, settings: Preset, progress: Progress) -> Features:
    """The features for a run. With "auto", only a run that learns by them downloads any.

    Raises:
        ModelError: the features asked for cannot be loaded.
        Cancelled: out of `progress`, which counts the bytes of a download.
    """
    if options.features != "auto":
        return _features(options.features, settings, progress)
    if options.is_adversarial:
        try:
            return _features("imagenet", settings, progress)
        except ModelError as error:
            return replace(_features(AT_HAND, settings, progress), missing=error.received)
    return _features(AT_HAND, settings, progress)


def _features(choice: str, settings: Preset, progress: Progress) -> Features:
    if choice == "none":
        return Features(None, choice, choice)
    trunk: Trunk = "vgg16" if choice == AT_HAND else "vgg19"
    names = settings.feature_layers or FEATURE_LAYERS[trunk]
    file = None if choice in ("imagenet", AT_HAND) else Path(choice).absolute()
    network = build_features(names, trunk=trunk, weights=file or choice, progress=progress)
    name = f"{trunk} ({file.name if file else choice}): {', '.join(names)}"
    return Features(network, str(file or choice), name)
