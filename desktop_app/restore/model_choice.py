"""What the window needs to know of a model."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ModelChoice:
    """A model to choose; `detail` is its recommendation, and counts only where `has_detail`."""

    name: str
    scale: int
    has_detail: bool
    detail: float
    description: str


def list_choices() -> list[ModelChoice]:
    """All sound models; to be called in a background thread, for it reads files."""
    from core.service import list_models

    return [
        ModelChoice(
            model.card.name,
            model.card.architecture.scale,
            model.has_detail,
            model.card.detail,
            model.card.description,
        )
        for model in list_models()
    ]
