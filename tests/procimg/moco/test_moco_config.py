"""The published defaults, and every rule with the fix it names."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from procimg.errors import UserError
from procimg.moco.config import MoCoConfig, learning_rate_at


def test_defaults_are_the_published_ones() -> None:
    config = MoCoConfig()
    assert (config.arch, config.feature_dim, config.queue_size, config.momentum) == ("resnet50", 128, 65536, 0.999)
    assert (config.temperature, config.batch_size, config.bn_group_size) == (0.2, 256, 64)
    assert (config.learning_rate, config.sgd_momentum, config.weight_decay, config.epochs) == (0.015, 0.9, 1e-4, 200)
    assert config.num_steps(1_300_000) == 200 * 5078


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"arch": "resnet5"}, "arch: .*choose one of .*resnet50"),
        ({"queue_size": 1000}, "use 768 or 1024"),
        ({"queue_size": 0}, "queue_size: got 0; must be at least 1"),
        ({"bn_group_size": 60}, "use one of 2, 4, 8, 16, 32, 64, 128"),
        ({"bn_group_size": 256}, "use 128 or less"),
        ({"temperature": 0.0}, "temperature: got 0.0; must be above 0"),
        ({"learning_rate": math.nan}, "learning_rate: got nan"),
        ({"momentum": 1.0}, "momentum: got 1.0"),
        ({"warmup_steps": -1}, "warmup_steps"),
        ({"size_px": 0}, "size_px"),
    ],
)
def test_rules_name_what_would_work(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        replace(MoCoConfig(), **changes)


def test_a_single_group_is_allowed_without_shuffling() -> None:
    assert MoCoConfig(bn_group_size=256, shuffle_keys=False).local_batch_size(1) == 256


def test_workers_must_share_the_groups_evenly() -> None:
    config = MoCoConfig()
    assert [config.local_batch_size(workers) for workers in (1, 2, 4)] == [256, 128, 64]
    for workers in (0, 3, 8):
        with pytest.raises(UserError, match="use one of 1, 2, 4 workers"):
            config.local_batch_size(workers)
    with pytest.raises(UserError, match="at least one batch of 256"):
        config.num_steps(255)


def test_json_and_back() -> None:
    config = MoCoConfig(arch="resnet18", seed=7, momentum=0.99)
    assert MoCoConfig.from_json(json.loads(json.dumps(config.to_json()))) == config
    with pytest.raises(UserError, match="is no field of MoCoConfig"):
        MoCoConfig.from_json({"temprature": 0.2})


def test_learning_rate_follows_warm_up_and_cosine() -> None:
    config = MoCoConfig(learning_rate=0.1, warmup_steps=4)
    rates = [learning_rate_at(config, step, 24) for step in range(24)]
    assert rates[:5] == pytest.approx([0.02, 0.04, 0.06, 0.08, 0.1])
    assert rates[14] == pytest.approx(0.05)
    assert all(later < earlier for earlier, later in zip(rates[4:], rates[5:], strict=False))
    assert rates[23] == pytest.approx(0.05 * (1 + math.cos(math.pi * 19 / 20)))
    assert learning_rate_at(MoCoConfig(), 0, 10) == 0.015
