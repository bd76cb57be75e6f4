"""Batch norm by groups, and the shuffling of keys that keeps it from giving the answer away.

A query and its key must not be normalised with the statistics of the same images, or the contrast can be solved from
those statistics. So keys go through the key encoder in another order. Both the groups and the order are defined on
the global batch, so the number of workers cannot change them. Legend: N = images here, G = images of all workers.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from procimg import seeding


class SplitBatchNorm2d(nn.BatchNorm2d):
    """Batch norm that, in training, normalises each run of `group_size` consecutive images by itself.

    Running statistics move towards the mean over the groups. Parameters, buffers and evaluation are those of
    `torch.nn.BatchNorm2d`, so state dicts are interchangeable. Four groups of 64 on one GPU do what four GPUs with
    64 images each do (He et al. 2019, arXiv:1911.05722, section 3.3).
    """

    def __init__(self, num_features: int, group_size: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        super().__init__(num_features, eps=eps, momentum=momentum)
        self.group_size = group_size

    def forward(self, images_NCHW: torch.Tensor) -> torch.Tensor:
        """float (N, C, H, W) -> the same shape. In training N must be a multiple of `group_size`, else ValueError."""
        if not self.training:
            return super().forward(images_NCHW)
        if images_NCHW.shape[0] % self.group_size:
            raise ValueError(f"{images_NCHW.shape[0]} images do not split into groups of {self.group_size}")
        assert self.running_mean is not None and self.running_var is not None and self.momentum is not None
        assert self.num_batches_tracked is not None
        means, variances, outputs = [], [], []
        for group in images_NCHW.split(self.group_size):
            mean, variance = self.running_mean.clone(), self.running_var.clone()
            outputs.append(
                functional.batch_norm(group, mean, variance, self.weight, self.bias, True, self.momentum, self.eps)
            )
            means.append(mean)
            variances.append(variance)
        with torch.no_grad():
            self.running_mean.copy_(torch.stack(means).mean(0))
            self.running_var.copy_(torch.stack(variances).mean(0))
            self.num_batches_tracked.add_(1)
        return outputs[0] if len(outputs) == 1 else torch.cat(outputs)


def split_batch_norms(module: nn.Module, group_size: int) -> nn.Module:
    """Replaces every `BatchNorm2d` inside, in place, by a `SplitBatchNorm2d` with the same parameters and names."""
    for name, child in module.named_children():
        if type(child) is nn.BatchNorm2d:
            assert child.momentum is not None
            split = SplitBatchNorm2d(child.num_features, group_size, child.eps, child.momentum)
            split.load_state_dict(child.state_dict())
            setattr(module, name, split)
        else:
            split_batch_norms(child, group_size)
    return module


def running_statistics(module: nn.Module) -> list[torch.Tensor]:
    """Running means and variances of every batch norm inside, in order of the modules."""
    return [
        buffer
        for layer in module.modules()
        if isinstance(layer, nn.BatchNorm2d)
        for buffer in (layer.running_mean, layer.running_var)
        if buffer is not None
    ]


def key_order(seed: int, step: int, num_images: int) -> torch.Tensor:
    """The order in which one step's keys are encoded: a permutation of the global batch, int64 (G,).

    Position p of the shuffled batch holds image `order[p]`; `shuffled[order.argsort()]` is the batch again.
    A pure function of its arguments.
    """
    return torch.from_numpy(seeding.permutation(seed, "moco key order", step, num_images))
