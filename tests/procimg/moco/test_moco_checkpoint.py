"""Checkpoint files: whole or not at all, and what is exported from them."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
import torchvision

from procimg.errors import UserError
from procimg.moco import checkpoint
from procimg.moco.checkpoint import CheckpointError, load_checkpoint, save_checkpoint
from procimg.moco.config import MoCoConfig
from procimg.moco.encoders import archs, build_encoder
from procimg.moco.export import backbone_state_dict, load_backbone, random_backbone
from procimg.moco.loop import TrainState

CONFIG = MoCoConfig(arch="resnet18", size_px=32, feature_dim=16, queue_size=32, batch_size=8, bn_group_size=4)


@pytest.fixture(scope="module")
def state() -> TrainState:
    state = TrainState(CONFIG, num_steps=5)
    with torch.no_grad():
        for parameter in state.moco.encoder_q.parameters():
            parameter.mul_(1.5)
    return state


def test_backbone_loads_into_torchvision(state: TrainState, tmp_path: Path) -> None:
    save_checkpoint(tmp_path / "a.pt", state.state_dict())
    loaded = load_checkpoint(tmp_path / "a.pt")
    model = torchvision.models.resnet18()
    result = model.load_state_dict(backbone_state_dict(loaded), strict=False)
    assert result.missing_keys == ["fc.weight", "fc.bias"] and result.unexpected_keys == []
    model.fc = torch.nn.Identity()
    images = torch.randn(4, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        expected = state.moco.encoder_q.backbone.eval()(images)
        torch.testing.assert_close(model.eval()(images), expected)
        torch.testing.assert_close(load_backbone(loaded)(images), expected)


def test_resnet50_has_torchvisions_names() -> None:
    names = build_encoder("resnet50", 128, seed=0).backbone.state_dict().keys()
    with torch.device("meta"):
        expected = torchvision.models.resnet50().state_dict().keys()
    assert set(expected) - set(names) == {"fc.weight", "fc.bias"} and set(names) <= set(expected)


def test_random_backbone_is_the_one_that_training_starts_from(state: TrainState) -> None:
    before = TrainState(CONFIG, num_steps=5).moco.encoder_q.backbone.state_dict()
    for name, tensor in random_backbone(CONFIG).state_dict().items():
        assert torch.equal(tensor, before[name])


def test_a_file_cut_short_or_of_another_kind_is_named(state: TrainState, tmp_path: Path) -> None:
    path = tmp_path / "a.pt"
    save_checkpoint(path, state.state_dict())
    whole = path.read_bytes()
    for size in (0, 100, len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:size])
        with pytest.raises(CheckpointError, match=r"a\.pt: cannot be read"):
            load_checkpoint(path)
    torch.save({"weights": torch.zeros(3)}, path)
    with pytest.raises(CheckpointError, match="not of the kind"):
        load_checkpoint(path)
    with pytest.raises(UserError, match="must be a file"):
        load_checkpoint(tmp_path / "none.pt")


def test_a_failing_write_leaves_the_last_checkpoint(
    state: TrainState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pt"
    save_checkpoint(path, {"step": 1})

    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        save_checkpoint(path, {"step": 2})
    assert load_checkpoint(path)["step"] == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.pt"]


def test_archs_are_torchvisions_resnets_and_the_small_one() -> None:
    assert {"resnet18", "resnet50", "wide_resnet50_2", "resnext50_32x4d", "resnet18_narrow"} <= set(archs())
    for arch in ("resnet18", "resnet18_narrow"):
        out = build_encoder(arch, 16, seed=0)(torch.zeros(2, 3, 64, 64))
        assert out.shape == (2, 16)
