"""MoCo v2: a query encoder, its slow copy for keys, the queue, and the contrast between them.

Holds everything that training changes but the optimizer. Knows nothing of data, augmentation or the loop.
Legend: N = images of this worker, G = images of all workers, S = side in px, D = feature dimension,
K = queue size, L = 1 + K logits (the positive first).
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn
from torch.nn import functional

from procimg.moco import collectives
from procimg.moco.config import MoCoConfig
from procimg.moco.encoders import build_encoder
from procimg.moco.queue import KeyQueue
from procimg.moco.shuffle_bn import key_order, running_statistics, split_batch_norms


class Contrast(NamedTuple):
    """What one forward pass gives."""

    logits_NL: torch.Tensor
    """Similarities over the temperature: the positive key, then the queue as it was before this step."""
    keys_GD: torch.Tensor
    """Keys of the global batch in stream order, to enqueue once the step is made."""


class MoCo(nn.Module):
    """Momentum contrast.

    Args:
        config: its `seed` sets the first weights and the first queue, alike on every worker.

    Source: He et al. 2019 (arXiv:1911.05722), eq. 1, 2 and algorithm 1; Chen et al. 2020 (arXiv:2003.04297).
    """

    def __init__(self, config: MoCoConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder_q = split_batch_norms(
            build_encoder(config.arch, config.feature_dim, config.seed), config.bn_group_size
        )
        self.encoder_k = split_batch_norms(
            build_encoder(config.arch, config.feature_dim, config.seed), config.bn_group_size
        )
        self.encoder_k.requires_grad_(False)
        self.queue = KeyQueue(config.queue_size, config.feature_dim, config.seed)

    def forward(
        self,
        images_query_NCSS: torch.Tensor,
        images_key_NCSS: torch.Tensor,
        step: int,
        query_encoder: nn.Module | None = None,
    ) -> Contrast:
        """One step up to the loss: moves the key encoder, encodes both views, compares. Leaves the queue alone.

        Args:
            images_query_NCSS, images_key_NCSS: normalised views of the same images, float (N, 3, S, S).
            step: keys the order in which keys are encoded.
            query_encoder: `encoder_q` inside its wrapper for several workers; itself where absent.
        """
        encoder = query_encoder if query_encoder is not None else self.encoder_q
        queries_ND = functional.normalize(encoder(images_query_NCSS), dim=1)
        self.update_key_encoder()
        keys_GD = self.encode_keys(images_key_NCSS, step)
        first = collectives.rank() * len(queries_ND)
        return Contrast(self.logits(queries_ND, keys_GD[first : first + len(queries_ND)]), keys_GD)

    def logits(self, queries_ND: torch.Tensor, keys_ND: torch.Tensor) -> torch.Tensor:
        """q . k / temperature for the positive key and for each key in the queue: (N, L)."""
        positive_N1 = (queries_ND * keys_ND).sum(1, keepdim=True)
        negative_NK = queries_ND @ self.queue.keys_KD.T
        return torch.cat([positive_N1, negative_NK], dim=1) / self.config.temperature

    @torch.no_grad()
    def update_key_encoder(self) -> None:
        """theta_k <- m theta_k + (1 - m) theta_q (eq. 2). Batch norm's running statistics are no parameters."""
        keys: list[torch.Tensor] = list(self.encoder_k.parameters())
        queries: list[torch.Tensor] = list(self.encoder_q.parameters())
        torch._foreach_mul_(keys, self.config.momentum)
        torch._foreach_add_(keys, queries, alpha=1.0 - self.config.momentum)

    @torch.no_grad()
    def encode_keys(self, images_NCSS: torch.Tensor, step: int) -> torch.Tensor:
        """Unit-length keys of the global batch in stream order, (G, D), each encoded at its shuffled place."""
        if not self.config.shuffle_keys:
            return collectives.all_gather_rows(functional.normalize(self.encoder_k(images_NCSS), dim=1))
        images_GCSS = collectives.all_gather_rows(images_NCSS)
        order_G = key_order(self.config.seed, step, len(images_GCSS)).to(images_GCSS.device)
        mine_N = order_G[collectives.rank() * len(images_NCSS) :][: len(images_NCSS)]
        keys_ND = functional.normalize(self.encoder_k(images_GCSS[mine_N]), dim=1)
        shuffled_GD = collectives.all_gather_rows(keys_ND)
        return torch.empty_like(shuffled_GD).index_copy_(0, order_G, shuffled_GD)

    def average_running_statistics(self) -> None:
        """Makes batch norm's running statistics the mean over all workers' groups, the same on every worker."""
        collectives.average_([*running_statistics(self.encoder_q), *running_statistics(self.encoder_k)])


def contrastive_loss(logits_NL: torch.Tensor) -> torch.Tensor:
    """InfoNCE (eq. 1): the mean cross-entropy of telling the positive, logit 0, from the queue. A scalar."""
    return functional.cross_entropy(logits_NL, logits_NL.new_zeros(len(logits_NL), dtype=torch.int64))
