"""The training loop: an iterable of image batches in, one record of metrics a step out.

Every random number is a function of (seed, step) or (seed, stream position), so what a checkpoint must hold is the
model, the optimizer and one integer. Knows nothing of Ray, files or where images come from.
Legend: B = images of this worker in a step, H, W = their size in px.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from procimg.errors import ProcimgError, UserError
from procimg.moco import collectives
from procimg.moco.augment import two_views
from procimg.moco.config import MoCoConfig, learning_rate_at
from procimg.moco.model import MoCo, contrastive_loss

Batch = tuple[np.ndarray | torch.Tensor, np.ndarray | torch.Tensor]
"""Images, uint8 sRGB (B, H, W, 3), and their stream positions, int64 (B,)."""


class NonFiniteLossError(ProcimgError):
    """The loss is NaN or infinite. The optimizer's step was not made and nothing was enqueued."""

    def __init__(self, step: int, loss: float, learning_rate: float) -> None:
        super().__init__(step, loss, learning_rate)
        self.step, self.loss, self.learning_rate = step, loss, learning_rate

    def __str__(self) -> str:
        return (
            f"the loss is {self.loss} at step {self.step} (learning rate {self.learning_rate:g}); "
            "go on from the last checkpoint with a lower learning rate or a warm-up"
        )


class StreamPositionError(ProcimgError):
    """A batch does not hold the images that come next in the stream."""

    def __init__(self, step: int, expected: int, got: tuple[int, ...]) -> None:
        super().__init__(step, expected, got)
        self.step, self.expected, self.got = step, expected, got

    def __str__(self) -> str:
        return f"step {self.step} needs consecutive positions from {self.expected}; the batch holds {self.got}"


@dataclass(frozen=True, kw_only=True, slots=True)
class StepMetrics:
    """What one step was like. `loss` and `top1` are means over all workers."""

    step: int
    loss: float
    top1: float
    """Share of queries whose positive beats the whole queue."""
    learning_rate: float
    images_per_s: float
    """Of all workers together, waiting included."""
    data_wait_share: float
    """Share of this step's time spent waiting for its batch."""


class TrainState:
    """Model, optimizer and place in the stream: all that a run consists of.

    Args:
        config: settings of the run.
        num_steps: length of the whole run, which the learning rate follows.
        device: where to train.

    With a process group, every worker must construct it at once; the query encoder then averages its gradients.
    Every worker holds the same state after each step, so one of them can save it for all.
    """

    def __init__(self, config: MoCoConfig, num_steps: int, device: torch.device | str = "cpu") -> None:
        config.local_batch_size(collectives.world_size())
        if num_steps < 1:
            raise UserError("num_steps", num_steps, "must be at least 1", "train for one step or more")
        self.config, self.num_steps, self.device = config, num_steps, torch.device(device)
        self.step = 0
        self.moco = MoCo(config).to(self.device).train()
        self.query_encoder: nn.Module = self.moco.encoder_q
        if collectives.world_size() > 1:
            self.query_encoder = DistributedDataParallel(self.moco.encoder_q)
        self.optimizer = torch.optim.SGD(
            self.moco.encoder_q.parameters(),
            lr=config.learning_rate,
            momentum=config.sgd_momentum,
            weight_decay=config.weight_decay,
        )

    @property
    def next_position(self) -> int:
        """The stream position of the first image of the next global batch: what a resumed reader starts from."""
        return self.step * self.config.batch_size

    def state_dict(self) -> dict[str, Any]:
        """Tensors and plain types. There is no generator whose state would matter."""
        return {
            "config": self.config.to_json(),
            "num_steps": self.num_steps,
            "step": self.step,
            "next_position": self.next_position,
            "moco": self.moco.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes back to where `state` was taken, with any number of workers.

        Raises:
            UserError: it comes from a run with other settings or another length.
        """
        for name, mine, theirs in (
            ("config", self.config, MoCoConfig.from_json(state["config"])),
            ("num_steps", self.num_steps, state["num_steps"]),
        ):
            if mine != theirs:
                raise UserError(name, mine, f"the checkpoint has {theirs}", "resume with the same, or start a new run")
        self.moco.load_state_dict(state["moco"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = int(state["step"])


def train(state: TrainState, batches: Iterable[Batch]) -> Iterator[StepMetrics]:
    """Trains until the run's last step or the end of `batches`, yielding after each step.

    Args:
        state: changed in place; may be saved between two steps.
        batches: this worker's share of each global batch, from `state.next_position` on. The share of worker r of R
            is the r-th of R equal consecutive runs of positions.

    Raises:
        NonFiniteLossError: before the step that would spoil the weights, on every worker.
        StreamPositionError: a batch holds other positions than those that come next.
    """
    stream = iter(batches)
    while state.step < state.num_steps:
        started_s = time.perf_counter()
        try:
            images, positions = next(stream)
        except StopIteration:
            return
        waited_s = time.perf_counter() - started_s
        images_BHWC = torch.as_tensor(images).to(state.device, non_blocking=True)
        loss, top1, learning_rate = _train_step(state, images_BHWC, np.asarray(positions))
        taken_s = time.perf_counter() - started_s
        yield StepMetrics(
            step=state.step - 1,
            loss=loss,
            top1=top1,
            learning_rate=learning_rate,
            images_per_s=state.config.batch_size / taken_s,
            data_wait_share=waited_s / taken_s,
        )


def _train_step(state: TrainState, images_BHWC: torch.Tensor, positions_B: np.ndarray) -> tuple[float, float, float]:
    config, step = state.config, state.step
    _check_positions(state, positions_B)
    views = two_views(images_BHWC, positions_B, config=config.augment, seed=config.seed, size_px=config.size_px)
    learning_rate = learning_rate_at(config, step, state.num_steps)
    for group in state.optimizer.param_groups:
        group["lr"] = learning_rate
    contrast = state.moco(*views, step, state.query_encoder)
    loss = contrastive_loss(contrast.logits_NL)
    loss.backward()
    top1 = (contrast.logits_NL.argmax(1) == 0).float().mean()
    summary = torch.stack([loss.detach(), top1])
    collectives.average_([summary])
    mean_loss, mean_top1 = summary.tolist()
    if not math.isfinite(mean_loss):
        raise NonFiniteLossError(step, mean_loss, learning_rate)
    state.optimizer.step()
    state.optimizer.zero_grad(set_to_none=True)
    state.moco.queue.enqueue(contrast.keys_GD, step)
    state.moco.average_running_statistics()
    state.step += 1
    return mean_loss, mean_top1, learning_rate


def _check_positions(state: TrainState, positions_B: np.ndarray) -> None:
    size = state.config.local_batch_size(collectives.world_size())
    first = state.next_position + collectives.rank() * size
    if not np.array_equal(positions_B, np.arange(first, first + size)):
        raise StreamPositionError(state.step, first, tuple(positions_B[:4].tolist()))
