from pathlib import Path

import pytest

from core.config import RestoreOptions
from core.models.store import load_model
from desktop_app.restore.presets import BUILT_IN

MODELS = Path(__file__).parents[3] / "resources" / "models"


@pytest.mark.parametrize("name", ["restore-x1", "restore-x2", "restore-x4"])
def test_no_two_presets_do_the_same(name: str) -> None:
    advised = load_model(MODELS / name).card.detail

    def effect(preset: RestoreOptions) -> tuple[float, float, float]:
        detail = advised if preset.detail is None else preset.detail
        return preset.strength, detail, preset.grain

    assert len({effect(preset) for preset in BUILT_IN.values()}) == len(BUILT_IN)
