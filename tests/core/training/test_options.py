from pathlib import Path

import pytest

from core.errors import OptionsError
from core.training.options import TrainingOptions
from core.training.presets import CLASSIC, DETAIL, FIDELITY, TUNING, LossWeights, classic_options, settings_of


def options(**changes: object) -> TrainingOptions:
    return TrainingOptions(**{"folder": Path("album"), "steps": 1, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": 1},
        {"steps": 0},
        {"early_stopping": 0},
        {"report_steps": 0},
        {"steps": None, "minutes": float("inf")},
        {"learning_rate": 0},
        {"learning_rate": float("nan")},
        {"decay": "sudden"},
        {"beta_1": 1},
        {"optimizer": "lion"},
        {"discriminator": "global"},
        {"objective": "detail", "pixel_weight": -1},
        {"objective": "detail", "phase_weight": float("inf")},
        {"feature_layers": ("conv3",), "objective": "detail"},
        {"feature_layers": ("block5_conv3",), "objective": "detail", "patch_px": 16},
        {"name": "../elsewhere"},
        {"name": "mine & more"},
        {"name": "_hidden"},
        {"seed": -1},
        {"seed": 2**32},
        {"damage": 0.5, "damage_kinds": ("rain",)},
        {"damage_kinds": ("jpeg",)},
    ],
)
def test_what_no_run_can_do_is_refused_at_once(changes: dict[str, object]) -> None:
    with pytest.raises(OptionsError, match="Received"):
        options(**changes)


@pytest.mark.parametrize("changes", [{"adversarial_weight": 0.1}, {"feature_layers": ("block3_conv3",)}])
def test_settings_of_the_loss_are_for_detail_only(changes: dict[str, object]) -> None:
    with pytest.raises(OptionsError, match="objective fidelity"):
        options(**changes)
    assert options(objective="detail", **changes)
    assert options(network="classic", **changes)


@pytest.mark.parametrize(
    "changes", [{"objective": "fidelity"}, {"network": "classic", "objective": "detail"}]
)
def test_only_our_network_learns_detail_against_a_discriminator_of_choice(changes: dict[str, object]) -> None:
    with pytest.raises(OptionsError, match="objective detail and our own network"):
        options(discriminator="projected", **changes)
    assert options(discriminator="projected", objective="detail")


def test_a_loss_without_any_term_is_refused() -> None:
    with pytest.raises(OptionsError, match="all 0"):
        settings_of(
            classic_options(folder=Path(), steps=1, perceptual_weight=0, adversarial_weight=0), "classic"
        )


def test_without_choices_the_presets_hold() -> None:
    assert settings_of(options(), "generator") == FIDELITY
    assert settings_of(options(), "generator", is_tuned=True) == TUNING
    assert settings_of(options(objective="detail"), "generator") == DETAIL
    assert settings_of(options(objective="detail"), "classic") == CLASSIC


def test_choices_come_before_the_preset() -> None:
    chosen = options(objective="detail", perceptual_weight=0, beta_1=0.5, decay="step", report_steps=7)
    settings = settings_of(chosen, "generator")
    assert settings.loss == LossWeights(perceptual=0)
    assert (settings.beta_1, settings.decay, settings.report_steps) == (0.5, "step", 7)
    assert settings.learning_rate == DETAIL.learning_rate


def test_the_classic_run_is_the_articles() -> None:
    article = classic_options(folder=Path(), steps=1, batch=4)
    assert (article.network, article.patch_px, article.batch) == ("classic", 224, 4)
    assert (CLASSIC.learning_rate, CLASSIC.beta_1, CLASSIC.report_steps) == (2e-4, 0.5, 20)
