"""Colour jitter and greyscale, per image, as torchvision defines them for float images.

Knows nothing of where the factors come from. Legend: B = images, C = 3 (sRGB, 0 to 1), S = side in px.
"""

from __future__ import annotations

import numpy as np
import torch

BRIGHTNESS, CONTRAST, SATURATION, HUE = range(4)
LUMA = (0.2989, 0.587, 0.114)


def jitter(images_BCSS: torch.Tensor, factors_B4: np.ndarray, order_B4: np.ndarray) -> torch.Tensor:
    """Brightness, contrast, saturation and hue of each image, in its own order.

    The first three are blends, clamped to 0 and 1: factor * image + (1 - factor) * reference, with black, the mean
    grey of the image, or its grey version as the reference.

    Args:
        images_BCSS: float32 (B, 3, S, S) in 0 to 1.
        factors_B4: factors of brightness, contrast, saturation, and the hue shift in turns.
        order_B4: a permutation of 0 to 3 for each image.
    """
    images_BCSS = images_BCSS.clone()
    device = images_BCSS.device
    for place in range(4):
        which_B = order_B4[:, place]
        for operation in range(4):
            factors = factors_B4[:, operation]
            rows = np.flatnonzero((which_B == operation) & (factors != (0.0 if operation == HUE else 1.0)))
            if not len(rows):
                continue
            index = torch.from_numpy(rows).to(device)
            factor_N111 = torch.from_numpy(factors[rows]).to(device, torch.float32)[:, None, None, None]
            images_BCSS[index] = _apply(operation, images_BCSS[index], factor_N111)
    return images_BCSS


def greyscale(images_BCSS: torch.Tensor, chosen_B: np.ndarray) -> torch.Tensor:
    """Replaces the chosen images by their luma in all three channels. (B, 3, S, S) -> the same."""
    chosen = torch.from_numpy(chosen_B).to(images_BCSS.device)[:, None, None, None]
    return torch.where(chosen, luma(images_BCSS), images_BCSS)


def luma(images_BCSS: torch.Tensor) -> torch.Tensor:
    """(B, 3, S, S) -> (B, 1, S, S): 0.2989 R + 0.587 G + 0.114 B."""
    red, green, blue = images_BCSS.unbind(1)
    return (LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue)[:, None]


def shift_hue(images_BCSS: torch.Tensor, turns_B111: torch.Tensor) -> torch.Tensor:
    """Turns the hue of each image by a share of the full circle, in HSV.

    Source: channel n of HSV is v - v s max(0, min(k, 4 - k, 1)), k = (n + 6 h) mod 6, n = 5, 3, 1 for R, G, B.
    """
    value, largest = images_BCSS.max(1)
    chroma = value - images_BCSS.amin(1)
    red, green, blue = images_BCSS.unbind(1)
    ahead = torch.stack((green - blue, blue - red, red - green), 1).gather(1, largest[:, None])[:, 0]
    sextant = 2.0 * largest + ahead / chroma.clamp(min=1e-12)
    first = (sextant + 6.0 * turns_B111[:, :, :, 0])[:, None]
    k = torch.remainder(first + first.new_tensor((5.0, 3.0, 1.0))[:, None, None], 6.0)
    return value[:, None] - chroma[:, None] * torch.minimum(k, 4.0 - k).clamp_(0.0, 1.0)


def _apply(operation: int, images_NCSS: torch.Tensor, factor_N111: torch.Tensor) -> torch.Tensor:
    if operation == HUE:
        return shift_hue(images_NCSS, factor_N111)
    if operation == BRIGHTNESS:
        return (images_NCSS * factor_N111).clamp_(0.0, 1.0)
    reference = luma(images_NCSS)
    if operation == CONTRAST:
        reference = reference.mean((1, 2, 3), keepdim=True)
    return torch.lerp(reference.expand_as(images_NCSS), images_NCSS, factor_N111).clamp_(0.0, 1.0)
