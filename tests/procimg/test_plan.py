"""Plans: pure in (recipe, index), shared draws between mixings, exclusion that touches nothing else, right laws."""

import dataclasses

import numpy as np
import pytest

from procimg.errors import UserError
from procimg.plan import WEIGHT_ONE, make_plan, quantise_weights
from procimg.recipe import Mixing, Recipe

IDS = tuple(f"p{number:02d}" for number in range(20))
RECIPE = Recipe(bank_hash="0" * 64, size_px=64, mixing=Mixing(num_mixed=6), seed=5)


def arrays(plan):
    return {name: getattr(plan, name) for name in ("programs_NK", "times_NK", "seeds_NK", "weights_NK", "boxes_NK4")}


@pytest.mark.parametrize("method", ["none", "mixup", "cutmix"])
def test_any_window_gives_the_same_draws(method):
    mixing = Mixing(method=method, num_mixed=1 if method == "none" else 5)
    recipe = dataclasses.replace(RECIPE, mixing=mixing)
    whole = arrays(make_plan(recipe, IDS, 40, 100))
    part = arrays(make_plan(recipe, IDS, 77, 3))
    for name, values in part.items():
        if values is None:
            assert whole[name] is None
        else:
            assert np.array_equal(values, whole[name][37:40]), name


def test_mixings_share_programs_times_and_seeds():
    six = make_plan(RECIPE, IDS, 0, 50)
    two = make_plan(dataclasses.replace(RECIPE, mixing=Mixing(method="cutmix", num_mixed=2)), IDS, 0, 50)
    for name in ("programs_NK", "times_NK", "seeds_NK"):
        assert np.array_equal(getattr(six, name)[:, :2], getattr(two, name)), name


def test_excluding_a_program_redraws_only_the_images_that_used_it():
    before = make_plan(RECIPE, IDS, 0, 400)
    after = make_plan(dataclasses.replace(RECIPE, excluded=("p03",)), IDS, 0, 400)
    used = (before.programs_NK == 3).any(axis=1)
    assert 0 < used.sum() < 400
    assert not (after.programs_NK == 3).any()
    assert np.array_equal(before.programs_NK[~used], after.programs_NK[~used])
    assert np.array_equal(before.times_NK, after.times_NK)
    assert np.array_equal(before.weights_NK, after.weights_NK)


def test_excluding_all_programs_is_the_users_mistake():
    with pytest.raises(UserError, match="no program of the bank is left"):
        make_plan(dataclasses.replace(RECIPE, excluded=IDS), IDS, 0, 1)


def test_programs_and_times_follow_their_laws():
    plan = make_plan(RECIPE, IDS, 0, 10_000)
    counts = np.bincount(plan.programs_NK.ravel(), minlength=len(IDS))
    assert abs(counts / 3000 - 1.0).max() < 0.08
    assert plan.times_NK.min() >= 0.1 and plan.times_NK.max() <= 10.0
    assert abs(plan.times_NK.mean() - 5.05) < 0.05
    published = make_plan(dataclasses.replace(RECIPE, seed_law="published"), IDS, 0, 10)
    assert (published.seeds_NK == 0).all() and plan.seeds_NK.std() > 1e9


@pytest.mark.parametrize("alpha", [0.05, 0.5, 1.0, 4.0])
def test_weights_add_up_exactly_and_have_the_moments_of_a_dirichlet_law(alpha):
    mixing = Mixing(num_mixed=6, alpha=alpha)
    plan = make_plan(dataclasses.replace(RECIPE, mixing=mixing), IDS, 0, 20_000)
    assert (plan.weights_NK.sum(axis=1) == WEIGHT_ONE).all()
    shares = plan.weights_NK / WEIGHT_ONE
    variance = (1 / 6) * (5 / 6) / (6 * alpha + 1)
    assert np.allclose(shares.mean(axis=0), 1 / 6, atol=0.01)
    assert np.allclose(shares.var(axis=0), variance, rtol=0.05)


def test_quantised_weights_are_within_one_unit_and_survive_underflow():
    raw = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [1e-320, 0.0, 0.0], [3.0, 2.0, 1.0]])
    weights = quantise_weights(raw)
    assert weights.tolist()[1:3] == [[WEIGHT_ONE, 0, 0]] * 2
    assert (weights.sum(axis=1) == WEIGHT_ONE).all()
    assert abs(weights[3] - WEIGHT_ONE * np.array([3, 2, 1]) / 6).max() < 1.0


def test_boxes_start_with_the_canvas_and_have_the_mean_area_of_the_beta_law():
    recipe = dataclasses.replace(RECIPE, size_px=1024, mixing=Mixing(method="cutmix", num_mixed=3))
    boxes = make_plan(recipe, IDS, 0, 5_000).boxes_NK4
    assert (boxes[:, 0] == [0, 0, 1024, 1024]).all()
    width, height = boxes[..., 2] - boxes[..., 0], boxes[..., 3] - boxes[..., 1]
    assert (width >= 0).all() and (height >= 0).all() and boxes.min() >= 0 and boxes.max() <= 1024
    # Boxes that no border cuts are squares whose side squared is uniform in (0, 1) for alpha 1, less the larger ones
    # that are cut more often: compare with a plain simulation of the same law.
    random = np.random.default_rng(0)
    side = np.sqrt(random.uniform(size=200_000))
    centre = random.uniform(size=200_000)
    length = np.minimum(centre + side / 2, 1) - np.maximum(centre - side / 2, 0)
    assert abs((width[:, 1:] / 1024).mean() - length.mean()) < 0.01
