"""The settings of MoCo v2: one frozen dataclass with the published defaults and the rules that join them.

Source of the defaults: Chen et al. 2020 (arXiv:2003.04297); learning rate, batch and epochs as published for
procedural images (Baradad et al. 2022, arXiv:2211.16412). Knows nothing of tensors.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from procimg.errors import UserError
from procimg.moco.augment import AugmentConfig
from procimg.moco.encoders import check_arch
from procimg.moco.queue import check_divides


@dataclass(frozen=True, kw_only=True, slots=True)
class MoCoConfig:
    """What to train and how. Every number that counts images counts them over all workers, unless it says otherwise.

    Raises:
        UserError: on construction, for the first rule that does not hold; the message says what would.
    """

    arch: str = "resnet50"
    """Any torchvision ResNet, or `resnet18_narrow` for two CPU cores."""
    size_px: int = 224
    """Side of the views."""
    feature_dim: int = 128
    """Length of queries and keys."""
    queue_size: int = 65_536
    """Keys in the queue; a multiple of the batch."""
    momentum: float = 0.999
    """Of the key encoder: share of its old weights that each step keeps. Short runs want less."""
    temperature: float = 0.2
    batch_size: int = 256
    """Images of one step, over all workers."""
    bn_group_size: int = 64
    """Images that share batch-norm statistics; the published runs had 64 on each of four GPUs."""
    shuffle_keys: bool = True
    """Encode keys in another order than queries. Only a test of the leak turns it off."""
    learning_rate: float = 0.015
    """At the start of the cosine, for `batch_size`."""
    warmup_steps: int = 0
    """Steps over which the learning rate rises linearly from 0 before the cosine."""
    sgd_momentum: float = 0.9
    weight_decay: float = 1e-4
    epochs: int = 200
    seed: int = 0
    augment: AugmentConfig = field(default_factory=AugmentConfig)

    def __post_init__(self) -> None:
        check_arch(self.arch)
        for name in ("size_px", "feature_dim", "queue_size", "batch_size", "bn_group_size", "epochs"):
            _at_least(name, getattr(self, name), 1)
        for name in ("warmup_steps", "seed", "weight_decay"):
            _at_least(name, getattr(self, name), 0)
        for name in ("temperature", "learning_rate"):
            if not 0.0 < getattr(self, name) < math.inf:
                raise UserError(name, getattr(self, name), "must be above 0", "the published values are 0.2 and 0.015")
        for name in ("momentum", "sgd_momentum"):
            if not 0.0 <= getattr(self, name) < 1.0:
                raise UserError(name, getattr(self, name), "must be at least 0 and below 1", "published: 0.999 and 0.9")
        check_divides(self.queue_size, self.batch_size)
        self._check_groups()

    def _check_groups(self) -> None:
        batch, group = self.batch_size, self.bn_group_size
        if batch % group:
            sizes = ", ".join(str(size) for size in _divisors(batch) if 1 < size < batch)
            rule = f"must divide the global batch of {batch}"
            raise UserError("bn_group_size", group, rule, f"use one of {sizes}" if sizes else "use an even batch")
        if self.shuffle_keys and group == batch:
            rule = f"must be below the global batch of {batch}: in a single group shuffling changes nothing"
            raise UserError("bn_group_size", group, rule, f"use {max(1, batch // 2)} or less, or shuffle_keys=False")

    def local_batch_size(self, num_workers: int) -> int:
        """Images a worker has in each step.

        Raises:
            UserError: the batch-norm groups do not spread evenly over so many workers; names the numbers that do.
        """
        num_groups = self.batch_size // self.bn_group_size
        if num_workers < 1 or num_groups % num_workers:
            rule = f"must divide the {num_groups} batch-norm groups of {self.bn_group_size} in a batch"
            numbers = ", ".join(str(number) for number in _divisors(num_groups))
            raise UserError("num_workers", num_workers, rule, f"use one of {numbers} workers")
        return self.batch_size // num_workers

    def num_steps(self, num_images: int) -> int:
        """Steps of a whole run: `epochs` over a data set of `num_images`, each without its last part of a batch.

        Raises:
            UserError: the data set is smaller than one batch.
        """
        if num_images < self.batch_size:
            fix = f"use a batch of at most {num_images} or more images"
            raise UserError("num_images", num_images, f"must be at least one batch of {self.batch_size}", fix)
        return self.epochs * (num_images // self.batch_size)

    def to_json(self) -> dict[str, Any]:
        """As plain types, for a checkpoint or `run.json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> MoCoConfig:
        """The reverse of `to_json`, also after a trip through JSON. Unknown fields raise a UserError."""
        known = {entry.name for entry in fields(cls)}
        for name in values.keys() - known:
            raise UserError(name, values[name], "is no field of MoCoConfig", f"known are {', '.join(sorted(known))}")
        augment: dict[str, Any] = {
            name: tuple(v) if isinstance(v, list) else v for name, v in values.get("augment", {}).items()
        }
        return cls(**{**values, "augment": AugmentConfig(**augment)})


def learning_rate_at(config: MoCoConfig, step: int, num_steps: int) -> float:
    """Learning rate of step 0 .. num_steps - 1: linear warm-up, then half a cosine from the peak towards 0.

    Source: Loshchilov & Hutter 2017 (arXiv:1608.03983), eq. 5 without restarts, by step instead of by epoch.
    """
    if step < config.warmup_steps:
        return config.learning_rate * (step + 1) / (config.warmup_steps + 1)
    share = (step - config.warmup_steps) / max(1, num_steps - config.warmup_steps)
    return config.learning_rate * 0.5 * (1.0 + math.cos(math.pi * min(1.0, share)))


def _at_least(name: str, value: float, low: int) -> None:
    if not low <= value < math.inf:
        raise UserError(name, value, f"must be at least {low}", "give a larger number")


def _divisors(number: int) -> list[int]:
    return [divisor for divisor in range(1, number + 1) if number % divisor == 0]
