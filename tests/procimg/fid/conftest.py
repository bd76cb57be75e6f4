"""Weights for the FID tests: random ones in the field's layout, always; the true ones where they are installed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torchvision.models.inception import Inception3

from procimg.errors import WeightsNotFoundError
from procimg.fid.inception import FidInception, load_extractor
from procimg.fid.weights import ENVIRONMENT_VARIABLE, find_weights


@pytest.fixture(scope="session")
def random_state() -> dict[str, torch.Tensor]:
    """The layout of pt_inception-2015-12-05 (torchvision's names, 1008 classes) with seeded random numbers."""
    draw = torch.Generator().manual_seed(0)
    state = Inception3(num_classes=1008, aux_logits=False, init_weights=False).state_dict()
    for name, tensor in state.items():
        if name.endswith("conv.weight"):  # He et al. 2015: activations neither vanish nor explode over 94 layers
            tensor.normal_(0.0, (2.0 / tensor[0].numel()) ** 0.5, generator=draw)
        elif ".bn." in name and tensor.is_floating_point():
            low, high = (0.8, 1.2) if name.endswith(("weight", "var")) else (-0.1, 0.1)
            tensor.uniform_(low, high, generator=draw)
    return state


@pytest.fixture(scope="session")
def random_weights(random_state: dict[str, torch.Tensor], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "random.pth"
    torch.save(random_state, path)
    return path


@pytest.fixture(scope="session")
def random_extractor(random_weights: Path) -> FidInception:
    return load_extractor(random_weights)


@pytest.fixture(scope="session")
def true_weights() -> Path:
    try:
        return find_weights()
    except WeightsNotFoundError:
        pytest.skip("the true FID Inception weights are not installed")


@pytest.fixture
def no_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A world without any weights; returns its empty torch hub folder."""
    monkeypatch.delenv(ENVIRONMENT_VARIABLE, raising=False)
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    return tmp_path


@pytest.fixture(scope="session")
def images_NHWC() -> np.ndarray:
    """Twelve smooth random images, 70 x 90: blurred noise, so that resizing and convolutions have something to see."""
    rng = np.random.default_rng(0)
    coarse = torch.from_numpy(rng.uniform(0, 255, (12, 3, 9, 11)))
    smooth = torch.nn.functional.interpolate(coarse, (70, 90), mode="bilinear").permute(0, 2, 3, 1)
    return (smooth.numpy() * 0.8 + rng.uniform(0, 50, smooth.shape)).astype(np.uint8)
