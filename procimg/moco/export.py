"""What is kept of a run: the query encoder's backbone, as a module or as a torchvision state dict.

Knows nothing of the loop or of evaluation.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from procimg.moco.config import MoCoConfig
from procimg.moco.encoders import build_encoder

_PREFIX = "encoder_q.backbone."


def backbone_state_dict(state: dict[str, Any]) -> dict[str, torch.Tensor]:
    """The backbone's weights out of a checkpoint, by torchvision's names.

    For a ResNet, `torchvision.models.resnet50().load_state_dict(..., strict=False)` misses `fc` alone. The
    projection head is left out, as in the transfer experiments of He et al. 2019 (arXiv:1911.05722).
    """
    moco = state["moco"]
    return {name.removeprefix(_PREFIX): moco[name] for name in moco if name.startswith(_PREFIX)}


def load_backbone(state: dict[str, Any]) -> nn.Module:
    """The trained backbone, on the CPU, in evaluation mode: normalised images (N, 3, S, S) to features (N, D)."""
    backbone = random_backbone(MoCoConfig.from_json(state["config"]))
    backbone.load_state_dict(backbone_state_dict(state))
    return backbone


def random_backbone(config: MoCoConfig) -> nn.Module:
    """The same backbone as it was before the first step of a run with this config: the baseline for its scores."""
    return build_encoder(config.arch, config.feature_dim, config.seed).backbone.eval()
