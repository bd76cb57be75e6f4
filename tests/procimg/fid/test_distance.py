"""Frechet distance against scipy.linalg.sqrtm and closed forms, singular cases, KID against the double loop."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.linalg

from procimg.errors import UserError
from procimg.fid.distance import (
    FrechetReference,
    frechet_distance,
    frechet_from_features,
    kernel_distance,
    real_floor,
)
from procimg.fid.statistics import Moments


def sqrtm_distance(x_ND: np.ndarray, y_ND: np.ndarray) -> float:
    """The formula as every paper writes it."""
    x_ND, y_ND = x_ND.astype(np.float64), y_ND.astype(np.float64)
    sigma_x, sigma_y = np.cov(x_ND, rowvar=False), np.cov(y_ND, rowvar=False)
    root = scipy.linalg.sqrtm(sigma_x @ sigma_y)
    difference = x_ND.mean(0) - y_ND.mean(0)
    return float(difference @ difference + np.trace(sigma_x + sigma_y) - 2 * np.trace(root).real)


def from_moments(x_ND: np.ndarray, y_ND: np.ndarray) -> float:
    x, y = Moments.from_features(x_ND), Moments.from_features(y_ND)
    return frechet_distance(x.mean_D, x.covariance(), y.mean_D, y.covariance())


def features(num_images: int, width: int, seed: int, shift: float = 0.0) -> np.ndarray:
    """Non-negative, skewed, correlated, with a spectrum over four decades: like pooled activations after ReLU."""
    rng = np.random.default_rng(seed)
    mixing = np.random.default_rng(99).standard_normal((width, width)) * np.geomspace(1, 1e-2, width)[:, None]
    latent = rng.standard_normal((num_images, width))
    return (np.maximum(latent @ mixing * 0.2 + 0.4 + shift, 0)).astype(np.float32)


def test_full_rank_agrees_with_sqrtm() -> None:
    x_ND, y_ND = features(900, 128, 0), features(700, 128, 1, shift=0.1)
    expected = sqrtm_distance(x_ND, y_ND)
    assert from_moments(x_ND, y_ND) == pytest.approx(expected, rel=1e-6)
    assert frechet_from_features(x_ND, y_ND) == pytest.approx(expected, rel=1e-6)


@pytest.mark.slow
def test_2048_features_agree_with_sqrtm() -> None:
    x_ND, y_ND = features(5000, 2048, 0), features(4000, 2048, 1, shift=0.05)
    expected = sqrtm_distance(x_ND, y_ND)
    assert from_moments(x_ND, y_ND) == pytest.approx(expected, rel=1e-6)
    assert frechet_from_features(x_ND, y_ND) == pytest.approx(expected, rel=1e-6)


def test_closed_forms() -> None:
    a, b = np.array([1.0, 4.0, 9.0]), np.array([4.0, 1.0, 25.0])
    diagonal = frechet_distance(np.zeros(3), np.diag(a), np.ones(3), np.diag(b))
    assert diagonal == pytest.approx(3 + ((np.sqrt(a) - np.sqrt(b)) ** 2).sum(), rel=1e-12)
    q, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((3, 3)))
    rotated = frechet_distance(np.zeros(3), q @ np.diag(a) @ q.T, q @ np.ones(3), q @ np.diag(b) @ q.T)
    assert rotated == pytest.approx(diagonal, rel=1e-12)


# Both sides small, one side small, at the border of full rank, and full rank, for a width of 256.
@pytest.mark.parametrize(
    ("num_images", "num_reference"), [(40, 60), (40, 700), (700, 40), (256, 257), (257, 300), (3, 2)]
)
def test_nuclear_norm_equals_the_covariance_form(num_images: int, num_reference: int) -> None:
    x_ND, y_ND = features(num_images, 256, 2), features(num_reference, 256, 3, shift=0.1)
    nuclear = frechet_from_features(x_ND, y_ND)
    assert nuclear == pytest.approx(from_moments(x_ND, y_ND), rel=1e-6)
    assert nuclear == pytest.approx(from_moments(y_ND, x_ND), rel=1e-6)
    # An oracle without any factorisation trick: the singular values of X Y^T itself.
    x_centred, y_centred = (z.astype(np.float64) - z.astype(np.float64).mean(0) for z in (x_ND, y_ND))
    scale = math.sqrt((num_images - 1) * (num_reference - 1))
    root = np.linalg.svd(x_centred @ y_centred.T / scale, compute_uv=False).sum()
    difference = x_ND.astype(np.float64).mean(0) - y_ND.astype(np.float64).mean(0)
    traces = (x_centred**2).sum() / (num_images - 1) + (y_centred**2).sum() / (num_reference - 1)
    assert nuclear == pytest.approx(difference @ difference + traces - 2 * root, rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("num_images", [300, 2000, 2049, 4000])
def test_any_number_of_images_at_2048_features(num_images: int) -> None:
    x_ND, y_ND = features(num_images, 2048, 4), features(1500, 2048, 5)
    value = frechet_from_features(x_ND, y_ND)
    assert math.isfinite(value) and value > 0
    assert from_moments(x_ND, y_ND) == pytest.approx(value, rel=1e-6)
    assert 0 <= from_moments(x_ND, x_ND) < 1e-3 and 0 <= frechet_from_features(x_ND, x_ND) < 1e-3


@pytest.mark.parametrize("num_images", [2, 30, 127, 128, 129, 500])
def test_identical_sets_have_no_distance(num_images: int) -> None:
    x_ND = features(num_images, 128, 6) * 10
    for value in (from_moments(x_ND, x_ND), frechet_from_features(x_ND, x_ND), frechet_from_features(x_ND, x_ND[::-1])):
        assert isinstance(value, float) and 0 <= value < 1e-3


def test_constant_images() -> None:
    """One image over and over has no covariance: what is left is the difference of means and the other's trace."""
    constant_ND, x_ND = np.full((50, 64), 0.3, np.float32), features(50, 64, 7)
    moments = Moments.from_features(x_ND)
    difference = moments.mean_D - np.float32(0.3).astype(np.float64)
    expected = difference @ difference + np.trace(moments.covariance())
    for one, other in ((constant_ND, x_ND), (x_ND, constant_ND)):
        assert frechet_from_features(one, other) == pytest.approx(expected, rel=1e-6)
        assert from_moments(one, other) == pytest.approx(expected, rel=1e-6)
    assert frechet_from_features(constant_ND, constant_ND) == 0.0
    assert from_moments(constant_ND, constant_ND) == 0.0
    few_ND, many_ND = constant_ND, np.full((100, 64), 0.3, np.float32)
    assert frechet_from_features(few_ND, many_ND) < 1e-9


