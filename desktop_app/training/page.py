"""Brings the Train tab into the window, when it is first looked at."""

from typing import TYPE_CHECKING

from desktop_app.look.theme import Theme
from desktop_app.restore.settings import RestoreSettings
from desktop_app.session import Session
from desktop_app.settings import Settings
from desktop_app.system.desktop_signals import DesktopSignals

if TYPE_CHECKING:
    from desktop_app.training.panel import TrainingPanel


def import_training_page() -> None:
    """Import what the tab is made of, ahead of its first look; to be called in a background thread."""
    import desktop_app.training.panel  # noqa: F401


def make_training_page(
    settings: Settings,
    theme: Theme,
    session: Session,
    restore_settings: RestoreSettings,
    desktop: DesktopSignals,
) -> "TrainingPanel":
    """The Train tab, connected with the rest."""
    from desktop_app.training.panel import TrainingPanel

    panel = TrainingPanel(settings, theme)
    panel.model_chosen.connect(restore_settings.choose_model)
    panel.models_changed.connect(session.list_models)
    panel.progressed.connect(desktop.show_progress)
    panel.ended.connect(desktop.end_progress)
    return panel
