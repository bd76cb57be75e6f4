"""Inception features by actors, from image sources and from recipes, and the distances made of them.

A feature actor owns one network and a CPU core or a share of a GPU; chunks of images go to the actors in turn, always
the same chunk to the same actor, so that what one has seen it remembers. Legend: N = images, D = features.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import ray

from procimg import encoding as enc
from procimg.errors import ProcimgError, UserError
from procimg.fid.distance import RealFloor, floor_of_parts, real_floor
from procimg.recipe import Recipe
from procimg.sources import ImageSource

CHUNK = 16
"""Images of one call to a feature actor, and of one pass of the network."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeatureSettings:
    """Which features. Distances compare only between equal settings."""

    weights: str | None = None
    """File with the network's weights; None searches the known places."""
    resize: str = "clean"
    dtype: str = "float32"

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


class FeatureActor:
    """Owns one FID network. Its answers are pure functions of their arguments, so Ray may retry them."""

    def __init__(self, settings: FeatureSettings) -> None:
        self._settings = settings
        self._failure: Exception | None = None
        self._remembered: OrderedDict[tuple[str, int, int], np.ndarray] = OrderedDict()
        try:
            import torch

            from procimg.fid.inception import load_extractor
            from procimg.fid.weights import find_weights

            self._weights = str(find_weights(settings.weights))
            device = "cuda" if torch.cuda.is_available() else "cpu"
            self._extractor = load_extractor(settings.weights, device=device, dtype=settings.dtype)
        except (ProcimgError, UserError) as error:
            self._failure = error

    def weights(self) -> str:
        """Where the network's weights came from.

        Raises:
            WeightsNotFoundError, UserError: the network could not be had.
        """
        if self._failure is not None:
            raise self._failure
        return self._weights

    def of_source(self, source: ImageSource, start: int, stop: int) -> np.ndarray:
        """features_ND float32 of images start .. stop - 1 of a source."""
        return self._extract(list(source.images(start, stop)))

    def of_recipe(
        self, recipe: dict[str, Any], encoding: enc.Encoding, start: int, stop: int, renderer: Any
    ) -> np.ndarray:
        """features_ND float32 of consecutive images of a recipe, drawn by a render actor and put through the same
        codec as stored images."""
        key = (Recipe.from_dict(recipe).fingerprint, start, stop)
        if key not in self._remembered:
            images_NHWC = ray.get(renderer.images.remote(recipe, start, stop - start))
            stored = [enc.decode(enc.encode(image_HWC, encoding)) for image_HWC in images_NHWC]
            self._remembered[key] = self._extract(stored)
            if len(self._remembered) > 4096:
                self._remembered.popitem(last=False)
        return self._remembered[key]

    def _extract(self, images: list[np.ndarray]) -> np.ndarray:
        from procimg.fid.features import extract

        self.weights()
        return extract(images, self._extractor, batch_size=CHUNK, resize=self._settings.resize)


def make_feature_actors(settings: FeatureSettings, num_actors: int | None = None) -> list[Any]:
    """Feature actors: one a GPU where the cluster has some, else one a CPU.

    Raises:
        WeightsNotFoundError, UserError: the network could not be had.
    """
    resources = ray.cluster_resources()
    num_gpus = int(resources.get("GPU", 0))
    count = num_actors or num_gpus or max(int(resources.get("CPU", 1)), 1)
    remote = ray.remote(num_cpus=1, num_gpus=1 if num_gpus else 0, max_restarts=-1, max_task_retries=3)(FeatureActor)
    actors: list[Any] = [remote.remote(settings) for _ in range(count)]
    unwrap(lambda: ray.get([actor.weights.remote() for actor in actors]))
    return actors


def unwrap(call: Callable[[], Any]) -> Any:
    """Calls; an exception out of an actor's method comes out as what it was there."""
    try:
        return call()
    except ray.exceptions.RayTaskError as error:
        raise getattr(error, "cause", error) from None


def source_features(
    actors: list[Any], source: ImageSource, num_images: int, progress: Callable[[int], Any] | None = None
) -> np.ndarray:
    """features_ND of the first `num_images` of a source.

    Raises:
        CorruptShardError: an image cannot be read.
    """
    handle = ray.put(source)
    chunks = [(start, min(start + CHUNK, num_images)) for start in range(0, num_images, CHUNK)]
    refs = [
        actors[number % len(actors)].of_source.remote(handle, start, stop)
        for number, (start, stop) in enumerate(chunks)
    ]
    return gather(refs, progress)


def gather(refs: list[Any], progress: Callable[[int], Any] | None = None) -> np.ndarray:
    """Concatenates the answers in the order of the calls, reporting each as it arrives."""
    waiting = list(refs)
    while waiting:
        ready, waiting = ray.wait(waiting, num_returns=1)
        features = unwrap(functools.partial(ray.get, ready[0]))
        if progress:
            progress(len(features))
    return np.concatenate(ray.get(refs))


def floor(reference_MD: np.ndarray, photographs_M: np.ndarray | None, num_images: int, seed: int) -> RealFloor:
    """Distance between two disjoint parts of the reference: the least that is worth aiming at. Where several images
    show one photograph, no photograph is in both parts."""
    if photographs_M is None:
        return real_floor(reference_MD, num_images, seed)
    is_first_M = photographs_M % 2 == 0
    return floor_of_parts(reference_MD[is_first_M][:num_images], reference_MD[~is_first_M][:num_images], seed)
