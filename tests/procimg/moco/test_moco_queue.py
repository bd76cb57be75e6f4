"""The queue against a plain list of the last keys."""

from __future__ import annotations

import pickle

import pytest
import torch

from procimg.errors import UserError
from procimg.moco.queue import KeyQueue, check_divides


def batch(step: int, size: int = 4, dim: int = 8) -> torch.Tensor:
    rows = torch.randn(size, dim, generator=torch.Generator().manual_seed(step))
    return torch.nn.functional.normalize(rows, dim=1)


def test_queue_holds_the_last_keys_and_their_steps() -> None:
    """Oracle: a list to which each batch is appended, of which the last queue_size are kept."""
    queue = KeyQueue(12, 8, seed=0)
    oracle = [(row, -1) for row in queue.keys_KD.clone()]
    for step in range(8):
        queue.enqueue(batch(step), step)
        oracle = (oracle + [(row, step) for row in batch(step)])[-12:]
        order = torch.arange(queue.pointer, queue.pointer + 12) % 12
        assert torch.equal(queue.keys_KD[order], torch.stack([row for row, _ in oracle]))
        assert queue.steps_K[order].tolist() == [of_step for _, of_step in oracle]


def test_queue_never_holds_a_key_twice() -> None:
    queue = KeyQueue(12, 8, seed=0)
    for step in range(7):
        queue.enqueue(batch(step), step)
        assert len(torch.unique(queue.keys_KD, dim=0)) == 12
    with pytest.raises(UserError, match="already holds keys of step 6"):
        queue.enqueue(batch(6), 6)


def test_random_keys_are_unit_length_and_a_function_of_the_seed() -> None:
    queue = KeyQueue(64, 8, seed=5)
    assert torch.allclose(queue.keys_KD.norm(dim=1), torch.ones(64), atol=1e-6)
    assert torch.equal(queue.keys_KD, KeyQueue(64, 8, seed=5).keys_KD)
    assert not torch.equal(queue.keys_KD, KeyQueue(64, 8, seed=6).keys_KD)
    assert queue.keys_KD.mean(0).abs().max() < 0.2


def test_ages_count_steps_of_written_keys_only() -> None:
    queue = KeyQueue(12, 8, seed=0)
    assert queue.ages(step=0).numel() == 0
    queue.enqueue(batch(0), 0)
    queue.enqueue(batch(1), 1)
    assert queue.ages(step=2).tolist() == [1] * 4 + [2] * 4


def test_state_dict_carries_the_pointer() -> None:
    queue = KeyQueue(12, 8, seed=0)
    queue.enqueue(batch(0), 0)
    other = KeyQueue(12, 8, seed=1)
    other.load_state_dict(queue.state_dict())
    queue.enqueue(batch(1), 1)
    other.enqueue(batch(1), 1)
    assert other.pointer == 8 and torch.equal(other.keys_KD, queue.keys_KD)


def test_a_batch_that_does_not_divide_the_queue_is_refused_with_sizes_that_work() -> None:
    with pytest.raises(UserError, match=r"use 96 or 128") as caught:
        check_divides(100, 32)
    assert pickle.loads(pickle.dumps(caught.value)).args == caught.value.args
    with pytest.raises(UserError, match="use 32$"):
        check_divides(10, 32)
    with pytest.raises(UserError, match="multiple of the global batch of 5"):
        KeyQueue(12, 8, seed=0).enqueue(batch(0, size=5), 0)
