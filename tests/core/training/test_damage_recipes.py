import re
from collections import Counter
from functools import partial

import numpy as np
import pytest
from PIL import Image

from core.errors import OptionsError
from core.images.photo import Photo
from core.training.damage.drawing import draw_recipe
from core.training.damage.options import KINDS, STRUCTURE, DamageOptions, Dose
from core.training.damage.pairs import aged_pair
from core.training.damage.preview import damage_photo
from core.training.damage.recipe import (
    OPERATIONS,
    DamageRecipe,
    Operation,
    apply_structure,
    apply_tone,
)

TONES = {"fade", "yellow", "tone_sepia", "grey", "vignette"}


@pytest.fixture(scope="module")
def original() -> np.ndarray:
    coarse = np.random.default_rng(3).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((64, 64), Image.Resampling.BICUBIC))


def drawn(count: int, options: DamageOptions, seed: int = 0) -> list:
    rng = np.random.default_rng(seed)
    return [draw_recipe(rng, options) for _ in range(count)]


def age(
    photo: np.ndarray, rng: np.random.Generator, options: DamageOptions
) -> tuple[np.ndarray, np.ndarray, DamageRecipe]:
    recipe = draw_recipe(rng, options)
    target = apply_tone(photo, recipe)
    return apply_structure(target, recipe), target, recipe


def drawing(**options) -> partial:
    return partial(draw_recipe, options=DamageOptions(**options))


def names(recipe) -> list[str]:
    return [operation.name for operation in (*recipe.tone, *recipe.optics, *recipe.structure)]


def test_strength_0_leaves_photos_alone(original):
    small, target = aged_pair(original, 1, np.random.default_rng(1), drawing(strength=0))
    np.testing.assert_array_equal(small, target)
    np.testing.assert_array_equal(np.rint(target * 255), original)


def test_some_photos_keep_their_structure():
    clean = [not (recipe.optics or recipe.structure) for recipe in drawn(1000, DamageOptions())]
    assert 0.1 < np.mean(clean) < 0.2


def test_every_other_photo_has_a_single_fault_and_some_have_many():
    faults = [
        [op.name for op in (*recipe.optics, *recipe.structure)] for recipe in drawn(1000, DamageOptions())
    ]
    assert np.mean([len(names) == 1 for names in faults]) > 0.4
    assert np.mean([names == ["jpeg"] for names in faults]) > 0.08
    assert np.mean([len(names) >= 4 for names in faults]) > 0.05
    always = DamageOptions(single=0, least_share=1, clean=0, jpeg=Dose(1, 90, 90), grain=Dose(1, 0.1, 0.1))
    assert all({"jpeg", "grain"} <= set(names(recipe)) for recipe in drawn(50, always))


def test_a_single_fault_is_of_a_kind_that_may_happen_and_leaves_the_tones_alone():
    kinds = DamageOptions(
        single=1,
        clean=0,
        fading=Dose(1, 0.5, 0.5),
        **{name: Dose(0, 0, 0) for name in STRUCTURE if name != "jpeg"},
    )
    for recipe in drawn(50, kinds):
        assert names(recipe)[-1] == "jpeg"
        assert not recipe.optics
        assert len(recipe.structure) == 1
    assert any("fade" in names(recipe) for recipe in drawn(50, kinds))
    nothing = DamageOptions(single=1, **{name: Dose(0, 0, 0) for name in STRUCTURE})
    assert not any(recipe.structure for recipe in drawn(50, nothing))


def test_only_the_chosen_kinds_are_drawn_and_the_commonest_is_certain():
    chosen = DamageOptions(single=0, least_share=1, clean=0).only(("jpeg", "sensor"))
    found = Counter(tuple(names(recipe)) for recipe in drawn(500, chosen))
    assert set(found) == {("jpeg",), ("sensor_noise", "jpeg")}
    assert found["sensor_noise", "jpeg"] > found["jpeg",] > 50  # 0.5 of 0.65
    for wrong in ((), ("jpeg", "rain")):
        with pytest.raises(OptionsError, match="kinds of damage"):
            DamageOptions().only(wrong)