def test_dead_features_and_slightly_asymmetric_covariances() -> None:
    x_ND, y_ND = features(400, 64, 8), features(400, 64, 9, shift=0.1)
    x_ND[:, 5:9] = 0
    expected = frechet_from_features(x_ND[:60], y_ND)  # by the nuclear norm
    x, y = Moments.from_features(x_ND[:60]), Moments.from_features(y_ND)
    noise = np.random.default_rng(0).standard_normal((64, 64)) * 1e-12
    assert frechet_distance(x.mean_D, x.covariance() + noise, y.mean_D, y.covariance()) == pytest.approx(
        expected, rel=1e-5
    )


def test_covariance_stored_in_float32_still_works() -> None:
    x, y = Moments.from_features(features(400, 64, 8)), Moments.from_features(features(400, 64, 9, shift=0.1))
    exact = frechet_distance(x.mean_D, x.covariance(), y.mean_D, y.covariance())
    arrays = [array.astype(np.float32) for array in (x.mean_D, x.covariance(), y.mean_D, y.covariance())]
    assert frechet_distance(*arrays) == pytest.approx(exact, rel=1e-4)


@pytest.mark.parametrize("num_reference", [50, 900])
@pytest.mark.parametrize("num_images", [30, 500])
def test_a_reference_serves_many_distances(num_images: int, num_reference: int) -> None:
    reference_MD = features(num_reference, 96, 10)
    reference = FrechetReference.from_features(reference_MD)
    loaded = FrechetReference.from_moments(Moments.from_features(reference_MD))
    assert reference.num_images == loaded.num_images == num_reference
    for seed in (11, 12):
        x_ND = features(num_images, 96, seed, shift=0.05)
        expected = from_moments(x_ND, reference_MD)
        moments = Moments.from_features(x_ND)
        for value in (reference.distance(x_ND), loaded.distance(x_ND), reference.distance_to_moments(moments)):
            assert value == pytest.approx(expected, rel=1e-6)


