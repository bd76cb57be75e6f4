"""Mean and scatter of features: what FID needs of a set, mergeable over any partition of it.

NumPy only: no torch, no images. Legend: N images, D features. All float64.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from procimg.errors import UserError


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Moments:
    """Mean and scatter of a set of features.

    num_images: how many; None where a file of (mu, sigma) does not say, and then `scatter_DD` is sigma itself.
    mean_D: float64.
    scatter_DD: float64, the sum over images of (x - mean)(x - mean)^T; the covariance times (num_images - 1).
    """

    num_images: int | None
    mean_D: np.ndarray
    scatter_DD: np.ndarray

    @classmethod
    def from_features(cls, features_ND: np.ndarray) -> Moments:
        """Of one part: any float array (N, D), N >= 1. Raises UserError for another shape or a value not finite."""
        features_ND = check_features("features", features_ND, at_least=1)
        mean_D = features_ND.mean(axis=0)
        centred_ND = features_ND - mean_D
        return cls(num_images=len(features_ND), mean_D=mean_D, scatter_DD=centred_ND.T @ centred_ND)

    @classmethod
    def merge(cls, parts: Iterable[Moments]) -> Moments:
        """Of the union of disjoint parts, in any order, by Chan, Golub and LeVeque (1979), equation 2.1.

        Raises:
            UserError: no part, parts of different width, or a part whose number of images is unknown.
        """
        num_images = 0
        mean_D, scatter_DD = np.zeros(0), np.zeros((0, 0))
        for part in parts:
            if part.num_images is None:
                raise UserError("parts", "(mu, sigma)", "merging needs num_images", "Compute the statistics again")
            if num_images == 0:
                num_images, mean_D, scatter_DD = part.num_images, part.mean_D.copy(), part.scatter_DD.copy()
                continue
            check_width("parts", len(part.mean_D), len(mean_D))
            total = num_images + part.num_images
            delta_D = part.mean_D - mean_D
            scatter_DD += part.scatter_DD
            scatter_DD += np.outer(delta_D, delta_D * (num_images * part.num_images / total))
            mean_D += delta_D * (part.num_images / total)
            num_images = total
        if num_images == 0:
            raise UserError("parts", 0, "at least one part", "Give statistics to merge")
        return cls(num_images=num_images, mean_D=mean_D, scatter_DD=scatter_DD)

    def covariance(self) -> np.ndarray:
        """Unbiased covariance, float64 (D, D), as `numpy.cov` has it. Raises UserError for fewer than two images."""
        if self.num_images is None:
            return self.scatter_DD
        check_num_images("num_images", self.num_images)
        return self.scatter_DD / (self.num_images - 1)

    def save(self, path: str | Path) -> None:
        """Writes `mu`, `sigma`, the field's names, and `num_images`, where known, to a `.npz`; atomic."""
        arrays = {"mu": self.mean_D, "sigma": self.covariance()}
        if self.num_images is not None:
            arrays["num_images"] = np.asarray(self.num_images)
        path = Path(path)
        partial = path.with_name(path.name + ".partial")
        with partial.open("wb") as file:  # a file, since np.savez adds .npz to a name
            np.savez(file, **arrays)  # type: ignore[arg-type]
        partial.replace(path)

    @classmethod
    def load(cls, path: str | Path) -> Moments:
        """Reads a `.npz` with `mu` and `sigma`, ours or pytorch-fid's or TTUR's. Raises UserError for anything else."""
        try:
            with np.load(path, allow_pickle=False) as file:
                arrays = {name: file[name] for name in ("mu", "sigma", "num_images") if name in file}
        except (OSError, ValueError, zipfile.BadZipFile, EOFError) as error:
            raise _unreadable(path, f"cannot be read: {error}") from error
        if "mu" not in arrays or "sigma" not in arrays:
            raise _unreadable(path, "has no arrays mu and sigma")
        mean_D = arrays["mu"].astype(np.float64).reshape(-1)
        sigma_DD = arrays["sigma"].astype(np.float64)
        if sigma_DD.shape != (len(mean_D), len(mean_D)):
            raise _unreadable(path, f"has mu of {arrays['mu'].shape} and sigma of {sigma_DD.shape}, which do not fit")
        if "num_images" not in arrays:
            return cls(num_images=None, mean_D=mean_D, scatter_DD=sigma_DD)
        num_images = int(arrays["num_images"])
        return cls(num_images=num_images, mean_D=mean_D, scatter_DD=sigma_DD * (num_images - 1))


def check_features(field: str, features_ND: np.ndarray, *, at_least: int = 2) -> np.ndarray:
    """The features as float64. Raises UserError where they are not (N, D), too few or not finite."""
    features_ND = np.asarray(features_ND, dtype=np.float64)
    if features_ND.ndim != 2:
        raise UserError(field, features_ND.shape, "must be (num_images, width)", "Pass what features.extract returns")
    check_num_images(field, len(features_ND), at_least=at_least)
    if not np.isfinite(features_ND).all():
        raise UserError(field, "NaN or infinity", "must be finite", "Look for broken images or weights")
    return features_ND


def check_num_images(field: str, num_images: int, *, at_least: int = 2) -> None:
    """Raises UserError below `at_least` images."""
    if num_images < at_least:
        noun = "image" if at_least == 1 else "images"
        raise UserError(field, f"{num_images} images", f"needs at least {at_least} {noun}", "Give more images")


def check_width(field: str, width: int, expected: int) -> None:
    """Raises UserError where two sides have features of different width."""
    if width != expected:
        raise UserError(
            field, f"width {width}", f"must have width {expected}", "Use one feature extractor for both sides"
        )


def _unreadable(path: str | Path, reason: str) -> UserError:
    return UserError("statistics", str(path), f"the file {reason}", "Give a .npz with mu and sigma")
