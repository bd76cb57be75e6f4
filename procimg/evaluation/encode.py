"""A frozen encoder and images in, features out.

Knows nothing of how the encoder was trained. Legend: N = images, S = side in px, D = feature dimension.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from procimg.moco.augment import normalise


@torch.inference_mode()
def encode(
    encoder: nn.Module,
    images: Sequence[np.ndarray],
    *,
    size_px: int,
    batch_size: int = 128,
    device: torch.device | str = "cpu",
) -> torch.Tensor:
    """Features of every image, with the encoder in evaluation mode (put back as it was afterwards).

    Args:
        encoder: float (B, 3, S, S), normalised as in training, to (B, D).
        images: N uint8 sRGB arrays (H, W, 3); sizes may differ.
        size_px: S; each image's largest centred square is resized to it (bilinear, antialiased).

    Returns:
        float32 features_ND on the CPU. They do not depend on `batch_size` but for rounding.
    """
    was_training = encoder.training
    encoder = encoder.to(device).eval()
    parts = []
    try:
        for start in range(0, len(images), batch_size):
            squares = [centred_square(image, size_px) for image in images[start : start + batch_size]]
            parts.append(encoder(normalise(torch.stack(squares).to(device))).float().cpu())
    finally:
        encoder.train(was_training)
    return torch.cat(parts)


def centred_square(image: np.ndarray, size_px: int) -> torch.Tensor:
    """The largest centred square of a uint8 (H, W, 3) image, resized: float32 (3, S, S) in 0 to 1."""
    side = min(image.shape[:2])
    top, left = (image.shape[0] - side) // 2, (image.shape[1] - side) // 2
    square = torch.from_numpy(np.array(image[top : top + side, left : left + side])).permute(2, 0, 1)[None].float()
    if side != size_px:
        square = functional.interpolate(square, size=(size_px, size_px), mode="bilinear", antialias=True)
    return (square[0] / 255.0).clamp_(0.0, 1.0)
