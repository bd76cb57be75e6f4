"""Encoding: evaluation mode, any image size, no dependence on the batch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn
from torchvision.transforms.v2 import functional

from procimg.evaluation.encode import centred_square, encode
from procimg.moco.augment import IMAGE_MEAN, IMAGE_STD
from procimg.moco.encoders import build_encoder


def pictures() -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    shapes = [(28, 28), (40, 28), (28, 41), (90, 64), (32, 32), (28, 28), (100, 100)]
    return [rng.integers(0, 256, (*shape, 3), dtype=np.uint8) for shape in shapes]


@pytest.mark.parametrize("index", range(7))
def test_squares_agree_with_torchvision(index: int) -> None:
    image = pictures()[index]
    side = min(image.shape[:2])
    tensor = torch.from_numpy(image).permute(2, 0, 1).float() / 255
    top, left = (image.shape[0] - side) // 2, (image.shape[1] - side) // 2
    expected = functional.resized_crop(tensor, top, left, side, side, size=[32, 32], antialias=True)
    torch.testing.assert_close(centred_square(image, 32), expected, atol=1e-5, rtol=0)


def test_features_are_the_encoders_on_normalised_squares() -> None:
    features = encode(nn.Flatten(), pictures(), size_px=8)
    first = functional.normalize(centred_square(pictures()[0], 8), list(IMAGE_MEAN), list(IMAGE_STD))
    assert features.shape == (7, 192) and features.dtype == torch.float32
    torch.testing.assert_close(features[0], first.flatten(), atol=1e-5, rtol=0)


def test_batch_size_changes_nothing_and_running_statistics_stay() -> None:
    encoder = build_encoder("resnet18_narrow", 16, seed=0).backbone.train()
    before = {name: tensor.clone() for name, tensor in encoder.state_dict().items()}
    one = encode(encoder, pictures(), size_px=32, batch_size=7)
    two = encode(encoder, pictures(), size_px=32, batch_size=3)
    torch.testing.assert_close(one, two, atol=1e-5, rtol=1e-5)
    assert encoder.training and not one.requires_grad
    for name, tensor in encoder.state_dict().items():
        assert torch.equal(tensor, before[name])
