"""Augmentations against torchvision on the same parameters, and their random numbers.

Tolerances: torchvision's float functions (uint8 rounding left aside) to within 2e-5 of the 0 to 1 range; hue 1e-4,
since its formula divides by the chroma.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torchvision.transforms.v2 import functional

from procimg.errors import UserError
from procimg.moco import colour, resample
from procimg.moco.augment import IMAGE_MEAN, IMAGE_STD, AugmentConfig, augment, draw_parameters, normalise, two_views

SIZE = 32


def pictures(num_images: int, height: int = 80, width: int = 80) -> torch.Tensor:
    """Smooth random pictures with some saturated and some grey parts, uint8 (B, H, W, 3)."""
    generator = torch.Generator().manual_seed(num_images)
    coarse = torch.randn(num_images, 3, 12, 12, generator=generator) * 90 + 128
    fine = torch.nn.functional.interpolate(coarse, size=(height, width), mode="bicubic")
    fine[:, :, : height // 4] = fine[:, :1, : height // 4]
    return fine.clamp(0, 255).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous()


def as_float(images_BHWC: torch.Tensor) -> torch.Tensor:
    return images_BHWC.permute(0, 3, 1, 2).float() / 255


@pytest.mark.parametrize(("height", "width"), [(80, 80), (60, 90), (20, 24)])
def test_crop_agrees_with_torchvision(height: int, width: int) -> None:
    images = pictures(24, height, width)
    p = draw_parameters(
        AugmentConfig(), seed=1, view="key", positions_B=np.arange(24), source_px=(height, width), size_px=SIZE
    )
    views = resample.crop_resize_flip(images, p.top_B, p.left_B, p.height_B, p.width_B, p.flip_B, size_px=SIZE)
    for n, image in enumerate(as_float(images)):
        box = (int(p.top_B[n]), int(p.left_B[n]), int(p.height_B[n]), int(p.width_B[n]))
        expected = functional.resized_crop(image, *box, size=[SIZE, SIZE], antialias=True)
        expected = functional.horizontal_flip(expected) if p.flip_B[n] else expected
        torch.testing.assert_close(views[n], expected, atol=2e-5, rtol=0)


@pytest.mark.parametrize("operation", range(4))
def test_each_colour_operation_agrees_with_torchvision(operation: int) -> None:
    images = as_float(pictures(16))
    names = ("brightness", "contrast", "saturation", "hue")
    values = np.linspace(-0.5, 0.5, 16) if operation == colour.HUE else np.linspace(0.0, 2.0, 16)
    factors = np.tile([1.0, 1.0, 1.0, 0.0], (16, 1))
    factors[:, operation] = values
    out = colour.jitter(images, factors, np.tile(np.arange(4), (16, 1)))
    apply = getattr(functional, f"adjust_{names[operation]}")
    for n in range(16):
        tolerance = 1e-4 if operation == colour.HUE else 2e-5
        torch.testing.assert_close(out[n], apply(images[n], float(values[n])), atol=tolerance, rtol=0)


def test_jitter_takes_each_images_own_order() -> None:
    images = as_float(pictures(24))
    p = draw_parameters(
        AugmentConfig(jitter_probability=1.0),
        seed=2,
        view="query",
        positions_B=np.arange(24),
        source_px=(80, 80),
        size_px=SIZE,
    )
    out = colour.jitter(images, p.factors_B4, p.order_B4)
    apply = [
        functional.adjust_brightness,
        functional.adjust_contrast,
        functional.adjust_saturation,
        functional.adjust_hue,
    ]
    for n, image in enumerate(images):
        for operation in p.order_B4[n]:
            image = apply[operation](image, float(p.factors_B4[n, operation]))
        torch.testing.assert_close(out[n], image, atol=5e-4, rtol=0)
    assert len({tuple(order) for order in p.order_B4.tolist()}) > 10


def test_greyscale_agrees_with_torchvision() -> None:
    images = as_float(pictures(4))
    out = colour.greyscale(images, np.array([True, False, True, False]))
    torch.testing.assert_close(out[::2], functional.rgb_to_grayscale(images[::2], 3), atol=2e-5, rtol=0)
    assert torch.equal(out[1::2], images[1::2])


def test_blur_agrees_with_torchvision() -> None:
    images = as_float(pictures(6, 40, 40))
    sigma_px = np.array([0.3, 0.0, 0.6, 1.0, 1.7, 2.0])
    out = resample.gaussian_blur(images, sigma_px)
    for n, sigma in enumerate(sigma_px):
        expected = functional.gaussian_blur(images[n], [13, 13], [sigma, sigma]) if sigma else images[n]
        torch.testing.assert_close(out[n], expected, atol=2e-5 if sigma else 0, rtol=0)
    assert resample.gaussian_blur(images, np.zeros(6)) is images


def test_the_whole_chain_agrees_with_torchvision() -> None:
    images = pictures(32)
    p = draw_parameters(
        AugmentConfig(), seed=3, view="query", positions_B=np.arange(32), source_px=(80, 80), size_px=SIZE
    )
    out = augment(images, p, SIZE)
    assert out.shape == (32, 3, SIZE, SIZE) and out.dtype == torch.float32
    apply = [
        functional.adjust_brightness,
        functional.adjust_contrast,
        functional.adjust_saturation,
        functional.adjust_hue,
    ]
    kernel = [2 * int(np.ceil(3 * p.blur_sigma_px_B.max())) + 1] * 2
    for n, image in enumerate(as_float(images)):
        box = (int(p.top_B[n]), int(p.left_B[n]), int(p.height_B[n]), int(p.width_B[n]))
        image = functional.resized_crop(image, *box, size=[SIZE, SIZE], antialias=True)
        for operation in p.order_B4[n]:
            image = apply[operation](image, float(p.factors_B4[n, operation]))
        image = functional.rgb_to_grayscale(image, 3) if p.greyscale_B[n] else image
        sigma = float(p.blur_sigma_px_B[n])
        image = functional.gaussian_blur(image, kernel, [sigma, sigma]) if sigma else image
        image = functional.horizontal_flip(image) if p.flip_B[n] else image
        expected = functional.normalize(image, list(IMAGE_MEAN), list(IMAGE_STD))
        torch.testing.assert_close(out[n], expected, atol=5e-3, rtol=0)


def test_a_view_depends_on_its_own_position_alone() -> None:
    """Any order, any neighbours, any share of workers: the same image at the same position looks the same."""
    images, positions = pictures(8), np.array([5, 6, 7, 100, 2**40, 0, 1, 9])
    together = two_views(images, positions, config=AugmentConfig(), seed=4, size_px=SIZE)
    order = np.array([3, 0, 7, 1, 6, 2, 5, 4])
    for whole, moved in zip(
        together,
        two_views(images[order], positions[order], config=AugmentConfig(), seed=4, size_px=SIZE),
        strict=True,
    ):
        torch.testing.assert_close(moved, whole[order], atol=1e-5, rtol=0)
    names = ("top_B", "left_B", "height_B", "width_B", "flip_B", "factors_B4", "order_B4", "blur_sigma_px_B")
    arguments = {"seed": 4, "source_px": (80, 80), "size_px": SIZE}
    query = draw_parameters(AugmentConfig(), view="query", positions_B=positions, **arguments)
    for n, position in enumerate(positions):
        alone = draw_parameters(AugmentConfig(), view="query", positions_B=np.array([position]), **arguments)
        for name in names:
            assert np.array_equal(getattr(alone, name)[0], getattr(query, name)[n])
    key = draw_parameters(AugmentConfig(), view="key", positions_B=positions, **arguments)
    assert not np.array_equal(query.factors_B4, key.factors_B4)
    other = draw_parameters(AugmentConfig(), view="query", positions_B=positions, **{**arguments, "seed": 5})
    assert not np.array_equal(query.factors_B4, other.factors_B4)


def test_chances_and_ranges_are_the_published_ones() -> None:
    p = draw_parameters(
        AugmentConfig(), seed=0, view="query", positions_B=np.arange(20_000), source_px=(128, 128), size_px=112
    )
    jittered = (p.factors_B4 != [1.0, 1.0, 1.0, 0.0]).any(1)
    for chosen, share in ((jittered, 0.8), (p.greyscale_B, 0.2), (p.blur_sigma_px_B > 0, 0.5), (p.flip_B, 0.5)):
        assert abs(chosen.mean() - share) < 0.015
    area = p.height_B * p.width_B / 128**2
    assert 0.19 < area.min() < 0.21 and area.max() > 0.97
    ratio = np.log(p.width_B / p.height_B)
    assert abs(ratio.mean()) < 0.01 and np.abs(ratio).max() < np.log(4 / 3) + 0.05
    assert (p.top_B >= 0).all() and (p.top_B + p.height_B <= 128).all() and (p.left_B + p.width_B <= 128).all()
    assert np.abs(p.factors_B4[:, 3]).max() <= 0.1 and np.abs(p.factors_B4[:, :3] - 1).max() <= 0.4
    blurred = p.blur_sigma_px_B[p.blur_sigma_px_B > 0]
    assert 0.05 <= blurred.min() < 0.06 and 0.98 < blurred.max() <= 1.0
    first = np.bincount(p.order_B4[:, 0], minlength=4) / 20_000
    assert np.abs(first - 0.25).max() < 0.015


def test_normalise_is_undone_by_the_constants() -> None:
    images = as_float(pictures(2))
    back = normalise(images) * torch.tensor(IMAGE_STD)[:, None, None] + torch.tensor(IMAGE_MEAN)[:, None, None]
    torch.testing.assert_close(back, images)


def test_wrong_ranges_are_refused() -> None:
    with pytest.raises(UserError, match="augment.hue"):
        AugmentConfig(hue=0.7)
    with pytest.raises(UserError, match="augment.crop_area"):
        AugmentConfig(crop_area=(0.0, 1.0))
