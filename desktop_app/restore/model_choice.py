"""What the window needs to know of a model."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from core.config import SCALES

_BUNDLED = (
    QT_TRANSLATE_NOOP("Models", "Cleans and enlarges old photos: grain, noise, JPEG marks and softness."),
    QT_TRANSLATE_NOOP(
        "Models", "Cleans old photos and doubles their size: grain, noise, JPEG marks and softness."
    ),
    QT_TRANSLATE_NOOP(
        "Models", "Cleans old photos at their own size: grain, noise, JPEG marks and softness."
    ),
    QT_TRANSLATE_NOOP(
        "Models",
        "Enlarges clean photos four times, and draws the texture that the small photo does not show.",
    ),
    QT_TRANSLATE_NOOP("Models", "Enlarges clean photos four times, as faithfully as pixels can tell."),
)
"""Descriptions in the cards of bundled models, listed here for Qt's translation tools to find."""


@dataclass(frozen=True)
class ModelChoice:
    """A model to choose.

    Attributes:
        scale: how many times as wide its results are.
        has_detail: whether its detail can be chosen.
        detail: the detail it recommends, 0..1, where it `has_detail`.
        automatic_for: the scales for which the program chooses this model by itself.
    """

    name: str
    scale: int
    has_detail: bool
    detail: float
    description: str
    automatic_for: tuple[int, ...] = ()

    @property
    def translated_description(self) -> str:
        """The description, translated where it is a bundled model's."""
        return QCoreApplication.translate("Models", self.description) if self.description else ""


def list_choices() -> list[ModelChoice]:
    """All usable models; to be called in a background thread, for it reads files."""
    from core.models.store import default_model, list_models

    models = list_models()
    automatic = [(scale, default_model(scale).card.name) for scale in SCALES] if models else []
    return [
        ModelChoice(
            model.card.name,
            model.card.architecture.scale,
            model.has_detail,
            model.card.detail,
            model.card.description,
            tuple(scale for scale, name in automatic if name == model.card.name),
        )
        for model in models
    ]
