"""The loop: resuming bit for bit, a whole step against the equations, and how it fails."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from procimg.errors import UserError
from procimg.moco.augment import two_views
from procimg.moco.checkpoint import load_checkpoint, save_checkpoint
from procimg.moco.config import MoCoConfig, learning_rate_at
from procimg.moco.loop import Batch, NonFiniteLossError, StreamPositionError, TrainState, train
from procimg.moco.model import MoCo

CONFIG = MoCoConfig(
    arch="resnet18_narrow",
    size_px=24,
    feature_dim=16,
    queue_size=32,
    batch_size=8,
    bn_group_size=4,
    momentum=0.9,
    learning_rate=0.05,
    seed=1,
)


def batches(start: int, size: int = 8) -> Iterator[Batch]:
    """An endless stream in which the image is a function of its position."""
    while True:
        positions = np.arange(start, start + size)
        images = [
            np.random.default_rng(position).integers(0, 256, (32, 32, 3), dtype=np.uint8) for position in positions
        ]
        yield np.stack(images), positions
        start += size


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_a_resumed_run_equals_the_uninterrupted_one_bit_for_bit(tmp_path: Path) -> None:
    whole = TrainState(CONFIG, num_steps=9)
    losses = [metrics.loss for metrics in train(whole, batches(0))]
    assert len(losses) == 9 and len(set(losses)) == 9

    first = TrainState(CONFIG, num_steps=9)
    resumed_losses = []
    for metrics in train(first, batches(0)):
        resumed_losses.append(metrics.loss)
        if first.step == 5:
            save_checkpoint(tmp_path / "checkpoint.pt", first.state_dict())
            break
    torch.manual_seed(123)
    second = TrainState(CONFIG, num_steps=9)
    second.load_state_dict(load_checkpoint(tmp_path / "checkpoint.pt"))
    assert second.next_position == 40
    resumed_losses += [metrics.loss for metrics in train(second, batches(second.next_position))]
    assert resumed_losses == losses
    for name, tensor in whole.moco.state_dict().items():
        other = second.moco.state_dict()[name]
        assert torch.equal(tensor, other) if isinstance(tensor, torch.Tensor) else tensor == other


def test_two_steps_agree_with_the_algorithm_written_out() -> None:
    """Algorithm 1 of arXiv:1911.05722 with plain tensors: two encoders, a list of keys, SGD by hand."""
    state = TrainState(CONFIG, num_steps=4)
    oracle = MoCo(CONFIG).train()
    queue = list(oracle.queue.keys_KD.clone())
    velocity = [torch.zeros_like(parameter) for parameter in oracle.encoder_q.parameters()]
    stream = batches(0)
    for step, metrics in zip(range(2), train(state, batches(0)), strict=False):
        images, positions = next(stream)
        views = two_views(
            torch.as_tensor(images), np.asarray(positions), config=CONFIG.augment, seed=CONFIG.seed, size_px=24
        )
        queries = oracle.encoder_q(views[0])
        for key, query in zip(oracle.encoder_k.parameters(), oracle.encoder_q.parameters(), strict=True):
            key.data = CONFIG.momentum * key.data + (1 - CONFIG.momentum) * query.data
        keys = oracle.encode_keys(views[1], step)
        losses = []
        for query, key in zip(queries, keys, strict=True):
            query = query / query.norm()
            exponents = torch.stack([query @ other for other in [key, *queue]]) / CONFIG.temperature
            losses.append(-(exponents[0] - torch.logsumexp(exponents, 0)))
        loss = torch.stack(losses).mean()
        gradients = torch.autograd.grad(loss, list(oracle.encoder_q.parameters()))
        rate = learning_rate_at(CONFIG, step, 4)
        for n, parameter in enumerate(oracle.encoder_q.parameters()):
            velocity[n] = CONFIG.sgd_momentum * velocity[n] + gradients[n] + CONFIG.weight_decay * parameter.data
            parameter.data = parameter.data - rate * velocity[n]
        queue = queue[len(keys) :] + list(keys)
        assert abs(metrics.loss - loss.item()) < 1e-4
        assert metrics.step == step and metrics.learning_rate == rate
    torch.testing.assert_close(
        torch.stack(queue), state.moco.queue.keys_KD.roll(-state.moco.queue.pointer, 0), atol=1e-4, rtol=0
    )


def test_metrics_say_how_long_the_batch_was_waited_for() -> None:
    state = TrainState(CONFIG, num_steps=2)
    metrics = list(train(state, batches(0)))
    assert [entry.step for entry in metrics] == [0, 1]
    for entry in metrics:
        assert 0 <= entry.data_wait_share < 1 and entry.images_per_s > 0 and 0 <= entry.top1 <= 1
    assert list(train(state, batches(16))) == []


def test_a_stream_that_ends_ends_the_run() -> None:
    state = TrainState(CONFIG, num_steps=5)
    stream = batches(0)
    assert len(list(train(state, [next(stream), next(stream)]))) == 2
    assert state.step == 2 and state.next_position == 16


def test_a_nan_loss_is_a_named_error_and_leaves_the_query_encoder_as_it_was() -> None:
    state = TrainState(CONFIG, num_steps=3)
    run = train(state, batches(0))
    next(run)
    with torch.no_grad():
        state.moco.encoder_q.head[2].bias[0] = torch.nan
    before = state.moco.encoder_q.head[0].weight.clone()
    with pytest.raises(NonFiniteLossError, match="loss is nan at step 1") as caught:
        next(run)
    assert torch.equal(state.moco.encoder_q.head[0].weight, before)
    assert state.moco.queue.keys_KD.isfinite().all() and state.step == 1
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_batch_from_another_place_in_the_stream_is_refused() -> None:
    state = TrainState(CONFIG, num_steps=3)
    with pytest.raises(StreamPositionError, match="step 0 needs consecutive positions from 0") as caught:
        next(train(state, batches(8)))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    with pytest.raises(StreamPositionError):
        next(train(state, batches(0, size=4)))


def test_a_checkpoint_of_another_run_is_refused() -> None:
    state = TrainState(CONFIG, num_steps=3).state_dict()
    with pytest.raises(UserError, match="num_steps"):
        TrainState(CONFIG, num_steps=4).load_state_dict(state)
    other = MoCoConfig.from_json({**CONFIG.to_json(), "temperature": 0.1})
    with pytest.raises(UserError, match="config"):
        TrainState(other, num_steps=3).load_state_dict(state)
