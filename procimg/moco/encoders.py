"""The encoders: any torchvision ResNet by name, and one small network that learns something on two CPU cores.

An encoder is a backbone (image -> features, what is kept) and MoCo v2's projection head (features -> key space,
thrown away after training). Knows nothing of queues or training. Legend: N = images, D = features.
"""

from __future__ import annotations

import torch
import torchvision
from torch import nn
from torchvision.models.resnet import BasicBlock

from procimg.errors import UserError

NARROW_RESNET18 = "resnet18_narrow"


class Encoder(nn.Module):
    """A backbone and the two-layer head of MoCo v2 (Chen et al. 2020, arXiv:2003.04297, section 3).

    `forward`: float (N, 3, S, S) -> (N, feature_dim), not normalised. The head has no batch norm.
    """

    def __init__(self, backbone: nn.Module, backbone_dim: int, feature_dim: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Sequential(
            nn.Linear(backbone_dim, backbone_dim), nn.ReLU(inplace=True), nn.Linear(backbone_dim, feature_dim)
        )

    def forward(self, images_NCSS: torch.Tensor) -> torch.Tensor:
        """The projection that the contrast is made on."""
        return self.head(self.backbone(images_NCSS))


class NarrowResNet18(nn.Module):
    """ResNet-18 at half the width: float (N, 3, S, S) -> (N, 256).

    Picked for two CPU cores and images of 64 px by speed: a MoCo step costs a third of the CPU time of torchvision's
    ResNet-18, and 2.2 times less than a small AlexNet of five convolutions. What each learns: docs/log.md.
    """

    output_dim = 256

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128, 256)) -> None:
        super().__init__()
        stem = nn.Conv2d(3, widths[0], kernel_size=7, stride=2, padding=3, bias=False)
        layers: list[nn.Module] = [stem, nn.BatchNorm2d(widths[0]), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
        previous = widths[0]
        for number, width in enumerate(widths):
            layers += [_block(previous, width, stride=1 if number == 0 else 2), _block(width, width, stride=1)]
            previous = width
        self.features = nn.Sequential(*layers)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, images_NCSS: torch.Tensor) -> torch.Tensor:
        """Mean over space of the last block's output."""
        return self.features(images_NCSS).mean((2, 3))


def archs() -> list[str]:
    """Names that `build_encoder` takes."""
    return [*torchvision.models.list_models(include=("resnet*", "resnext*", "wide_resnet*")), NARROW_RESNET18]


def check_arch(arch: str) -> None:
    """Raises a UserError that lists the names if this is none of them."""
    if arch not in archs():
        raise UserError("arch", arch, "must be a known encoder", f"choose one of {', '.join(archs())}")


def build_encoder(arch: str, feature_dim: int, seed: int) -> Encoder:
    """A new encoder with random weights that depend on `seed` alone; torch's global generator is left as it was.

    The backbone of a ResNet has torchvision's parameter names (its `fc` is empty).

    Raises:
        UserError: no such arch.
    """
    check_arch(arch)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if arch == NARROW_RESNET18:
            return Encoder(NarrowResNet18(), NarrowResNet18.output_dim, feature_dim)
        backbone = torchvision.models.get_model(arch, weights=None)
        backbone_dim = backbone.fc.in_features
        backbone.fc = nn.Identity()
        return Encoder(backbone, backbone_dim, feature_dim)


def _block(in_width: int, width: int, stride: int) -> BasicBlock:
    shortcut = None
    if stride != 1 or in_width != width:
        convolution = nn.Conv2d(in_width, width, kernel_size=1, stride=stride, bias=False)
        shortcut = nn.Sequential(convolution, nn.BatchNorm2d(width))
    return BasicBlock(in_width, width, stride, shortcut)
