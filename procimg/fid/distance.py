"""Distances between two sets of features: Frechet (FID) and kernel (KID), and the floor real images leave.

NumPy and SciPy in float64; knows neither images nor networks.
Legend: N images, M reference images, D features, R columns of a factor, S images of a subset.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.linalg

from procimg import seeding
from procimg.errors import UserError
from procimg.fid.statistics import Moments, check_features, check_width

EPSILON = np.finfo(np.float64).eps


def frechet_distance(mu1: np.ndarray, sigma1: np.ndarray, mu2: np.ndarray, sigma2: np.ndarray) -> float:
    """Squared Frechet distance of two Gaussians, |mu1 - mu2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2)).

    Dowson and Landau (1982); as FID, Heusel et al. (2017), equation 6. The trace of the root is the sum of the roots of
    the eigenvalues of F^T S F, where one covariance is F F^T: F is its Cholesky factor where it is positive definite,
    else its eigenvalue root without the columns that are zero, so singular covariances are exact too.

    Args:
        mu1, mu2: means, (D,).
        sigma1, sigma2: covariances, (D, D), positive semi-definite up to rounding; any float dtype.

    Returns:
        A finite float, >= 0, in squared units of the features.

    Raises:
        UserError: shapes do not fit, or a value is not finite.
    """
    mu1, sigma1 = _check_gaussian("1", mu1, sigma1)
    mu2, sigma2 = _check_gaussian("2", mu2, sigma2)
    check_width("mu2", len(mu2), len(mu1))
    factor_DR, other = _factor(sigma1), sigma2
    if factor_DR.shape[1] == len(mu1):
        # A singular covariance is the better one to factor: its missing directions cost nothing and add no rounding.
        factor2_DR = _factor(sigma2)
        if factor2_DR.shape[1] < len(mu2):
            factor_DR, other = factor2_DR, sigma1
    return _combine(mu1 - mu2, np.trace(sigma1) + np.trace(sigma2), _trace_of_root(factor_DR, other))


def frechet_from_features(features_ND: np.ndarray, reference_MD: np.ndarray) -> float:
    """FID of two sets of features, N and M >= 2. As `frechet_distance` of their moments, faster for small sets."""
    return FrechetReference.from_features(reference_MD).distance(features_ND)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FrechetReference:
    """A reference set, its covariance factored once, for a sweep of many distances to it.

    num_images: M; None where the statistics came from a file that does not say.
    mean_D: float64.
    factor_DR: float64, covariance = factor factor^T; R = D, or fewer where the covariance is singular.
    """

    num_images: int | None
    mean_D: np.ndarray
    factor_DR: np.ndarray

    @classmethod
    def from_features(cls, reference_MD: np.ndarray) -> FrechetReference:
        """Of M >= 2 reference features. With M <= D the centred features are the factor, and nothing is decomposed."""
        reference_MD = check_features("reference", reference_MD)
        if len(reference_MD) > reference_MD.shape[1]:
            return cls.from_moments(Moments.from_features(reference_MD))
        mean_D = reference_MD.mean(axis=0)
        factor_DR = (reference_MD - mean_D).T / np.sqrt(len(reference_MD) - 1)
        return cls(num_images=len(reference_MD), mean_D=mean_D, factor_DR=factor_DR)

    @classmethod
    def from_moments(cls, moments: Moments) -> FrechetReference:
        """Of statistics, as `Moments.load` gives them."""
        mean_D, sigma_DD = _check_gaussian("reference", moments.mean_D, moments.covariance())
        return cls(num_images=moments.num_images, mean_D=mean_D, factor_DR=_factor(sigma_DD))

    def distance(self, features_ND: np.ndarray) -> float:
        """FID of N >= 2 features.

        For N <= D by the nuclear norm: tr (S1 S2)^(1/2) = |X F|_* / sqrt(N - 1), where X are the centred features and
        F F^T = S2; exact, and no D x D matrix is decomposed.
        """
        features_ND = check_features("features", features_ND)
        num_images, width = features_ND.shape
        check_width("features", width, len(self.mean_D))
        if num_images > width:
            return self.distance_to_moments(Moments.from_features(features_ND))
        mean_D = features_ND.mean(axis=0)
        scaled_ND = (features_ND - mean_D) / np.sqrt(num_images - 1)
        trace_of_root = scipy.linalg.svdvals(scaled_ND @ self.factor_DR).sum() if self.factor_DR.size else 0.0
        return _combine(mean_D - self.mean_D, _square(scaled_ND) + _square(self.factor_DR), trace_of_root)

    def distance_to_moments(self, moments: Moments) -> float:
        """FID of a set known by its statistics."""
        mean_D, sigma_DD = _check_gaussian("features", moments.mean_D, moments.covariance())
        check_width("features", len(mean_D), len(self.mean_D))
        trace_of_root = _trace_of_root(self.factor_DR, sigma_DD)
        return _combine(mean_D - self.mean_D, np.trace(sigma_DD) + _square(self.factor_DR), trace_of_root)


@dataclass(frozen=True, kw_only=True, slots=True)
class KernelDistance:
    """KID. `value` may be slightly negative, being unbiased; `standard_error` is its own, not that of one subset."""

    value: float
    standard_error: float
    num_subsets: int
    subset_size: int


def kernel_distance(
    features_ND: np.ndarray,
    reference_MD: np.ndarray,
    *,
    num_subsets: int = 100,
    subset_size: int | None = None,
    seed: int = 0,
) -> KernelDistance:
    """Kernel inception distance: unbiased MMD^2 with the kernel (x.y / D + 1)^3, a mean over random subsets.

    Binkowski et al. 2018, "Demystifying MMD GANs", section 4. The subsets overlap, so their spread is not the error of
    their mean: the standard error is that of the delete-d jackknife, sqrt(S / (n - S)) times their standard deviation
    with n = min(N, M) (Shao and Wu 1989; an upper bound where N and M differ, and up to three times too large where the
    two sets come from one distribution, since the estimate then settles faster than its parts show).

    Args:
        features_ND, reference_MD: any float dtype, N and M >= 3.
        num_subsets: >= 2.
        subset_size: S, drawn from either side without repetition; 2 <= S < min(N, M). None: half of the smaller side,
            at most 1000.
        seed: of the subsets; the same seed gives the same subsets.

    Raises:
        UserError: too few images, widths that differ, or numbers out of range.
    """
    features_ND = check_features("features", features_ND, at_least=3)
    reference_MD = check_features("reference", reference_MD, at_least=3)
    check_width("reference", reference_MD.shape[1], features_ND.shape[1])
    smaller = min(len(features_ND), len(reference_MD))
    if subset_size is None:
        subset_size = min(1000, max(2, smaller // 2))
    if not 2 <= subset_size < smaller:
        raise UserError("subset_size", subset_size, f"from 2 to {smaller - 1}, below either side", "Leave it out")
    if num_subsets < 2:
        raise UserError("num_subsets", num_subsets, "at least 2", "Use 100")
    values = np.empty(num_subsets)
    for index in range(num_subsets):
        picked = seeding.permutation(seed, "kid features", index, len(features_ND))[:subset_size]
        picked_reference = seeding.permutation(seed, "kid reference", index, len(reference_MD))[:subset_size]
        values[index] = _unbiased_mmd2(features_ND[picked], reference_MD[picked_reference])
    jackknife = np.sqrt(subset_size / (smaller - subset_size))
    return KernelDistance(
        value=float(values.mean()),
        standard_error=float(values.std(ddof=1) * jackknife),
        num_subsets=num_subsets,
        subset_size=subset_size,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class RealFloor:
    """How far two disjoint sets of `num_images` real images are from one another: the least that is worth aiming at
    with as many generated images."""

    num_images: int
    frechet: float
    kernel: KernelDistance


def real_floor(reference_MD: np.ndarray, num_images: int, seed: int) -> RealFloor:
    """Distances between two disjoint random parts of the reference, each of `num_images`, or of M // 2 if that is less.

    Raises:
        UserError: fewer than 3 images for a part.
    """
    reference_MD = check_features("reference", reference_MD, at_least=6)
    used = min(num_images, len(reference_MD) // 2)
    if used < 3:
        raise UserError("num_images", num_images, "at least 3", "Ask for the number of images that the FID uses")
    order = seeding.permutation(seed, "real floor", 0, len(reference_MD))
    return floor_of_parts(reference_MD[order[:used]], reference_MD[order[used : 2 * used]], seed)


def floor_of_parts(part_ND: np.ndarray, other_ND: np.ndarray, seed: int) -> RealFloor:
    """Distances between two parts that the caller knows to be disjoint; the smaller number is the one reported."""
    return RealFloor(
        num_images=min(len(part_ND), len(other_ND)),
        frechet=frechet_from_features(part_ND, other_ND),
        kernel=kernel_distance(part_ND, other_ND, seed=seed),
    )


def _check_gaussian(which: str, mean_D: np.ndarray, sigma_DD: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean_D = np.asarray(mean_D, dtype=np.float64)
    sigma_DD = np.asarray(sigma_DD, dtype=np.float64)
    if mean_D.ndim != 1 or sigma_DD.shape != (len(mean_D), len(mean_D)):
        shapes = f"{mean_D.shape}, {sigma_DD.shape}"
        raise UserError(f"mean and covariance {which}", shapes, "must be (D,), (D, D)", "Pass mu and sigma of one set")
    if not (np.isfinite(mean_D).all() and np.isfinite(sigma_DD).all()):
        raise UserError(f"mean and covariance {which}", "NaN or infinity", "must be finite", "Look at the features")
    return mean_D, (sigma_DD + sigma_DD.T) / 2


def _factor(sigma_DD: np.ndarray) -> np.ndarray:
    """F (D, R) with F F^T = sigma: Cholesky, or for a singular matrix the eigenvalue root without its zero columns."""
    try:
        return scipy.linalg.cholesky(sigma_DD, lower=True, check_finite=False)
    except np.linalg.LinAlgError:
        eigenvalues, vectors = scipy.linalg.eigh(sigma_DD, check_finite=False)
        kept = eigenvalues > len(sigma_DD) * EPSILON * max(eigenvalues[-1], 0.0)
        return vectors[:, kept] * np.sqrt(eigenvalues[kept])


def _trace_of_root(factor_DR: np.ndarray, sigma_DD: np.ndarray) -> float:
    if factor_DR.shape[1] == 0:
        return 0.0
    product_RR = factor_DR.T @ sigma_DD @ factor_DR
    eigenvalues = scipy.linalg.eigvalsh((product_RR + product_RR.T) / 2, check_finite=False)
    return float(np.sqrt(np.maximum(eigenvalues, 0.0)).sum())


def _combine(mean_difference_D: np.ndarray, trace_sum: float, trace_of_root: float) -> float:
    # The distance is never negative: what is below zero is rounding.
    return max(0.0, float(mean_difference_D @ mean_difference_D + trace_sum - 2.0 * trace_of_root))


def _square(matrix: np.ndarray) -> float:
    return float(np.vdot(matrix, matrix))


def _unbiased_mmd2(x_SD: np.ndarray, y_SD: np.ndarray) -> float:
    """Gretton et al. (2012), equation 3."""
    size, width = x_SD.shape
    k_xx, k_yy, k_xy = (((a @ b.T) / width + 1.0) ** 3 for a, b in ((x_SD, x_SD), (y_SD, y_SD), (x_SD, y_SD)))
    off_diagonal = k_xx.sum() - np.trace(k_xx) + k_yy.sum() - np.trace(k_yy)
    return float(off_diagonal / (size * (size - 1)) - 2.0 * k_xy.mean())
