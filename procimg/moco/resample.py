"""Crops and blurs as matrices: each image has its own pair, applied to the whole batch by two matrix products.

Resizing with an antialiased triangle filter and Gaussian blurring are both separable and linear, so one small matrix
for the rows and one for the columns does exactly what an image library does, at the same speed for any parameters.
Legend: B = images, H, W = source px, S = side of the result in px, C = 3, L = length of an axis, T = taps of a filter.
"""

from __future__ import annotations

import math

import numpy as np
import torch

BLUR_REACH = 3.0
"""The blur's kernel ends at this many of the batch's largest sigmas."""


def crop_resize_flip(
    images_BHWC: torch.Tensor,
    top_B: np.ndarray,
    left_B: np.ndarray,
    height_B: np.ndarray,
    width_B: np.ndarray,
    flip_B: np.ndarray,
    *,
    size_px: int,
) -> torch.Tensor:
    """A crop of each image, resized to S x S (bilinear, antialiased) and flipped left to right where `flip_B`.

    Args:
        images_BHWC: uint8 (B, H, W, 3).
        top_B, left_B, height_B, width_B: the crops, in px of the source; inside the image.

    Returns:
        float32 (B, 3, S, S) in 0 to 1: torchvision's `resized_crop` of the float image, to within 1e-5.
    """
    batch, height, width, channels = images_BHWC.shape
    device = images_BHWC.device
    rows_BSH = _axis_matrix(top_B, height_B, np.zeros_like(flip_B), height, size_px, device)
    columns_BSW = _axis_matrix(left_B, width_B, flip_B, width, size_px, device) / 255.0
    tall = torch.bmm(rows_BSH, images_BHWC.reshape(batch, height, width * channels).float())
    tall = tall.view(batch, size_px, width, channels).transpose(2, 3).reshape(batch, size_px * channels, width)
    views = torch.bmm(tall, columns_BSW.transpose(1, 2)).view(batch, size_px, channels, size_px)
    return views.transpose(1, 2).contiguous()


def gaussian_blur(images_BCSS: torch.Tensor, sigma_px_B: np.ndarray) -> torch.Tensor:
    """Each image blurred by its own sigma, edges reflected; sigma 0 leaves it as it is, bit for bit.

    float32 (B, C, S, S) -> the same. All kernels reach to three times the largest sigma of the batch.
    """
    reach = math.ceil(BLUR_REACH * float(np.max(sigma_px_B, initial=0.0)))
    size = images_BCSS.shape[-1]
    if reach == 0:
        return images_BCSS
    blurred = np.flatnonzero(sigma_px_B)
    rows = torch.from_numpy(blurred).to(images_BCSS.device)
    matrix_NSS = _blur_matrix(sigma_px_B[blurred], min(reach, size - 1), size, images_BCSS.device)[:, None]
    out = images_BCSS.clone()
    out[rows] = matrix_NSS @ images_BCSS[rows] @ matrix_NSS.transpose(-1, -2)
    return out


def _axis_matrix(
    start_B: np.ndarray, extent_B: np.ndarray, flip_B: np.ndarray, length: int, size_px: int, device: torch.device
) -> torch.Tensor:
    """(B, S, L): row s holds what each source pixel gives to pixel s of the result."""
    start, extent = (torch.from_numpy(array).to(device, torch.float32)[:, None] for array in (start_B, extent_B))
    flip = torch.from_numpy(flip_B).to(device)[:, None]
    target_S = torch.arange(size_px, device=device)
    target_BS = torch.where(flip, size_px - 1 - target_S, target_S)
    step = extent / size_px
    centre_BS1 = (start + (target_BS + 0.5) * step)[:, :, None]
    pixel_L = torch.arange(length, device=device)
    inside_B1L = ((pixel_L >= start) & (pixel_L < start + extent))[:, None, :]
    weights_BSL = 1 - ((pixel_L + 0.5) - centre_BS1).abs_().div_(step.clamp(min=1.0)[:, :, None])
    weights_BSL.clamp_(min=0.0).mul_(inside_B1L)
    return weights_BSL.div_(weights_BSL.sum(-1, keepdim=True))


def _blur_matrix(sigma_px_B: np.ndarray, reach: int, size: int, device: torch.device) -> torch.Tensor:
    """(B, S, S): a Gaussian of 2 * reach + 1 taps about each pixel, taps beyond an edge folded back inside."""
    taps_T = torch.arange(-reach, reach + 1, device=device)
    sigma = torch.from_numpy(sigma_px_B).to(device, torch.float32)[:, None]
    weights_BT = torch.softmax(-0.5 * (taps_T / sigma) ** 2, dim=1)
    source_ST = torch.arange(size, device=device)[:, None] + taps_T
    source_ST = (size - 1) - (source_ST.abs() - (size - 1)).abs()
    spread_TSS = torch.zeros(len(taps_T), size, size, device=device)
    spread_TSS.scatter_(2, source_ST.T[:, :, None], 1.0)
    return (weights_BT @ spread_TSS.view(len(taps_T), -1)).view(-1, size, size)
