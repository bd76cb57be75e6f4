"""`procimg fid`: the distance between two sets of images, with what is needed to believe it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import ray

from procimg.errors import UserError
from procimg.fid.distance import FrechetReference, kernel_distance
from procimg.fid.statistics import Moments
from procimg.photographs import photograph_ids
from procimg.sources import ImageSource, open_source
from ray_jobs import scoring

KID_BELOW = 5000
"""Below this many images KID stands beside FID, whose bias then is most of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FidConfig:
    """What `procimg fid` was asked for."""

    images: str
    reference: str
    """Source of real images, or a `.npz` file with `mu` and `sigma`."""
    num_images: int | None = None
    """Take this many of `images`; None takes all."""
    features: scoring.FeatureSettings = field(default_factory=scoring.FeatureSettings)
    skip_corrupt: bool = False
    seed: int = 0


def score(config: FidConfig, make_bar: Any) -> dict[str, Any]:
    """FID, KID, the floor, and how many images each rests on.

    Args:
        config: which sets.
        make_bar: `make_bar(total, description)` gives a context with `update(count)`.

    Raises:
        UserError: a set that is missing, empty or smaller than asked for.
        CorruptShardError: an image that cannot be read, and `skip_corrupt` is off.
    """
    images = open_source(config.images, field="images", skip_corrupt=config.skip_corrupt)
    num_images = _count(config, images)
    is_statistics = config.reference.endswith(".npz")
    real = None if is_statistics else open_source(
        config.reference, field="reference", skip_corrupt=config.skip_corrupt
    )  # fmt: skip
    moments = Moments.load(config.reference) if is_statistics else None
    actors = scoring.make_feature_actors(config.features)
    try:
        with make_bar(num_images, "features of images") as bar:
            features_ND = scoring.source_features(actors, images, num_images, bar.update)
        result = {
            "num_images": num_images,
            "skipped": [*images.skipped, *(real.skipped if real else ())],
            "features": config.features.to_dict() | {"weights": ray.get(actors[0].weights.remote())},
        }
        if moments is not None:
            reference = FrechetReference.from_moments(moments)
            return result | {"num_reference": moments.num_images, "fid": reference.distance(features_ND)}
        assert real is not None
        with make_bar(len(real), "features of reference") as bar:
            reference_MD = scoring.source_features(actors, real, len(real), bar.update)
    finally:
        for actor in actors:
            ray.kill(actor)
    return result | _against(features_ND, reference_MD, photograph_ids(config.reference), config.seed)


def _against(features_ND: Any, reference_MD: Any, photographs_M: Any, seed: int) -> dict[str, Any]:
    kernel = kernel_distance(features_ND, reference_MD, seed=seed)
    floor = scoring.floor(reference_MD, photographs_M, len(features_ND), seed)
    return {
        "num_reference": len(reference_MD),
        "fid": FrechetReference.from_features(reference_MD).distance(features_ND),
        "kid": kernel.value,
        "kid_standard_error": kernel.standard_error,
        "floor": {"num_images": floor.num_images, "fid": floor.frechet, "kid": floor.kernel.value},
    }


def _count(config: FidConfig, images: ImageSource) -> int:
    wanted = config.num_images or len(images)
    if wanted > len(images):
        rule = f"{config.images} holds {len(images)} images"
        raise UserError("num_images", wanted, rule, f"give at most {len(images)}, or leave it out")
    if wanted < 3:
        raise UserError("num_images", wanted, "a distance needs at least 3 images", "give more")
    return wanted
