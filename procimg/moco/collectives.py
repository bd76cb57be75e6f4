"""The collectives MoCo needs, each of which does the plain thing where there is no process group.

Knows nothing of images or encoders. Legend: N = rows of this worker, G = rows of all workers in order of rank.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.distributed as dist


def world_size() -> int:
    """Number of workers; 1 without a process group."""
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1


def rank() -> int:
    """This worker's number, from 0."""
    return dist.get_rank() if dist.is_available() and dist.is_initialized() else 0


@torch.no_grad()
def all_gather_rows(rows_N: torch.Tensor) -> torch.Tensor:
    """The rows of every worker, in order of rank, on every worker: (N, ...) -> (G, ...). Carries no gradient."""
    if world_size() == 1:
        return rows_N
    rows_G = rows_N.new_empty((world_size() * rows_N.shape[0], *rows_N.shape[1:]))
    dist.all_gather(list(rows_G.chunk(world_size())), rows_N.contiguous())
    return rows_G


@torch.no_grad()
def average_(tensors: Sequence[torch.Tensor]) -> None:
    """Replaces each float tensor, in place, by its mean over the workers, with one collective for all of them."""
    if world_size() == 1 or not tensors:
        return
    flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
    dist.all_reduce(flat)
    flat /= world_size()
    for tensor, mean in zip(tensors, flat.split([tensor.numel() for tensor in tensors]), strict=True):
        tensor.copy_(mean.view_as(tensor))
