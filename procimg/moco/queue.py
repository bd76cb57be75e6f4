"""The queue of keys: a ring of the last `queue_size` keys, the negatives of every query.

A buffer of the model, the same on every worker, so a checkpoint holds it. Knows nothing of encoders or workers.
Legend: K = queue size, D = feature dimension, G = keys of one global batch.
"""

from __future__ import annotations

import torch
from torch import nn

from procimg import seeding
from procimg.errors import UserError

STEP_OF_RANDOM_KEY = -1


class KeyQueue(nn.Module):
    """Ring of unit-length keys.

    `keys_KD` (float32) starts as random directions drawn from `seed`. `steps_K` (int64) holds the training step that
    wrote each key, or -1 for a random one. `pointer` is the row that the next batch overwrites first.

    Source: He et al. 2019, arXiv:1911.05722, section 3.2 and algorithm 1.
    """

    keys_KD: torch.Tensor
    steps_K: torch.Tensor

    def __init__(self, queue_size: int, feature_dim: int, seed: int) -> None:
        super().__init__()
        normals = seeding.generator(seed, "moco queue").standard_normal((queue_size, feature_dim))
        keys_KD = nn.functional.normalize(torch.from_numpy(normals), dim=1).float()
        self.register_buffer("keys_KD", keys_KD)
        self.register_buffer("steps_K", torch.full((queue_size,), STEP_OF_RANDOM_KEY, dtype=torch.int64))
        self.pointer = 0

    @torch.no_grad()
    def enqueue(self, keys_GD: torch.Tensor, step: int) -> None:
        """Writes the keys of one global batch over the oldest ones.

        Args:
            keys_GD: unit-length keys of the whole global batch, in stream order, the same on every worker.
            step: the training step that made them; must be above every earlier one.

        Raises:
            UserError: the batch does not divide the queue, or the step was enqueued before.
        """
        check_divides(self.keys_KD.shape[0], keys_GD.shape[0])
        newest = int(self.steps_K[self.pointer - 1])
        if step <= newest:
            raise UserError("step", step, f"the queue already holds keys of step {newest}", "enqueue each step once")
        rows = slice(self.pointer, self.pointer + keys_GD.shape[0])
        self.keys_KD[rows] = keys_GD
        self.steps_K[rows] = step
        self.pointer = rows.stop % self.keys_KD.shape[0]

    def ages(self, step: int) -> torch.Tensor:
        """Age in steps of every key that training wrote, int64, oldest last; empty at the start."""
        written = self.steps_K[self.steps_K != STEP_OF_RANDOM_KEY]
        return (step - written).sort().values

    def get_extra_state(self) -> dict[str, int]:
        """What the state dict holds beside the buffers."""
        return {"pointer": self.pointer}

    def set_extra_state(self, state: dict[str, int]) -> None:
        """The reverse of `get_extra_state`."""
        self.pointer = int(state["pointer"])


def check_divides(queue_size: int, batch_size: int) -> None:
    """Refuses a batch that does not divide the queue: the ring would hold part of a step twice as long as the rest.

    Raises:
        UserError: names the nearest queue sizes that work.
    """
    if queue_size % batch_size == 0:
        return
    below = queue_size // batch_size * batch_size
    sizes = f"{below} or {below + batch_size}" if below else f"{batch_size}"
    raise UserError("queue_size", queue_size, f"must be a multiple of the global batch of {batch_size}", f"use {sizes}")
