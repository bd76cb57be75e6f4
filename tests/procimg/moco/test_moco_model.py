"""Logits, loss and momentum update against slow loops written from the papers' equations."""

from __future__ import annotations

import math

import numpy as np
import torch

from procimg.moco.config import MoCoConfig
from procimg.moco.model import MoCo, contrastive_loss

CONFIG = MoCoConfig(
    arch="resnet18_narrow",
    size_px=32,
    feature_dim=16,
    queue_size=32,
    batch_size=8,
    bn_group_size=4,
    momentum=0.9,
    seed=3,
)


def unit_rows(rng: np.random.Generator, num_rows: int, dim: int) -> np.ndarray:
    rows = rng.standard_normal((num_rows, dim))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_logits_and_loss_agree_with_a_slow_loop() -> None:
    """Eq. 1 of arXiv:1911.05722: -log(exp(q.k+/T) / sum over the positive and the K negatives of exp(q.k/T))."""
    rng = np.random.default_rng(0)
    moco = MoCo(CONFIG)
    queries, keys = unit_rows(rng, 8, 16), unit_rows(rng, 8, 16)
    queue = moco.queue.keys_KD.double().numpy()
    expected_logits = np.zeros((8, 33))
    losses = []
    for n in range(8):
        expected_logits[n, 0] = sum(queries[n, d] * keys[n, d] for d in range(16)) / CONFIG.temperature
        for k in range(32):
            expected_logits[n, 1 + k] = sum(queries[n, d] * queue[k, d] for d in range(16)) / CONFIG.temperature
        denominator = sum(math.exp(value) for value in expected_logits[n])
        losses.append(-math.log(math.exp(expected_logits[n, 0]) / denominator))
    logits_NL = moco.logits(torch.from_numpy(queries).float(), torch.from_numpy(keys).float())
    np.testing.assert_allclose(logits_NL.numpy(), expected_logits, atol=1e-5)
    assert abs(contrastive_loss(logits_NL).item() - np.mean(losses)) < 1e-5


def test_momentum_update_agrees_with_a_slow_loop() -> None:
    """Eq. 2: theta_k <- m theta_k + (1 - m) theta_q, parameters only."""
    moco = MoCo(CONFIG)
    with torch.no_grad():
        for parameter in moco.encoder_q.parameters():
            parameter.add_(0.1)
    queries = [parameter.detach().clone() for parameter in moco.encoder_q.parameters()]
    keys = [parameter.detach().clone() for parameter in moco.encoder_k.parameters()]
    moco.update_key_encoder()
    for updated, query, key in zip(moco.encoder_k.parameters(), queries, keys, strict=True):
        np.testing.assert_allclose(updated.numpy(), 0.9 * key.numpy() + 0.1 * query.numpy(), rtol=1e-5, atol=1e-7)


def test_both_encoders_and_the_queue_start_alike_from_one_seed() -> None:
    before = torch.random.get_rng_state()
    one, two, other = MoCo(CONFIG), MoCo(CONFIG), MoCo(MoCoConfig.from_json({**CONFIG.to_json(), "seed": 4}))
    assert torch.equal(torch.random.get_rng_state(), before)
    for query, key in zip(one.encoder_q.parameters(), one.encoder_k.parameters(), strict=True):
        assert torch.equal(query, key) and not key.requires_grad
    for name, tensor in one.state_dict().items():
        if isinstance(tensor, torch.Tensor):
            assert torch.equal(tensor, two.state_dict()[name])
    assert not torch.equal(one.queue.keys_KD, other.queue.keys_KD)
    assert not torch.equal(one.encoder_q.head[0].weight, other.encoder_q.head[0].weight)


def test_forward_contrasts_against_the_queue_before_the_step_and_gives_the_key_encoder_no_gradient() -> None:
    moco = MoCo(CONFIG).train()
    views = torch.randn(2, 8, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    queue = moco.queue.keys_KD.clone()
    logits_NL, keys_GD = moco(views[0], views[1], step=0)
    assert logits_NL.shape == (8, 33) and keys_GD.shape == (8, 16)
    assert torch.equal(moco.queue.keys_KD, queue)
    assert torch.allclose(keys_GD.norm(dim=1), torch.ones(8), atol=1e-6)
    contrastive_loss(logits_NL).backward()
    assert all(parameter.grad is not None for parameter in moco.encoder_q.parameters())
    assert all(parameter.grad is None for parameter in moco.encoder_k.parameters())


def test_keys_come_back_in_stream_order() -> None:
    """With batch norm in evaluation mode a key depends on its own image alone, so shuffling must change nothing."""
    moco = MoCo(CONFIG).eval()
    images = torch.randn(8, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    plain = torch.nn.functional.normalize(moco.encoder_k(images), dim=1)
    for step in range(3):
        torch.testing.assert_close(moco.encode_keys(images, step), plain, atol=1e-5, rtol=0)
