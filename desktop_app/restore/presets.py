"""Named settings for strength, detail and grain; scale, model and device are left as they are."""

from dataclasses import replace
from typing import Any

from core.config import RestoreOptions

BUILT_IN: dict[str, RestoreOptions] = {
    "gentle": RestoreOptions(strength=0.6, detail=0.0, grain=0.5),
    "balanced": RestoreOptions(),
    "strong": RestoreOptions(strength=1.0, detail=1.0, grain=0.0),
}


def apply_preset(preset: RestoreOptions, options: RestoreOptions) -> RestoreOptions:
    """`options` with what the preset says."""
    return replace(options, **preset_fields(preset))


def preset_fields(preset: RestoreOptions) -> dict[str, Any]:
    """What a preset says, by the names of RestoreOptions."""
    return {"strength": preset.strength, "detail": preset.detail, "grain": preset.grain}


def built_in_name(options: RestoreOptions) -> str | None:
    """The built-in preset that `options` follow, if they do."""
    return next((name for name, preset in BUILT_IN.items() if apply_preset(preset, options) == options), None)
