"""Moments of features: against NumPy, merging, and the field's .npz files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from procimg.errors import UserError
from procimg.fid.statistics import Moments


@pytest.fixture
def features_ND() -> np.ndarray:
    """Far from zero mean, float32, as Inception's features are: naive sums of squares lose digits here."""
    return (np.random.default_rng(0).standard_normal((300, 40)) * 0.1 + 1000).astype(np.float32)


def test_moments_are_numpys(features_ND: np.ndarray) -> None:
    moments = Moments.from_features(features_ND)
    assert moments.num_images == 300 and moments.mean_D.dtype == moments.scatter_DD.dtype == np.float64
    np.testing.assert_allclose(moments.mean_D, features_ND.astype(np.float64).mean(0), rtol=1e-12)
    np.testing.assert_allclose(moments.covariance(), np.cov(features_ND.astype(np.float64), rowvar=False), atol=1e-12)


@pytest.mark.parametrize("num_parts", [1, 3, 7])
@pytest.mark.parametrize("order_seed", [0, 1])
def test_merging_any_partition_in_any_order(features_ND: np.ndarray, num_parts: int, order_seed: int) -> None:
    rng = np.random.default_rng(order_seed)
    cuts = np.sort(rng.choice(np.arange(1, 300), num_parts - 1, replace=False))
    parts = [Moments.from_features(part) for part in np.split(features_ND, cuts)]
    before = [part.scatter_DD.copy() for part in parts]
    merged = Moments.merge(parts[i] for i in rng.permutation(num_parts))
    whole = Moments.from_features(features_ND)
    assert merged.num_images == 300
    np.testing.assert_allclose(merged.mean_D, whole.mean_D, rtol=1e-10)
    np.testing.assert_allclose(merged.covariance(), whole.covariance(), atol=1e-10 * whole.covariance().max())
    assert all(np.array_equal(part.scatter_DD, copy) for part, copy in zip(parts, before, strict=True))


def test_merging_single_images(features_ND: np.ndarray) -> None:
    merged = Moments.merge(Moments.from_features(row[None]) for row in features_ND)
    np.testing.assert_allclose(
        merged.covariance(), Moments.from_features(features_ND).covariance(), rtol=1e-8, atol=1e-12
    )


def test_npz_round_trip_with_the_fields_names(features_ND: np.ndarray, tmp_path: Path) -> None:
    moments = Moments.from_features(features_ND)
    path = tmp_path / "photographs.npz"
    moments.save(path)
    assert [file.name for file in tmp_path.iterdir()] == ["photographs.npz"]
    with np.load(path) as file:
        np.testing.assert_array_equal(file["mu"], moments.mean_D)
        np.testing.assert_array_equal(file["sigma"], moments.covariance())
    loaded = Moments.load(path)
    assert loaded.num_images == 300
    np.testing.assert_allclose(loaded.scatter_DD, moments.scatter_DD, rtol=1e-14)


def test_file_of_mu_and_sigma_alone(features_ND: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "field.npz"
    sigma_DD = np.cov(features_ND, rowvar=False)
    np.savez(path, mu=features_ND.mean(0), sigma=sigma_DD)
    loaded = Moments.load(path)
    assert loaded.num_images is None
    np.testing.assert_array_equal(loaded.covariance(), sigma_DD.astype(np.float64))
    with pytest.raises(UserError, match="num_images"):
        Moments.merge([Moments.from_features(features_ND), loaded])
    loaded.save(tmp_path / "again.npz")
    assert Moments.load(tmp_path / "again.npz").num_images is None


def test_mistakes_are_named(features_ND: np.ndarray, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="at least 2 images"):
        Moments.from_features(features_ND[:1]).covariance()
    with pytest.raises(UserError, match="at least 1 image"):
        Moments.from_features(features_ND[:0])
    with pytest.raises(UserError, match="NaN"):
        Moments.from_features(np.full((3, 2), np.nan))
    with pytest.raises(UserError, match="width 39"):
        Moments.merge([Moments.from_features(features_ND), Moments.from_features(features_ND[:, 1:])])
    with pytest.raises(UserError, match="at least one part"):
        Moments.merge([])
    bad = tmp_path / "bad.npz"
    with pytest.raises(UserError, match="cannot be read"):
        Moments.load(bad)
    bad.write_bytes(b"PK\x03\x04 half")
    with pytest.raises(UserError, match="cannot be read"):
        Moments.load(bad)
    np.savez(bad, mean=np.zeros(3))
    with pytest.raises(UserError, match="no arrays mu and sigma"):
        Moments.load(bad)
    np.savez(bad, mu=np.zeros(3), sigma=np.zeros((2, 2)))
    with pytest.raises(UserError, match="do not fit"):
        Moments.load(bad)
