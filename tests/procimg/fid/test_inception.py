"""The FID network against the jitted original and torch-fidelity's, resizing against its peers, and extraction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from procimg.errors import UserError
from procimg.fid import torchscript
from procimg.fid.distance import frechet_from_features
from procimg.fid.features import extract
from procimg.fid.inception import FidInception, load_extractor
from procimg.fid.resizing import RESIZERS, SIZE_PX, resizer


class Images(torch.utils.data.Dataset):
    """What torch-fidelity takes: uint8 C x H x W tensors."""

    def __init__(self, images_NHWC: np.ndarray) -> None:
        self.images_NCHW = torch.from_numpy(images_NHWC).permute(0, 3, 1, 2)

    def __len__(self) -> int:
        return len(self.images_NCHW)

    def __getitem__(self, index: int) -> torch.Tensor:
        return self.images_NCHW[index]


def peer_features(weights: Path, images_NHWC: np.ndarray) -> np.ndarray:
    peer = pytest.importorskip("torch_fidelity.feature_extractor_inceptionv3")
    extractor = peer.FeatureExtractorInceptionV3("inception", ["2048"], feature_extractor_weights_path=str(weights))
    with torch.inference_mode():
        return extractor(torch.from_numpy(images_NHWC).permute(0, 3, 1, 2))[0].numpy()


def state_dict_of(weights: Path, folder: Path) -> Path:
    """torch-fidelity reads only state dicts: TorchScript weights written out in its layout, without folding."""
    if not torchscript.is_torchscript(weights):
        return weights
    tensors = torchscript.read_tensors(weights)
    layers = [name.removesuffix("mean") for name in tensors if name.endswith(".mean")]
    blocks = [name.removesuffix("conv") for name, _ in FidInception().named_convolutions()]
    state = {"fc.weight": torch.zeros(1008, 2048), "fc.bias": torch.zeros(1008)}
    for block, layer in zip(blocks, layers, strict=True):
        state |= {
            f"{block}conv.weight": tensors[layer + "weight"],
            f"{block}bn.weight": torch.ones_like(tensors[layer + "beta"]),
            f"{block}bn.bias": tensors[layer + "beta"],
            f"{block}bn.running_mean": tensors[layer + "mean"],
            f"{block}bn.running_var": tensors[layer + "var"],
            f"{block}bn.num_batches_tracked": torch.tensor(0),
        }
    path = folder / "state.pth"
    torch.save(state, path)
    return path


@pytest.mark.slow
def test_features_equal_the_jitted_originals(true_weights: Path) -> None:
    if not torchscript.is_torchscript(true_weights):
        pytest.skip("the installed weights are a state dict")
    jitted = torch.jit.load(str(true_weights), map_location="cpu").eval()
    images_NCHW = torch.randint(0, 256, (2, 3, 299, 299), generator=torch.Generator().manual_seed(0)).to(torch.uint8)
    images_NCHW[1] = 200  # flat: the padding of the average pools shows at the borders
    with torch.inference_mode():
        expected = jitted((images_NCHW.float() - 128) / 128)
    torch.testing.assert_close(load_extractor(true_weights)(images_NCHW), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.slow
def test_features_equal_torch_fidelitys_with_true_weights(
    true_weights: Path, images_NHWC: np.ndarray, tmp_path: Path
) -> None:
    expected = peer_features(state_dict_of(true_weights, tmp_path), images_NHWC[:2])
    features_ND = extract(images_NHWC[:2], load_extractor(true_weights), resize="torch-fidelity")
    np.testing.assert_allclose(features_ND, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.slow
def test_fid_equals_torch_fidelitys_features_and_ours(
    random_weights: Path, random_extractor: FidInception, images_NHWC: np.ndarray
) -> None:
    theirs = peer_features(random_weights, images_NHWC)
    ours = extract(images_NHWC, random_extractor, resize="torch-fidelity")
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-3)
    assert frechet_from_features(ours[:6], ours[6:]) == pytest.approx(
        frechet_from_features(theirs[:6], theirs[6:]), rel=1e-3
    )


@pytest.mark.slow
def test_fid_equals_torch_fidelitys_calculate_metrics(
    random_weights: Path, random_extractor: FidInception, images_NHWC: np.ndarray
) -> None:
    torch_fidelity = pytest.importorskip("torch_fidelity")
    darker_NHWC = images_NHWC // 2
    expected = torch_fidelity.calculate_metrics(
        input1=Images(images_NHWC),
        input2=Images(darker_NHWC),
        fid=True,
        cuda=False,
        cache=False,
        verbose=False,
        save_cpu_ram=True,
        batch_size=6,
        feature_extractor_weights_path=str(random_weights),
    )["frechet_inception_distance"]
    features = [extract(images, random_extractor, resize="torch-fidelity") for images in (images_NHWC, darker_NHWC)]
    assert frechet_from_features(*features) == pytest.approx(expected, rel=1e-3)


def test_extraction_does_not_depend_on_batches_or_grouping(
    random_extractor: FidInception, images_NHWC: np.ndarray
) -> None:
    mixed = [images_NHWC[0], images_NHWC[1][:40, :40], images_NHWC[2][:40, :40], images_NHWC[3]]
    done: list[int] = []
    features_ND = extract(iter(mixed), random_extractor, batch_size=3, progress=done.append)
    alone_ND = np.concatenate([extract([image], random_extractor) for image in mixed])
    assert features_ND.shape == (4, 2048) and features_ND.dtype == np.float32
    assert done == [3, 1]
    np.testing.assert_allclose(features_ND, alone_ND, rtol=1e-4, atol=1e-4)
    assert np.abs(features_ND[0] - features_ND[3]).max() > 0.01, "different images must give different features"


def test_float_images_give_the_features_of_bytes(random_extractor: FidInception) -> None:
    images_NCHW = torch.randint(0, 256, (1, 3, 299, 299), generator=torch.Generator().manual_seed(2)).to(torch.uint8)
    assert torch.equal(random_extractor(images_NCHW), random_extractor(images_NCHW.double()))


def test_bfloat16_is_near_float32(
    random_weights: Path, random_extractor: FidInception, images_NHWC: np.ndarray
) -> None:
    exact_ND = extract(images_NHWC[:2], random_extractor)
    rough_ND = extract(images_NHWC[:2], load_extractor(random_weights, dtype="bfloat16"))
    assert rough_ND.dtype == np.float32
    relative = np.linalg.norm(rough_ND - exact_ND) / np.linalg.norm(exact_ND)
    assert 1e-5 < relative < 0.05


def test_no_images_give_no_features(random_extractor: FidInception) -> None:
    assert extract([], random_extractor).shape == (0, 2048)


def test_mistakes_are_named(random_extractor: FidInception, images_NHWC: np.ndarray) -> None:
    broken = [
        (images_NHWC.astype(np.float32), {}, r"images\[0\]"),
        ([images_NHWC[0], images_NHWC[0, :, :, 0]], {}, r"images\[1\]"),
        ([np.zeros((0, 4, 3), np.uint8)], {}, r"images\[0\]"),
        (images_NHWC, {"resize": "bilinear"}, "clean, pytorch-fid, torch-fidelity"),
        (images_NHWC, {"batch_size": 0}, "batch_size"),
    ]
    for images, options, text in broken:
        with pytest.raises(UserError, match=text):
            extract(images, random_extractor, **options)
    with pytest.raises(UserError, match="299"):
        random_extractor(torch.zeros(1, 3, 128, 128))
    with pytest.raises(UserError, match="float32, bfloat16"):
        load_extractor(dtype="float16")


def test_cuda_absent_is_named(random_weights: Path) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a CUDA device")
    with pytest.raises(UserError, match="no CUDA device"):
        load_extractor(random_weights, device="cuda")


@pytest.mark.gpu
def test_cuda_features_equal_the_cpus(
    random_weights: Path, random_extractor: FidInception, images_NHWC: np.ndarray
) -> None:
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    for resize in RESIZERS:
        expected = extract(images_NHWC, random_extractor, resize=resize)
        features_ND = extract(images_NHWC, load_extractor(random_weights, device="cuda"), resize=resize)
        np.testing.assert_allclose(features_ND, expected, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("shape", [(70, 90), (400, 310), (299, 299), (1, 1)])
def test_clean_resize_is_pillows(shape: tuple[int, int]) -> None:
    image_HWC = np.random.default_rng(3).integers(0, 256, (*shape, 3), dtype=np.uint8)
    channels = [Image.fromarray(image_HWC[:, :, c].astype(np.float32)) for c in range(3)]
    expected = np.stack([np.asarray(c.resize((SIZE_PX, SIZE_PX), Image.Resampling.BICUBIC)) for c in channels])
    resized = resizer("clean")(torch.from_numpy(image_HWC).permute(2, 0, 1)[None].float())
    np.testing.assert_allclose(resized[0].numpy(), expected.clip(0, 255), atol=0.01)


@pytest.mark.parametrize("shape", [(32, 32), (70, 90), (400, 310), (299, 299), (1, 1)])
def test_torch_fidelity_resize_is_theirs(shape: tuple[int, int]) -> None:
    peer = pytest.importorskip("torch_fidelity.interpolate_compat_tensorflow")
    images_NCHW = torch.randint(0, 256, (2, 3, *shape), generator=torch.Generator().manual_seed(4)).float()
    expected = peer.interpolate_bilinear_2d_like_tensorflow1x(images_NCHW, (SIZE_PX, SIZE_PX), align_corners=False)
    torch.testing.assert_close(resizer("torch-fidelity")(images_NCHW), expected, rtol=0, atol=1e-4)


def test_pytorch_fid_resize_and_range_are_theirs() -> None:
    """pytorch-fid: bytes / 255, bilinear, 2 x - 1. Ours reaches the same network input after (x - 128) / 128."""
    images_NCHW = torch.randint(0, 256, (2, 3, 50, 64), generator=torch.Generator().manual_seed(5)).float()
    size = (SIZE_PX, SIZE_PX)
    expected = 2 * torch.nn.functional.interpolate(images_NCHW / 255, size, mode="bilinear", align_corners=False) - 1
    network_input = (resizer("pytorch-fid")(images_NCHW) - 128) / 128
    torch.testing.assert_close(network_input, expected, rtol=0, atol=1e-5)
