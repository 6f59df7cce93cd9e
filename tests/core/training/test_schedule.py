import pytest

from core.training.schedule import Budget, Plan, learning_rate


def test_the_rate_rises_then_falls_to_zero_exactly_at_the_end() -> None:
    rates = [learning_rate(share / 100, 1.0, "cosine") for share in range(101)]
    assert rates[0] < 0.01
    assert max(rates) == pytest.approx(1.0)
    assert rates[2:] == sorted(rates[2:], reverse=True)
    assert rates[-1] == pytest.approx(0.0, abs=1e-12)


def test_a_linear_decay_falls_evenly_after_the_same_warm_up() -> None:
    rates = [learning_rate(share / 100, 1.0, "linear") for share in range(101)]
    assert rates[1] == learning_rate(0.01, 1.0, "cosine")
    assert rates[51] == pytest.approx(0.5)
    assert rates[-1] == 0


def test_a_step_decay_falls_to_a_tenth_half_way_and_no_decay_never_does() -> None:
    shares = (0, 0.25, 0.5, 0.99)
    assert [learning_rate(share, 1.0, "step") for share in shares] == [1, 1, 0.1, 0.1]
    assert [learning_rate(share, 1.0, "none") for share in shares] == [1, 1, 1, 1]


def test_a_plan_knows_the_rate_at_each_share_of_the_budget() -> None:
    plan = Plan(minutes=None, steps=10, peak_learning_rate=2.0, decay="step", objective="fidelity")
    assert [plan.learning_rate(share) for share in (0.4, 0.5)] == [2.0, 0.2]


def test_a_budget_in_minutes_counts_time_and_one_in_steps_counts_steps() -> None:
    assert Budget(minutes=2, steps=None, used_s=60, step=5).share == 0.5
    assert Budget(minutes=None, steps=10, used_s=60, step=5).share == 0.5


def test_the_time_left_follows_the_pace() -> None:
    assert Budget(minutes=None, steps=10, used_s=60, step=5).remaining_s == pytest.approx(60)
    assert Budget(minutes=2, steps=None, used_s=30, step=1).remaining_s == pytest.approx(90)
