"""Mixing against a plain float64 loop: within one level and unbiased for MixUp, exact for CutMix, in any order."""

import dataclasses

import numpy as np
import pytest

from procimg.mixing import Mixer
from procimg.plan import WEIGHT_ONE, make_plan
from procimg.recipe import Mixing, Recipe

SIZE = 32
IDS = ("a", "b", "c")


def setting(method, num_mixed, seed=3, num_images=12):
    mixing = Mixing(method=method, num_mixed=num_mixed)
    plan = make_plan(Recipe(bank_hash="0" * 64, size_px=SIZE, mixing=mixing, seed=seed), IDS, 0, num_images)
    random = np.random.default_rng(seed)
    frames = random.integers(0, 256, (num_images, num_mixed, SIZE, SIZE, 4), dtype=np.uint8)
    return plan, frames


def mix(plan, frames, order):
    mixer = Mixer(plan, SIZE)
    for flat in order:
        image, slot = divmod(int(flat), plan.num_mixed)
        mixer.add(image, slot, frames[image, slot])
    return mixer.images()


def orders(plan):
    count = plan.num_images * plan.num_mixed
    return [np.arange(count), np.arange(count)[::-1], np.random.default_rng(1).permutation(count)]


@pytest.mark.parametrize("num_mixed", [2, 6, 16])
def test_mixup_agrees_with_a_float64_loop(num_mixed):
    plan, frames = setting("mixup", num_mixed, num_images=40)
    exact = np.zeros((40, SIZE, SIZE, 3))
    for image in range(40):
        for slot in range(num_mixed):
            exact[image] += plan.weights_NK[image, slot] / WEIGHT_ONE * frames[image, slot, ..., :3].astype(np.float64)
    ours = mix(plan, frames, orders(plan)[0])
    assert abs(ours - exact).max() <= 0.5 + 1e-9
    assert abs((ours - exact).mean()) < 0.005  # truncation would give -0.5


def test_mixup_of_a_constant_frame_is_that_frame():
    plan, frames = setting("mixup", 6)
    for value in (0, 1, 128, 255):
        assert (mix(plan, np.full_like(frames, value), orders(plan)[0]) == value).all()


def test_cutmix_agrees_exactly_with_pasting_one_after_the_other():
    plan, frames = setting("cutmix", 5, num_images=40)
    expected = frames[:, 0].copy()
    for image in range(40):
        for slot in range(1, 5):
            left, top, right, bottom = plan.boxes_NK4[image, slot]
            expected[image, top:bottom, left:right] = frames[image, slot, top:bottom, left:right]
    assert np.array_equal(mix(plan, frames, orders(plan)[0]), expected[..., :3])


@pytest.mark.parametrize(("method", "num_mixed"), [("none", 1), ("mixup", 6), ("cutmix", 6)])
def test_the_order_of_frames_cannot_change_a_bit(method, num_mixed):
    plan, frames = setting(method, num_mixed)
    first, *others = [mix(plan, frames, order) for order in orders(plan)]
    for other in others:
        assert np.array_equal(first, other)


def test_none_is_the_frame():
    plan, frames = setting("none", 1)
    assert np.array_equal(mix(plan, frames, orders(plan)[0]), frames[:, 0, ..., :3])


def test_sums_stay_exact_in_float32_at_the_largest_values():
    plan, frames = setting("mixup", 16)
    plan = dataclasses.replace(plan, weights_NK=np.full_like(plan.weights_NK, WEIGHT_ONE // 16))
    whole = frames.astype(np.uint64)[..., :3].sum(axis=1) * np.uint64(WEIGHT_ONE // 16)
    expected = (whole + np.uint64(WEIGHT_ONE // 2)) // np.uint64(WEIGHT_ONE)
    assert np.array_equal(mix(plan, frames, orders(plan)[2]), expected)