def test_every_operation_is_drawn_and_tones_are_kept_apart_from_structure():
    recipes = drawn(2000, DamageOptions())
    assert set(Counter(name for recipe in recipes for name in names(recipe))) == set(OPERATIONS)
    for recipe in recipes:
        assert {operation.name for operation in recipe.tone} <= TONES
        assert not {operation.name for operation in (*recipe.optics, *recipe.structure)} & TONES


def test_order_of_operations_is_random():
    pairs = Counter()
    for recipe in drawn(2000, DamageOptions()):
        order = [operation.name for operation in recipe.structure]
        if "grain" in order and "resample" in order:
            pairs[order.index("grain") < order.index("resample")] += 1
    assert min(pairs.values()) > 0.3 * sum(pairs.values())


def test_strength_makes_damage_stronger():
    only_blur = {"chance": 1.0, "mild": 0.2, "strong": 2.4}
    weak, strong = (
        drawn(200, DamageOptions(strength=s, least_strength=s, blur=Dose(**only_blur))) for s in (0.2, 1.0)
    )

    def widest(recipes) -> float:
        return max(
            operation.parameters["sigma_px"]
            for recipe in recipes
            for operation in (*recipe.optics, *recipe.structure)
            if operation.name == "gaussian_blur"
        )

    assert widest(weak) < 0.2 + 0.2 * 2.2 + 1e-6
    assert widest(strong) > 1.8


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_pairs_have_their_sizes_type_range_and_8_bits(original, scale):
    rng = np.random.default_rng(4)
    for _ in range(60):
        small, target = aged_pair(original, scale, rng, drawing())
        assert small.shape == (64 // scale, 64 // scale, 3)
        assert target.shape == (64, 64, 3)
        for photo in (small, target):
            assert photo.dtype == np.float32
            assert photo.min() >= 0
            assert photo.max() <= 1
            np.testing.assert_allclose(photo * 255, np.rint(photo * 255), atol=1e-4)


def test_same_seed_gives_the_same_pair_and_another_seed_another(original):
    one, same, other = (
        aged_pair(original, 2, np.random.default_rng(seed), drawing(clean=0))[0] for seed in (5, 5, 6)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_clean_input_is_the_antialiased_bicubic_of_the_literature(original):
    no_tones = dict.fromkeys(("fading", "yellowing", "sepia", "grey", "vignette"), Dose(0, 0, 0))
    small, _ = aged_pair(original, 4, np.random.default_rng(1), drawing(clean=1, **no_tones))
    expected = Image.fromarray(original).resize((16, 16), Image.Resampling.BICUBIC)
    np.testing.assert_array_equal(np.rint(small * 255), np.asarray(expected))


def test_target_keeps_structure_and_shares_the_tones_of_the_input(original):
    photo = original.astype(np.float32) / 255
    faded = DamageOptions(clean=0, single=0, least_share=1, least_strength=1, fading=Dose(1, 0.6, 0.6))
    aged, target, recipe = age(photo, np.random.default_rng(7), faded)
    np.testing.assert_array_equal(target, apply_tone(photo, recipe))
    assert not np.array_equal(aged, target)
    np.testing.assert_allclose(aged.mean(axis=(0, 1)), target.mean(axis=(0, 1)), atol=0.03)


@pytest.mark.parametrize("scale", [1, 4])
def test_both_of_a_pair_have_the_same_aged_tones(original, scale):
    faded = drawing(clean=0, single=0, least_share=1, least_strength=1, fading=Dose(1, 0.6, 0.6))
    for seed in range(10):
        small, target = aged_pair(original, scale, np.random.default_rng(seed), faded)
        assert target.std() < 0.5 * original.std() / 255
        np.testing.assert_allclose(small.mean(axis=(0, 1)), target.mean(axis=(0, 1)), atol=0.03)


def test_ageing_leaves_the_photo_it_was_given_alone(original):
    photo = original.astype(np.float32) / 255
    before = photo.copy()
    rng = np.random.default_rng(8)
    for _ in range(100):
        age(photo, rng, DamageOptions())
    np.testing.assert_array_equal(photo, before)


def test_recipe_reads_as_a_list_of_operations_that_can_be_done_again(original):
    photo = original.astype(np.float32) / 255
    aged, target, recipe = age(
        photo, np.random.default_rng(9), DamageOptions(clean=0, single=0, least_share=1, least_strength=1)
    )
    again = target
    for operation in (*recipe.optics, *recipe.structure):
        again = operation(again)
    np.testing.assert_array_equal(again, aged)
    assert [line.split("(")[0].split(": ")[-1] for line in str(recipe).splitlines()] == names(recipe)


def test_each_line_of_a_recipe_begins_with_a_kind_that_draws_just_such_damage_by_itself():
    lines = "\n".join(map(str, drawn(1000, DamageOptions(clean=0)))).splitlines()
    assert {re.match(r"\w+", line)[0] for line in lines if line} == set(KINDS)
    for kind in KINDS:
        alone = DamageOptions(clean=0, single=0, least_share=1).only((kind,))
        for recipe in drawn(20, alone):
            assert re.findall(r"^\w+", str(recipe), re.MULTILINE) == [kind]


def test_blur_before_shrinking_grows_with_the_scale():
    blurs = [op for recipe in drawn(100, DamageOptions(clean=0)) for op in recipe.optics]
    for blur in blurs:
        for name, value in blur.enlarged(4).parameters.items():
            assert value == (4 * blur.parameters[name] if name.endswith("_px") else blur.parameters[name])


def test_a_blur_is_as_wide_in_the_input_whatever_that_is_enlarged_to(original):
    blurred = DamageRecipe(optics=(Operation("gaussian_blur", {"sigma_px": 1.5}),), filter="area")
    small, _ = aged_pair(original, 1, np.random.default_rng(0), lambda _: blurred)
    large = original.repeat(4, axis=0).repeat(4, axis=1)
    shrunk, target = aged_pair(large, 4, np.random.default_rng(0), lambda _: blurred)
    np.testing.assert_allclose(shrunk, small, atol=0.02)
    np.testing.assert_array_equal(np.rint(255 * target), large)


@pytest.mark.parametrize("strengths", [(0, 1.5), (0.8, 0.5), (-0.1, 1)])
def test_strengths_out_of_order_or_range_are_refused(strengths):
    with pytest.raises(OptionsError, match="strengths from 0 to 1"):
        DamageOptions(least_strength=strengths[0], strength=strengths[1])


def test_chance_above_1_is_refused():
    with pytest.raises(OptionsError, match="chance of grain"):
        DamageOptions(grain=Dose(1.2, 0, 1))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_preview_keeps_size_depth_and_alpha_and_repeats_by_seed(original, dtype):
    pixels = original.astype(dtype) * (np.iinfo(dtype).max // 255)
    photo = Photo(pixels, alpha=np.full((64, 64), np.iinfo(dtype).max, dtype), icc_profile=b"profile")
    preview = damage_photo(photo, 3, 0.8)
    aged, recipe = preview.photo, preview.recipe
    assert aged.pixels.dtype == dtype
    assert aged.pixels.shape == pixels.shape
    assert aged.alpha is photo.alpha
    assert aged.icc_profile == b"profile"
    assert recipe.structure
    np.testing.assert_array_equal(damage_photo(photo, 3, 0.8).photo.pixels, aged.pixels)


def test_preview_at_strength_0_shows_the_photo_itself(original):
    preview = damage_photo(Photo(original), 3, 0)
    np.testing.assert_array_equal(preview.photo.pixels, original)
    assert str(preview) == "nothing"
    assert str(damage_photo(Photo(original), 3, 0, scratched=True)) == "scratches"


def test_preview_of_a_grey_photo_is_rgb_without_its_profile(original):
    aged = damage_photo(Photo(original[..., :1], icc_profile=b"grey"), 3, 0.8).photo
    assert aged.pixels.shape == (64, 64, 3)
    assert aged.icc_profile is None
