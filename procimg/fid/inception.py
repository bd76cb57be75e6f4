"""The FID network: TensorFlow's "inception-2015-12-05" up to its 2048 pooled features, for inference only.

torchvision's Inception v3 with the three differences of the TensorFlow graph: average pools leave out the padding, the
pool inside the last block takes the maximum, and batch norm is folded into the convolutions when the weights load.
Knows nothing of resizing or of where images come from. Legend: N images, C channels, H and W pixels, D = 2048.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchvision.models import inception as blocks

from procimg.errors import UserError
from procimg.fid.weights import find_weights, not_these_weights, read_convolutions

INPUT_SIZE_PX = 299
FEATURE_WIDTH = 2048
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


class FoldedConv(nn.Module):
    """Convolution with a bias (the folded batch norm), then ReLU."""

    def __init__(self, in_channels: int, out_channels: int, **kwargs: Any) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, bias=True, **kwargs)

    def forward(self, x_NCHW: Tensor) -> Tensor:
        return F.relu(self.conv(x_NCHW), inplace=True)


class FidInceptionA(blocks.InceptionA):
    """torchvision's block with TensorFlow's average pool."""

    def forward(self, x_NCHW: Tensor) -> Tensor:
        branch5x5 = self.branch5x5_2(self.branch5x5_1(x_NCHW))
        branch3x3dbl = self.branch3x3dbl_3(self.branch3x3dbl_2(self.branch3x3dbl_1(x_NCHW)))
        return torch.cat([self.branch1x1(x_NCHW), branch5x5, branch3x3dbl, self.branch_pool(_average(x_NCHW))], 1)


class FidInceptionC(blocks.InceptionC):
    """torchvision's block with TensorFlow's average pool."""

    def forward(self, x_NCHW: Tensor) -> Tensor:
        branch7x7 = self.branch7x7_3(self.branch7x7_2(self.branch7x7_1(x_NCHW)))
        branch7x7dbl = self.branch7x7dbl_3(self.branch7x7dbl_2(self.branch7x7dbl_1(x_NCHW)))
        branch7x7dbl = self.branch7x7dbl_5(self.branch7x7dbl_4(branch7x7dbl))
        return torch.cat([self.branch1x1(x_NCHW), branch7x7, branch7x7dbl, self.branch_pool(_average(x_NCHW))], 1)


class FidInceptionE(blocks.InceptionE):
    """torchvision's block with TensorFlow's average pool, or with the maximum that the last block has."""

    max_pool = False

    def forward(self, x_NCHW: Tensor) -> Tensor:
        branch3x3 = self.branch3x3_1(x_NCHW)
        branch3x3dbl = self.branch3x3dbl_2(self.branch3x3dbl_1(x_NCHW))
        pooled = F.max_pool2d(x_NCHW, kernel_size=3, stride=1, padding=1) if self.max_pool else _average(x_NCHW)
        return torch.cat(
            [
                self.branch1x1(x_NCHW),
                self.branch3x3_2a(branch3x3),
                self.branch3x3_2b(branch3x3),
                self.branch3x3dbl_3a(branch3x3dbl),
                self.branch3x3dbl_3b(branch3x3dbl),
                self.branch_pool(pooled),
            ],
            1,
        )


_BLOCKS = (FidInceptionA, blocks.InceptionB, FidInceptionC, blocks.InceptionD, FidInceptionE, blocks.InceptionAux)


class FidInception(blocks.Inception3):
    """Images at 299 x 299 to 2048 features each (Heusel et al. 2017, "GANs trained by a two time-scale update rule").

    A fresh instance holds random numbers: use `load_extractor`. `dtype` is "float32", or "bfloat16" for autocast, with
    float32 features either way. TensorFloat-32 stays off, so CPU and CUDA agree.
    """

    def __init__(self, *, dtype: str = "float32") -> None:
        if dtype not in DTYPES:
            raise UserError(
                "dtype", dtype, f"one of {', '.join(DTYPES)}", "Use float32, which every published FID uses"
            )
        super().__init__(
            num_classes=1,
            aux_logits=False,
            init_weights=False,
            inception_blocks=[FoldedConv, *(partial(block, conv_block=FoldedConv) for block in _BLOCKS)],
        )
        self.Mixed_7c.max_pool = True
        self.dropout, self.fc = nn.Identity(), nn.Identity()
        self.dtype = dtype
        # 1.8 times as fast as NCHW on AVX-512 cores, one or two of them, and the layout of CUDA's tensor cores.
        self.to(memory_format=torch.channels_last)
        self.requires_grad_(False)
        self.eval()

    @property
    def device(self) -> torch.device:
        return self.Conv2d_1a_3x3.conv.weight.device

    @torch.inference_mode()
    def forward(self, images_NCHW: Tensor) -> Tensor:
        """Features of images.

        Args:
            images_NCHW: uint8 or floating point, 0 .. 255, sRGB, 299 x 299, on any device.

        Returns:
            float32 features_ND on the network's device.

        Raises:
            UserError: the images have another shape.
        """
        if images_NCHW.shape[1:] != (3, INPUT_SIZE_PX, INPUT_SIZE_PX):
            size = f"{INPUT_SIZE_PX} x {INPUT_SIZE_PX}"
            raise UserError("images", tuple(images_NCHW.shape), f"must be N x 3 x {size}", "Resize them first")
        x_NCHW = (images_NCHW.to(self.device, torch.float32) - 128.0) / 128.0
        x_NCHW = x_NCHW.contiguous(memory_format=torch.channels_last)
        with (
            _exact_convolutions(self.device),
            torch.autocast(self.device.type, dtype=DTYPES[self.dtype], enabled=self.dtype != "float32"),
        ):
            return super().forward(x_NCHW).float()

    def load_convolutions(self, convolutions: Mapping[str, tuple[Tensor, Tensor]], path: Path) -> None:
        """Takes folded weights by the name of the convolution. Raises UserError where one is missing or misshapen."""
        for name, conv in self.named_convolutions():
            if name not in convolutions:
                raise not_these_weights(path, f"lacks {name}.weight")
            weight_OIHW, bias_O = convolutions[name]
            if weight_OIHW.shape != conv.weight.shape:
                found, expected = tuple(weight_OIHW.shape), tuple(conv.weight.shape)
                raise not_these_weights(path, f"has shape {found} for {name}.weight, not {expected}")
            conv.load_state_dict({"weight": weight_OIHW, "bias": bias_O}, assign=True)

    def named_convolutions(self) -> list[tuple[str, nn.Conv2d]]:
        """Its 94 convolutions in the order of the network."""
        return [(name, module) for name, module in self.named_modules() if isinstance(module, nn.Conv2d)]


def load_extractor(
    weights: str | Path | None = None, *, device: str | torch.device = "cpu", dtype: str = "float32"
) -> FidInception:
    """The FID network with its weights.

    Args:
        weights: a pytorch-fid state dict or a TorchScript file; None: see `procimg.fid.weights.find_weights`.
        device: "cpu", "cuda", "cuda:1", ...
        dtype: "float32" or "bfloat16".

    Raises:
        UserError: the file given is missing or is not the FID network; no CUDA device; unknown dtype.
        WeightsNotFoundError: no weights anywhere; the message says how to get them.
    """
    device = torch.device(device)
    if device.type == "cuda" and not torch.cuda.is_available():
        raise UserError("device", str(device), "this machine has no CUDA device that torch can use", "Use device cpu")
    with torch.device("meta"):  # no time for random numbers that the weights replace
        extractor = FidInception(dtype=dtype)
    path = find_weights(weights)
    convolutions = read_convolutions(path)
    if isinstance(convolutions, list):
        names = [name for name, _ in extractor.named_convolutions()]
        if len(convolutions) != len(names):
            raise not_these_weights(path, f"has {len(convolutions)} convolutions, not {len(names)}")
        convolutions = dict(zip(names, convolutions, strict=True))
    extractor.load_convolutions(convolutions, path)
    return extractor.to(device, memory_format=torch.channels_last)


def _average(x_NCHW: Tensor) -> Tensor:
    return F.avg_pool2d(x_NCHW, kernel_size=3, stride=1, padding=1, count_include_pad=False)


def _exact_convolutions(device: torch.device) -> contextlib.AbstractContextManager[None]:
    if device.type != "cuda":
        return contextlib.nullcontext()
    cudnn = torch.backends.cudnn
    return cudnn.flags(enabled=True, benchmark=cudnn.benchmark, deterministic=cudnn.deterministic, allow_tf32=False)
