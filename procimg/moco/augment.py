"""The augmentations of MoCo v2, on batches, with the random numbers of each image drawn from its stream position.

`draw_parameters` (NumPy, a pure function of seed, view and position) says what happens to each image; `augment`
(torch, any device) does it: crop and flip, colours, blur, normalisation. Nothing here knows of workers or epochs.
Legend: B = images, H, W = source size in px, S = side of a view in px, C = 3 (sRGB).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
import torch

from procimg import seeding
from procimg.errors import UserError
from procimg.moco import colour, resample

IMAGE_MEAN = (0.485, 0.456, 0.406)
IMAGE_STD = (0.229, 0.224, 0.225)
BLUR_REFERENCE_SIZE_PX = 224

View = Literal["query", "key"]

_CROP_TRIES = 10
_NUM_WORDS = 2 * _CROP_TRIES + 2 + 1 + 1 + 4 + 4 + 1 + 2
"""Tries of area and ratio, place, flip, jitter at all, four factors, their order, greyscale, blur and its sigma."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AugmentConfig:
    """Chances and ranges of the augmentations. Source: Chen et al. 2020 (arXiv:2003.04297) and its released code."""

    crop_area: tuple[float, float] = (0.2, 1.0)
    """Share of the image's area that a crop takes."""
    crop_ratio: tuple[float, float] = (3 / 4, 4 / 3)
    """Width over height of the crop, log-uniform."""
    jitter_probability: float = 0.8
    brightness: float = 0.4
    contrast: float = 0.4
    saturation: float = 0.4
    """Factors of these three are uniform in 1 -+ the value."""
    hue: float = 0.1
    """Hue moves by up to this share of the full circle, either way."""
    greyscale_probability: float = 0.2
    blur_probability: float = 0.5
    blur_sigma: tuple[float, float] = (0.1, 2.0)
    """In pixels of a view of 224 px; smaller views are blurred in proportion."""
    flip_probability: float = 0.5

    def __post_init__(self) -> None:
        for name in ("jitter_probability", "greyscale_probability", "blur_probability", "flip_probability"):
            _check(name, getattr(self, name), 0.0, 1.0)
        for name in ("brightness", "contrast", "saturation"):
            _check(name, getattr(self, name), 0.0, 1.0)
        _check("hue", self.hue, 0.0, 0.5)
        for name, low, high in (("crop_area", 0.01, 1.0), ("crop_ratio", 0.1, 10.0), ("blur_sigma", 0.0, 20.0)):
            _check(name, min(getattr(self, name)), low, high)
            _check(name, max(getattr(self, name)), low, high)


