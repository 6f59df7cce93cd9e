"""The average of several runs' weights, which is often better than each of them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.errors import ModelError
from core.models.store import StoredModel, own_models_folder, save_model


def average_models(models: Sequence[StoredModel], name: str) -> StoredModel:
    """Add the mean of the models' weights to the person's own models, as `name`.

    It works for runs that started from one another (Wortsman et al., Model Soups, 2022). The card is
    the last model's, less its scores; of models with two ends the faithful one is taken.

    Raises:
        ModelError: fewer than two models, other networks, or a name that is taken.
    """
    first, *others = (model.card.architecture for model in models)
    folder = own_models_folder() / name
    if not others or any(other != first for other in others) or folder.exists():
        raise ModelError(
            f"Received {', '.join(model.card.name for model in models)} to average as {name!r}",
            "two or more models of one network, and a name that is free",
            "Choose other models or another name.",
        )
    ends = [model.weights(0.0) for model in models]
    mean = {tensor: np.mean([end[tensor] for end in ends], axis=0) for tensor in ends[0]}
    training = {"program": "heirloom models average", "models": [model.card.training for model in models]}
    return save_model(
        folder, replace(models[-1].card, name=name, detail=0.0, training=training, scores={}), mean
    )