def mmd2_double_loop(x: np.ndarray, y: np.ndarray) -> float:
    def kernel(a: np.ndarray, b: np.ndarray) -> float:
        return (float(a @ b) / len(a) + 1.0) ** 3

    n, m = len(x), len(y)
    within_x = sum(kernel(x[i], x[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
    within_y = sum(kernel(y[i], y[j]) for i in range(m) for j in range(m) if i != j) / (m * (m - 1))
    across = sum(kernel(x[i], y[j]) for i in range(n) for j in range(m)) / (n * m)
    return within_x + within_y - 2 * across


def test_kernel_distance_is_the_double_loop_over_all_subsets() -> None:
    """With subsets of n - 1 of n, the mean over all pairs of subsets is the full U-statistic: the double loop."""
    x_ND, y_ND = features(6, 16, 0).astype(np.float64), features(6, 16, 1, shift=0.3).astype(np.float64)
    exact = mmd2_double_loop(x_ND, y_ND)
    found = kernel_distance(x_ND, y_ND, num_subsets=4000, subset_size=5, seed=0)
    subset_error = found.standard_error / math.sqrt(5 / (6 - 5)) / math.sqrt(4000)
    assert abs(found.value - exact) < 4 * subset_error
    assert found.subset_size == 5 and found.num_subsets == 4000


def test_kernel_distance_of_one_subset_pair_is_the_double_loop() -> None:
    """Repeated rows: whatever the subset, it holds the same images, so the value is exact."""
    x_ND, y_ND = np.tile(features(1, 16, 2), (8, 1)), np.tile(features(1, 16, 3, shift=1.0), (9, 1))
    found = kernel_distance(x_ND, y_ND, num_subsets=3, subset_size=4, seed=0)
    expected = mmd2_double_loop(x_ND[:4].astype(np.float64), y_ND[:4].astype(np.float64))
    assert found.value == pytest.approx(expected, rel=1e-9) and expected > 0
    assert found.standard_error == pytest.approx(0, abs=1e-9)


def test_kernel_distance_is_unbiased() -> None:
    """Two samples of one distribution: zero on average over many repetitions, below zero half the time."""
    values = np.array(
        [
            kernel_distance(features(24, 8, 2 * i), features(30, 8, 2 * i + 1), num_subsets=20, seed=i).value
            for i in range(300)
        ]
    )
    assert abs(values.mean()) < 3 * values.std() / math.sqrt(len(values))
    assert (values < 0).mean() > 0.3


def test_standard_error_is_that_of_the_estimate() -> None:
    """Against the spread of KID over fresh samples of the same two distributions."""
    found = [
        kernel_distance(features(80, 8, 2 * i), features(80, 8, 2 * i + 1, shift=0.3), num_subsets=60, seed=i)
        for i in range(150)
    ]
    true_error = np.std([result.value for result in found])
    claimed = np.sqrt(np.mean([result.standard_error**2 for result in found]))
    assert 0.75 < claimed / true_error < 1.35


def test_kernel_distance_depends_on_its_seed_only() -> None:
    x_ND, y_ND = features(50, 32, 0), features(60, 32, 1)
    np.random.seed(1)
    first = kernel_distance(x_ND, y_ND, num_subsets=10, subset_size=20, seed=5)
    np.random.seed(2)
    assert kernel_distance(x_ND, y_ND, num_subsets=10, subset_size=20, seed=5) == first
    assert kernel_distance(x_ND, y_ND, num_subsets=10, subset_size=20, seed=6) != first


def test_real_floor_uses_disjoint_halves_and_says_how_many() -> None:
    reference_MD = features(101, 32, 0)
    floor = real_floor(reference_MD, num_images=40, seed=0)
    assert floor.num_images == 40 and floor.kernel.subset_size == 20
    assert real_floor(reference_MD, num_images=1000, seed=0).num_images == 50
    shifted = frechet_from_features(features(40, 32, 1, shift=0.5), reference_MD[:40])
    assert 0 < floor.frechet < shifted / 3
    assert abs(floor.kernel.value) < 4 * floor.kernel.standard_error
    # Disjoint: rows that occur once each would give exactly zero if the parts were one and the same.
    doubled = np.repeat(features(4, 32, 2), 2, axis=0)
    assert real_floor(doubled, num_images=4, seed=1).frechet > 0


def test_mistakes_are_named() -> None:
    x_ND, one_ND, narrow_ND = features(10, 8, 0), features(1, 8, 1), features(10, 7, 2)
    for call in (
        lambda: frechet_from_features(one_ND, x_ND),
        lambda: frechet_from_features(x_ND, one_ND),
        lambda: kernel_distance(one_ND, x_ND),
        lambda: kernel_distance(x_ND, one_ND),
        lambda: real_floor(one_ND, 1, 0),
        lambda: FrechetReference.from_features(x_ND).distance(one_ND),
    ):
        with pytest.raises(UserError, match="needs at least"):
            call()
    for call in (
        lambda: frechet_from_features(x_ND, narrow_ND),
        lambda: kernel_distance(x_ND, narrow_ND),
        lambda: frechet_distance(np.zeros(3), np.eye(3), np.zeros(2), np.eye(2)),
        lambda: FrechetReference.from_features(x_ND).distance_to_moments(Moments.from_features(narrow_ND)),
    ):
        with pytest.raises(UserError, match="width"):
            call()
    with pytest.raises(UserError, match="finite"):
        frechet_distance(np.zeros(2), np.full((2, 2), np.nan), np.zeros(2), np.eye(2))
    with pytest.raises(UserError, match=r"\(D, D\)"):
        frechet_distance(np.zeros(3), np.eye(2), np.zeros(3), np.eye(3))
    with pytest.raises(UserError, match="subset_size"):
        kernel_distance(x_ND, x_ND, subset_size=10)
    with pytest.raises(UserError, match="num_subsets"):
        kernel_distance(x_ND, x_ND, num_subsets=1)
