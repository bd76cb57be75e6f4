"""The encoders: any torchvision ResNet by name, and one small network that learns something on two CPU cores.

An encoder is a backbone (image -> features, what is kept) and MoCo v2's projection head (features -> key space,
thrown away after training). Knows nothing of queues or training. Legend: N = images, D = features.
"""

from __future__ import annotations

import torch
import torchvision
from torch import nn

from procimg.errors import UserError

SMALL_ALEXNET = "alexnet_small"


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


class SmallAlexNet(nn.Module):
    """Five convolutions with batch norm and two max pools: a small AlexNet for images of about 64 px.

    float (N, 3, S, S) -> (N, 512). After the encoder of Wang & Isola's small-scale experiments (2020,
    arXiv:2005.10242), narrower, with a strided stem and global pooling where theirs has fully connected layers:
    it was picked by how much it learns in three minutes on two CPU cores.
    """

    output_dim = 512

    def __init__(self, stem: int = 48, stride: int = 2, widths: tuple[int, ...] = (96, 192, 192, 512)) -> None:
        super().__init__()
        one, two, three, four = widths
        self.features = nn.Sequential(
            *_block(3, stem, kernel_size=5, stride=stride, padding=2),
            *_block(stem, one, kernel_size=3, stride=1, padding=1),
            nn.MaxPool2d(2),
            *_block(one, two, kernel_size=3, stride=1, padding=1),
            nn.MaxPool2d(2),
            *_block(two, three, kernel_size=3, stride=1, padding=1),
            *_block(three, four, kernel_size=3, stride=1, padding=1),
        )

    def forward(self, images_NCSS: torch.Tensor) -> torch.Tensor:
        """Mean over space of the last convolution's output."""
        return self.features(images_NCSS).mean((2, 3))


def archs() -> list[str]:
    """Names that `build_encoder` takes."""
    return [*torchvision.models.list_models(include=("resnet*", "resnext*", "wide_resnet*")), SMALL_ALEXNET]


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
        if arch == SMALL_ALEXNET:
            return Encoder(SmallAlexNet(), SmallAlexNet.output_dim, feature_dim)
        backbone = torchvision.models.get_model(arch, weights=None)
        backbone_dim = backbone.fc.in_features
        backbone.fc = nn.Identity()
        return Encoder(backbone, backbone_dim, feature_dim)


def _block(in_channels: int, out_channels: int, *, kernel_size: int, stride: int, padding: int) -> list[nn.Module]:
    convolution = nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding, bias=False)
    return [convolution, nn.BatchNorm2d(out_channels), nn.ReLU(inplace=True)]
