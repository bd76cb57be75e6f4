"""Three ways to bring an image to 299 x 299, named after the packages whose FID they reproduce.

They differ by whole FID points, so two FIDs compare only with the same one (Parmar et al. 2022, "On aliased resizing
and surprising subtleties in GAN evaluation"). Legend: N images, C channels, H and W pixels.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from procimg.errors import UserError

SIZE_PX = 299


def clean(images_NCHW: Tensor) -> Tensor:
    """Antialiased bicubic in float, clipped, not rounded: Pillow's, as clean-fid does it."""
    size = (SIZE_PX, SIZE_PX)
    resized_NCHW = F.interpolate(images_NCHW, size, mode="bicubic", align_corners=False, antialias=True)
    return resized_NCHW.clamp_(0, 255)


def pytorch_fid(images_NCHW: Tensor) -> Tensor:
    """Bilinear without antialiasing. pytorch-fid maps 255 to 1, not to 127/128: the factor undoes the difference."""
    resized_NCHW = F.interpolate(images_NCHW, (SIZE_PX, SIZE_PX), mode="bilinear", align_corners=False)
    return resized_NCHW * (256 / 255)


def torch_fidelity(images_NCHW: Tensor) -> Tensor:
    """TensorFlow 1's bilinear: pixel i samples position i * in / out, its corner and not its centre."""
    height, width = images_NCHW.shape[2:]
    top, bottom, down = _taps(height, images_NCHW.device)
    left, right, across = _taps(width, images_NCHW.device)
    rows = images_NCHW[:, :, top]
    rows = rows + (images_NCHW[:, :, bottom] - rows) * down[:, None]
    columns = rows[:, :, :, left]
    return columns + (rows[:, :, :, right] - columns) * across


RESIZERS: dict[str, Callable[[Tensor], Tensor]] = {
    "clean": clean,
    "pytorch-fid": pytorch_fid,
    "torch-fidelity": torch_fidelity,
}


def resizer(name: str) -> Callable[[Tensor], Tensor]:
    """The function of that name: float32 images_NCHW, 0 .. 255, of any one size, to 299 x 299. Raises UserError."""
    if name not in RESIZERS:
        raise UserError(
            "resize", name, f"one of {', '.join(RESIZERS)}", "Use clean unless you compare with old results"
        )
    return RESIZERS[name]


def _taps(size_px: int, device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    # float32 as in TensorFlow: in float64 some positions would fall on the other side of a whole number.
    position = torch.arange(SIZE_PX, dtype=torch.float32, device=device) * (size_px / SIZE_PX)
    low = position.long()
    return low, (low + 1).clamp_max(size_px - 1), position - low