@dataclass(frozen=True, kw_only=True, slots=True)
class AugmentParameters:
    """What happens to each of B images. Arrays of length B; a crop is in pixels of the source image."""

    top_B: np.ndarray
    left_B: np.ndarray
    height_B: np.ndarray
    width_B: np.ndarray
    flip_B: np.ndarray
    factors_B4: np.ndarray
    """Brightness, contrast and saturation factors (1 = as it is) and the hue shift (0 = as it is)."""
    order_B4: np.ndarray
    """Which of those four comes first, second, third, last."""
    greyscale_B: np.ndarray
    blur_sigma_px_B: np.ndarray
    """0 = no blur."""

    def __getitem__(self, rows: slice) -> AugmentParameters:
        return AugmentParameters(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def draw_parameters(
    config: AugmentConfig, *, seed: int, view: View, positions_B: np.ndarray, source_px: tuple[int, int], size_px: int
) -> AugmentParameters:
    """The parameters of one view of the images at these stream positions.

    Args:
        positions_B: int64 stream positions, >= 0, in any order.
        source_px: height and width of the source images.
        size_px: side of the views; scales the blur.

    Returns:
        Parameters that depend on nothing but the arguments, each image's on its own position alone.
    """
    draws = _uniforms_at(seed, f"augment {view}", np.asarray(positions_B, dtype=np.int64)).T
    tries, place, flip, jitter, factors, order, greyscale, blur = np.split(
        draws, np.cumsum((2 * _CROP_TRIES, 2, 1, 1, 4, 4, 1))
    )
    top_B, left_B, height_B, width_B = _crops(config, tries, place, source_px)
    spans = np.array([config.brightness, config.contrast, config.saturation, config.hue])
    neutral = np.array([1.0, 1.0, 1.0, 0.0])
    jittered = jitter[0] < config.jitter_probability
    low, high = (sigma * size_px / BLUR_REFERENCE_SIZE_PX for sigma in config.blur_sigma)
    return AugmentParameters(
        top_B=top_B,
        left_B=left_B,
        height_B=height_B,
        width_B=width_B,
        flip_B=flip[0] < config.flip_probability,
        factors_B4=neutral + jittered[:, None] * (2 * factors.T - 1) * spans,
        order_B4=np.argsort(order.T, axis=1, kind="stable"),
        greyscale_B=greyscale[0] < config.greyscale_probability,
        blur_sigma_px_B=(blur[0] < config.blur_probability) * (low + (high - low) * blur[1]),
    )


def augment(images_BHWC: torch.Tensor, parameters: AugmentParameters, size_px: int) -> torch.Tensor:
    """One view of each image, normalised as ImageNet models expect.

    Args:
        images_BHWC: uint8 sRGB (B, H, W, 3), on any device.
        parameters: of the same B images.
        size_px: side S of the views.

    Returns:
        float32 (B, 3, S, S) on the same device: (sRGB in 0 to 1, minus mean) / standard deviation.
    """
    views_BCSS = resample.crop_resize_flip(
        images_BHWC,
        *(parameters.top_B, parameters.left_B, parameters.height_B, parameters.width_B, parameters.flip_B),
        size_px=size_px,
    )
    views_BCSS = colour.jitter(views_BCSS, parameters.factors_B4, parameters.order_B4)
    views_BCSS = colour.greyscale(views_BCSS, parameters.greyscale_B)
    views_BCSS = resample.gaussian_blur(views_BCSS, parameters.blur_sigma_px_B)
    return normalise(views_BCSS)


def two_views(
    images_BHWC: torch.Tensor, positions_B: np.ndarray, *, config: AugmentConfig, seed: int, size_px: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """The query view and the key view of each image, float32 (B, 3, S, S) both; see `augment`."""
    source_px = (images_BHWC.shape[1], images_BHWC.shape[2])

    def view(name: View) -> torch.Tensor:
        parameters = draw_parameters(
            config, seed=seed, view=name, positions_B=positions_B, source_px=source_px, size_px=size_px
        )
        return augment(images_BHWC, parameters, size_px)

    return view("query"), view("key")


def normalise(images_BCSS: torch.Tensor) -> torch.Tensor:
    """sRGB in 0 to 1, float (B, 3, S, S), to what the encoders take: ImageNet's mean off, divided by its deviation."""
    mean = images_BCSS.new_tensor(IMAGE_MEAN)[:, None, None]
    return (images_BCSS - mean) / images_BCSS.new_tensor(IMAGE_STD)[:, None, None]


def _uniforms_at(seed: int, stage: str, positions_B: np.ndarray) -> np.ndarray:
    runs = np.split(positions_B, np.flatnonzero(np.diff(positions_B) != 1) + 1)
    return np.concatenate(
        [seeding.uniforms(seed, stage, int(run[0]), len(run), _NUM_WORDS) for run in runs if len(run)]
    )


def _crops(
    config: AugmentConfig, tries: np.ndarray, place: np.ndarray, source_px: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """As torchvision's RandomResizedCrop: the first of ten tries that fits, else the largest centred crop."""
    height_px, width_px = source_px
    low, high = config.crop_area
    log_low, log_high = np.log(config.crop_ratio)
    area = height_px * width_px * (low + (high - low) * tries[:_CROP_TRIES])
    ratio = np.exp(log_low + (log_high - log_low) * tries[_CROP_TRIES:])
    widths, heights = np.rint(np.sqrt(area * ratio)), np.rint(np.sqrt(area / ratio))
    fits = (widths >= 1) & (widths <= width_px) & (heights >= 1) & (heights <= height_px)
    first, column = np.argmax(fits, axis=0), np.arange(fits.shape[1])
    ratio_all = float(np.clip(width_px / height_px, *config.crop_ratio))
    found = fits.any(axis=0)
    width_B = np.where(found, widths[first, column], min(width_px, round(height_px * ratio_all))).astype(np.int64)
    height_B = np.where(found, heights[first, column], min(height_px, round(width_px / ratio_all))).astype(np.int64)
    top_B = np.where(found, np.floor(place[0] * (height_px - height_B + 1)), (height_px - height_B) // 2)
    left_B = np.where(found, np.floor(place[1] * (width_px - width_B + 1)), (width_px - width_B) // 2)
    return top_B.astype(np.int64), left_B.astype(np.int64), height_B, width_B


def _check(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise UserError(
            f"augment.{name}", value, f"must lie between {low} and {high}", "the published values are the defaults"
        )
