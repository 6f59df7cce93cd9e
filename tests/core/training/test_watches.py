import pytest

from core.training.watches import STEPS, SaturationWatch


def seen_after(**figures: float) -> int | None:
    """At which step of 3 * STEPS such steps the watch first reports saturation."""
    watch = SaturationWatch()
    return next((step for step in range(1, 3 * STEPS + 1) if watch.sees(figures)), None)


@pytest.mark.parametrize(
    "figures",
    [
        {"real": 0.99, "fooled": 0.01, "discriminator": 0.1},
        {"real": 0.9, "fooled": 0.1, "discriminator": 0.01},
    ],
)
def test_a_discriminator_that_knows_everything_for_long_is_saturated(figures: dict[str, float]) -> None:
    assert seen_after(**figures) == STEPS


@pytest.mark.parametrize(
    "figures",
    [
        {"real": 0.99, "fooled": 0.2, "discriminator": 0.3},
        {"real": 0.6, "fooled": 0.01, "discriminator": 0.3},
        {"pixel": 0.001},
    ],
)
def test_one_that_is_fooled_or_unsure_or_absent_is_not(figures: dict[str, float]) -> None:
    assert seen_after(**figures) is None


def test_a_short_spell_of_certainty_is_none() -> None:
    watch = SaturationWatch()
    certain, unsure = ({"real": share, "fooled": 1 - share, "discriminator": 0.1} for share in (1.0, 0.5))
    assert not any(watch.sees(unsure if step % STEPS < 10 else certain) for step in range(4 * STEPS))
