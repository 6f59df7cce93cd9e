"""The average of several runs' weights, which is often better than each of them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.errors import ModelError
from core.models.model_name import check_name
from core.models.store import StoredModel, free_folder, save_model
from core.models.tensor_file import Weights


def average_models(models: Sequence[StoredModel], name: str, shares: Sequence[float]) -> StoredModel:
    """Add the mean of the models' weights to the user's own models, as `name`.

    It works for runs that started from one another (Wortsman et al., Model Soups, 2022). The card is the
    first model's, less its scores. Where a model has two ends so has the mean, and one with a single end
    counts with that in both.

    Args:
        models: of one network.
        name: of the mean.
        shares: of each model; what matters is their ratio. Negative ones take away what a run started
            from, which adds up what several runs learnt (Ilharco et al., Task Arithmetic, 2023).

    Raises:
        ModelError: fewer than two models, other networks, shares that add up to 0 or to no number, or a
            name that is taken or cannot be a folder's.
    """
    check_name(name)
    first, *others = (model.card.architecture for model in models)
    folder = free_folder(name)
    ratios = np.array(shares, np.float32)
    total = ratios.sum()
    is_sum = np.isfinite(total) and total != 0
    if not others or any(other != first for other in others) or not is_sum:
        raise ModelError(
            f"Received {', '.join(model.card.name for model in models)} to average as {name!r}",
            "two or more models of one network, and shares with a sum",
            "Choose other models or shares.",
        )
    ratios /= total
    training = {
        "program": "heirloom models average",
        "models": [model.card.training for model in models],
        "shares": [round(float(ratio), 4) for ratio in ratios],
    }
    card = replace(models[0].card, name=name, training=training, scores={})
    has_detail = any(model.has_detail for model in models)
    return save_model(
        folder, card, _mean(models, ratios, 0.0), _mean(models, ratios, 1.0) if has_detail else None
    )


def _mean(models: Sequence[StoredModel], ratios: NDArray[np.float32], detail: float) -> Weights:
    ends = [model.weights(detail) for model in models]
    return {
        tensor: np.sum([ratio * end[tensor] for ratio, end in zip(ratios, ends, strict=True)], axis=0)
        for tensor in ends[0]
    }
