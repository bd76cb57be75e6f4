"""Images in, Inception features out. Knows neither shards nor distances.

Legend: N images, H and W pixels, C = 3 channels, D = 2048 features.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import torch

from procimg.errors import UserError
from procimg.fid.inception import FEATURE_WIDTH, FidInception
from procimg.fid.resizing import resizer


def extract(
    images: Iterable[np.ndarray] | np.ndarray,
    extractor: FidInception,
    *,
    batch_size: int = 16,
    resize: str = "clean",
    progress: Callable[[int], object] | None = None,
) -> np.ndarray:
    """Inception features of images.

    Args:
        images: uint8 sRGB, each (H, W, 3), sizes may differ; or one uint8 array (N, H, W, 3). Read once, lazily.
        extractor: from `procimg.fid.inception.load_extractor`; its device does the resizing too.
        batch_size: images of one forward pass. The features do not depend on it beyond rounding.
        resize: "clean" (default), "pytorch-fid" or "torch-fidelity"; see `procimg.fid.resizing`.
        progress: called with the number of images of each finished batch, as `tqdm.update` takes it.

    Returns:
        float32 features_ND, (0, 2048) where there was no image.

    Raises:
        UserError: an image is not uint8 (H, W, 3), unknown resize, batch_size below 1.
    """
    if batch_size < 1:
        raise UserError("batch_size", batch_size, "at least 1", "Use 16")
    to_input_size = resizer(resize)
    features = [np.empty((0, FEATURE_WIDTH), np.float32)]
    for batch in _batches(images, batch_size):
        # Neighbours of one size are resized together; on a GPU that is the difference between 16 kernels and one.
        groups = [np.stack(list(group)) for _, group in itertools.groupby(batch, key=np.shape)]
        resized = [to_input_size(_to_device(group_NHWC, extractor.device)) for group_NHWC in groups]
        features.append(extractor(torch.cat(resized)).cpu().numpy())
        if progress is not None:
            progress(len(batch))
    return np.concatenate(features)


def _batches(images: Iterable[np.ndarray], batch_size: int) -> Iterator[list[np.ndarray]]:
    numbered = enumerate(images)
    while chunk := list(itertools.islice(numbered, batch_size)):
        yield [_checked(image_HWC, index) for index, image_HWC in chunk]


def _checked(image_HWC: np.ndarray, index: int) -> np.ndarray:
    image_HWC = np.asarray(image_HWC)
    if image_HWC.dtype != np.uint8 or image_HWC.ndim != 3 or image_HWC.shape[2] != 3 or image_HWC.size == 0:
        found = f"{image_HWC.dtype} {image_HWC.shape}"
        raise UserError(f"images[{index}]", found, "must be uint8 (H, W, 3)", "Convert it to RGB bytes")
    return image_HWC


def _to_device(images_NHWC: np.ndarray, device: torch.device) -> torch.Tensor:
    return torch.from_numpy(images_NHWC).to(device).permute(0, 3, 1, 2).float()
