"""Named settings for strength, detail and grain; scale, model and device are left as they are."""

from typing import Any

from core.config import RestoreOptions

BUILT_IN: dict[str, RestoreOptions] = {
    "gentle": RestoreOptions(strength=0.6, detail=0.0, grain=0.5),
    "balanced": RestoreOptions(),
    "strong": RestoreOptions(strength=1.0, detail=1.0, grain=0.0),
}


def preset_fields(preset: RestoreOptions) -> dict[str, Any]:
    """The fields of RestoreOptions that a preset sets."""
    return {"strength": preset.strength, "detail": preset.detail, "grain": preset.grain}


def built_in_name(options: RestoreOptions) -> str | None:
    """The built-in preset that `options` agree with, if any."""
    chosen = preset_fields(options)
    return next((name for name, preset in BUILT_IN.items() if preset_fields(preset) == chosen), None)
