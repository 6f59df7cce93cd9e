from core.training.gate import judge


def test_a_fidelity_model_is_kept_only_if_it_gains_psnr() -> None:
    base = {"psnr_y": 30.0}
    assert judge({"psnr_y": 30.2}, base, "base", "fidelity").kept
    assert not judge({"psnr_y": 30.01}, base, "base", "fidelity").kept
    assert not judge({"psnr_y": 29.0}, base, "base", "fidelity").kept


def test_a_detail_model_is_kept_only_if_it_looks_closer_at_a_bearable_price() -> None:
    base = {"psnr_y": 30.0, "perceptual": 0.5}
    assert judge({"psnr_y": 28.5, "perceptual": 0.4}, base, "base", "detail").kept
    assert not judge({"psnr_y": 30.5, "perceptual": 0.5}, base, "base", "detail").kept
    assert not judge({"psnr_y": 26.0, "perceptual": 0.3}, base, "base", "detail").kept


def test_the_verdict_says_what_was_measured_against_what() -> None:
    words = judge({"psnr_y": 29.5}, {"psnr_y": 30.0}, "restore-x4", "fidelity").words
    assert "Not kept" in words
    assert "-0.50 dB against restore-x4" in words


def test_the_verdict_says_what_would_have_counted() -> None:
    close = judge({"psnr_y": 30.044}, {"psnr_y": 30.0}, "base", "fidelity").words
    assert close.startswith("Not kept: it takes a gain of 0.05 dB.")
    base = {"psnr_y": 30.0, "perceptual": 0.5}
    closer = judge({"psnr_y": 30.0, "perceptual": 0.493}, base, "base", "detail").words
    assert closer.startswith("Not kept: it takes 2 % less distance for at most 2.5 dB.")


def test_where_plain_enlarging_is_perfect_only_psnr_is_compared() -> None:
    perfect = {"psnr_y": 50.0, "perceptual": 0.0}
    for objective in ("fidelity", "detail"):
        verdict = judge({"psnr_y": 49.0, "perceptual": 0.1}, perfect, "plain enlarging", objective)
        assert not verdict.kept
        assert "-1.00 dB against plain enlarging" in verdict.words
