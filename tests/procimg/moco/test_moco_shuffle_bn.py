"""Batch norm by groups against loops, and what shuffling is for: keys must not share statistics with queries."""

from __future__ import annotations

import pytest
import torch
import torchvision
from torch import nn

from procimg.moco.config import MoCoConfig
from procimg.moco.model import MoCo
from procimg.moco.shuffle_bn import SplitBatchNorm2d, key_order, running_statistics, split_batch_norms

BATCH, GROUP = 16, 4


def noise(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def test_each_group_is_normalised_by_itself() -> None:
    layer = SplitBatchNorm2d(3, GROUP).train()
    images = noise(BATCH, 3, 5, 5) * 2 + 1
    out = layer(images)
    for first in range(0, BATCH, GROUP):
        for channel in range(3):
            values = images[first : first + GROUP, channel]
            expected = (values - values.mean()) / (values.var(correction=0) + layer.eps).sqrt()
            torch.testing.assert_close(out[first : first + GROUP, channel], expected, atol=1e-5, rtol=0)


def test_running_statistics_move_towards_the_mean_over_the_groups() -> None:
    layer = SplitBatchNorm2d(3, GROUP).train()
    images = noise(BATCH, 3, 5, 5) * 2 + 1
    layer(images)
    groups = images.reshape(BATCH // GROUP, GROUP, 3, 25).permute(0, 2, 1, 3).flatten(2)
    torch.testing.assert_close(layer.running_mean, 0.1 * groups.mean(2).mean(0))
    torch.testing.assert_close(layer.running_var, 0.9 + 0.1 * groups.var(2).mean(0))
    torch.testing.assert_close(layer.eval()(images), nn.BatchNorm2d.forward(layer, images))


def test_split_layers_keep_names_parameters_and_evaluation() -> None:
    torch.manual_seed(0)
    plain = torchvision.models.resnet18().eval()
    split = torchvision.models.resnet18()
    split.load_state_dict(plain.state_dict())
    split_batch_norms(split, GROUP).eval()
    assert split.state_dict().keys() == plain.state_dict().keys()
    assert not any(type(layer) is nn.BatchNorm2d for layer in split.modules())
    assert len(running_statistics(split)) == 2 * 20
    images = noise(2, 3, 32, 32)
    torch.testing.assert_close(split(images), plain(images))


def test_a_batch_that_does_not_split_is_refused() -> None:
    with pytest.raises(ValueError, match="6 images do not split into groups of 4"):
        SplitBatchNorm2d(3, GROUP).train()(noise(6, 3, 2, 2))


def test_key_order_is_a_permutation_that_unshuffles_and_changes_every_step() -> None:
    images = noise(256, 3)
    orders = [key_order(seed=7, step=step, num_images=256) for step in range(20)]
    for order in orders:
        assert torch.equal(order.sort().values, torch.arange(256))
        assert torch.equal(images[order][order.argsort()], images)
    assert torch.equal(orders[3], key_order(seed=7, step=3, num_images=256))
    assert len({tuple(order.tolist()) for order in orders}) == 20
    assert not torch.equal(orders[0], key_order(seed=8, step=0, num_images=256))


def shares_statistics(encode: nn.Module, images: torch.Tensor, step: int | None = None) -> torch.Tensor:
    """bool (B, B): does the output for image i change when image j does? Found by changing each image in turn."""

    def outputs(batch: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            return encode(batch) if step is None else encode(batch, step)

    before = outputs(images)
    columns = []
    for j in range(len(images)):
        changed = images.clone()
        changed[j] = noise(*images.shape[1:], seed=100 + j) * 3
        columns.append((outputs(changed) - before).abs().amax(1) > 1e-4)
    return torch.stack(columns, 1)


@pytest.mark.parametrize("shuffle_keys", [False, True])
def test_shuffling_ends_the_leak_of_batch_statistics(shuffle_keys: bool) -> None:
    """Without shuffling a key shares its statistics with exactly the images its query does: the leak. With it, with
    the images of another group, as the order of the step says, and the overlap falls to what chance gives."""
    config = MoCoConfig(
        arch="resnet18_narrow",
        size_px=32,
        feature_dim=16,
        queue_size=BATCH,
        batch_size=BATCH,
        bn_group_size=GROUP,
        shuffle_keys=shuffle_keys,
    )
    moco = MoCo(config).train()
    images = noise(BATCH, 3, 32, 32)
    group = torch.arange(BATCH) // GROUP
    queries = shares_statistics(moco.encoder_q, images)
    assert torch.equal(queries, group[:, None] == group)
    keys = shares_statistics(moco.encode_keys, images, step=5)
    others = ~torch.eye(BATCH, dtype=torch.bool)
    overlap = (queries & keys & others).sum() / (queries & others).sum()
    if not shuffle_keys:
        assert torch.equal(keys, queries) and overlap == 1.0
        return
    place = key_order(config.seed, 5, BATCH).argsort() // GROUP
    assert torch.equal(keys, place[:, None] == place)
    assert overlap < 0.5
