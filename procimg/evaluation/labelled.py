"""Labelled images to judge an encoder by: `fashion-mnist`, `digits`, or Parquet files anywhere Arrow can read.

Images keep their own size; grey ones get three channels. Which images are taken is a pure function of the arguments.
Knows nothing of encoders. Legend: N = images.
"""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow.dataset
import pyarrow.fs
from PIL import Image, UnidentifiedImageError

from procimg import seeding
from procimg.errors import ProcimgError, UserError

Split = Literal["train", "test"]

FASHION_MNIST = "fashion-mnist"
DIGITS = "digits"
FASHION_MNIST_DIR = Path("/usr/share/datasets/fashion-mnist")
TEST_SHARE = 0.2
"""Of each class, where the data come without a split."""
_WORDS_OF_SPLIT: dict[str, tuple[str, ...]] = {"train": ("train",), "test": ("test", "validation", "val")}


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledImages:
    """N images with their classes."""

    images: list[np.ndarray]
    """uint8 sRGB (H, W, 3); sizes may differ."""
    labels_N: np.ndarray
    """int64, 0 to num_classes - 1."""
    num_classes: int
    """Classes of the whole data set."""

    def __len__(self) -> int:
        return len(self.images)


class LabelledDataError(ProcimgError):
    """A labelled data set is there but cannot be used."""

    def __init__(self, uri: str, reason: str) -> None:
        super().__init__(uri, reason)
        self.uri, self.reason = uri, reason

    def __str__(self) -> str:
        return f"{self.uri}: {self.reason}"


def load_labelled(uri: str, split: Split, num_images: int | None = None, seed: int = 0) -> LabelledImages:
    """One split of a labelled data set, or a class-balanced part of it.

    Args:
        uri: `fashion-mnist`, `digits`, or Parquet in the Hugging Face convention (columns `image`, which is bytes or
            a struct with bytes, and `label`, whole numbers): a file; a folder, whose files tell the split by a word
            of their names; or a path with `{split}` in it, which becomes `train` or `test`. Any URI that Arrow's
            file systems open will do. A single file, and `digits`, are split here: a fifth of each class is `test`.
        num_images: how many at most, as many of each class as of any other; None for all.
        seed: another one takes other images.

    Raises:
        UserError: no such data, and how to get it. LabelledDataError: what is there is not as described.
    """
    if num_images is not None and num_images < 1:
        raise UserError("num_images", num_images, "must be at least 1", "leave it out to take all")
    if uri == FASHION_MNIST:
        return _fashion_mnist(split, num_images, seed)
    if uri == DIGITS:
        return _digits(split, num_images, seed)
    return _parquet(uri, split, num_images, seed)


def balanced_subset(labels_N: np.ndarray, num_images: int | None, seed: int, stage: str) -> np.ndarray:
    """Indices, ascending, of `num_images` images with equal numbers of each class (short classes give all).

    Where the classes do not divide the number, the first classes give one more.
    """
    if num_images is None:
        return np.arange(len(labels_N))
    order = seeding.permutation(seed, f"labelled subset {stage}", 0, len(labels_N))
    classes = np.unique(labels_N)
    quotas = num_images // len(classes) + (np.arange(len(classes)) < num_images % len(classes))
    chosen = [order[labels_N[order] == label][:quota] for label, quota in zip(classes, quotas, strict=True)]
    return np.sort(np.concatenate(chosen))


def _own_split(labels_N: np.ndarray, split: Split) -> np.ndarray:
    """Indices of a split of data that have none: the same for every seed, so no test image is ever trained on."""
    order = seeding.permutation(0, "labelled split", 0, len(labels_N))
    parts = []
    for label in np.unique(labels_N):
        of_class = order[labels_N[order] == label]
        num_test = round(TEST_SHARE * len(of_class))
        parts.append(of_class[:num_test] if split == "test" else of_class[num_test:])
    return np.sort(np.concatenate(parts))


def _fashion_mnist(split: Split, num_images: int | None, seed: int) -> LabelledImages:
    prefix = "train" if split == "train" else "t10k"
    paths = [FASHION_MNIST_DIR / f"{prefix}-{kind}-ubyte.gz" for kind in ("images-idx3", "labels-idx1")]
    if not all(path.exists() for path in paths):
        rule = f"its files must lie in {FASHION_MNIST_DIR}"
        raise UserError("dataset", FASHION_MNIST, rule, "get them with apt-get install dataset-fashion-mnist")
    images, labels = (_read_idx(path) for path in paths)
    keep = balanced_subset(labels, num_images, seed, split)
    return _from_grey(images[keep], labels[keep].astype(np.int64), num_classes=10)


def _read_idx(path: Path) -> np.ndarray:
    """Source: the IDX format of MNIST: 0, 0, 8 (uint8), number of axes, each axis as a big-endian int32, the bytes."""
    try:
        raw = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise LabelledDataError(str(path), f"cannot be read ({error}); install the package again") from error
    num_axes = raw[3] if raw[:3] == b"\0\0\x08" else 0
    shape = np.frombuffer(raw, dtype=">i4", count=num_axes, offset=4)
    if num_axes == 0 or len(raw) != 4 + 4 * num_axes + int(shape.prod()):
        raise LabelledDataError(str(path), "is no IDX file of bytes; install the package again")
    return np.frombuffer(raw, dtype=np.uint8, offset=4 + 4 * num_axes).reshape(shape)


def _digits(split: Split, num_images: int | None, seed: int) -> LabelledImages:
    try:
        from sklearn.datasets import load_digits
    except ImportError as error:
        fix = "get it with pip install scikit-learn"
        raise UserError("dataset", DIGITS, "is part of scikit-learn, which is not installed", fix) from error
    bunch: Any = load_digits()
    part = _own_split(bunch.target, split)
    keep = part[balanced_subset(bunch.target[part], num_images, seed, split)]
    grey = np.rint(bunch.images[keep] * (255.0 / 16.0)).astype(np.uint8)
    return _from_grey(grey, bunch.target[keep].astype(np.int64), num_classes=10)


def _from_grey(grey_NHW: np.ndarray, labels_N: np.ndarray, num_classes: int) -> LabelledImages:
    return LabelledImages(
        images=[np.repeat(image[:, :, None], 3, axis=2) for image in grey_NHW],
        labels_N=labels_N,
        num_classes=num_classes,
    )


def _parquet(uri: str, split: Split, num_images: int | None, seed: int) -> LabelledImages:
    dataset, whole = _open_parquet(uri, split)
    for column in ("image", "label"):
        if column not in dataset.schema.names:
            rule = f"needs columns image and label; it has {', '.join(dataset.schema.names)}"
            raise UserError("dataset", uri, rule, "name the columns so, or give other files")
    labels = dataset.to_table(columns=["label"])["label"].to_numpy().astype(np.int64)
    if not len(labels) or labels.min() < 0:
        raise LabelledDataError(uri, "holds no rows, or labels below 0 (unlabelled)")
    part = _own_split(labels, split) if whole else np.arange(len(labels))
    keep = part[balanced_subset(labels[part], num_images, seed, split)]
    column = dataset.take(keep, columns=["image"])["image"]
    return LabelledImages(
        images=[_decode(cell, uri, row) for cell, row in zip(column.to_pylist(), keep.tolist(), strict=True)],
        labels_N=labels[keep],
        num_classes=int(labels.max()) + 1,
    )


def _open_parquet(uri: str, split: Split) -> tuple[Any, bool]:
    """The Arrow data set, and whether it is a single file that still has to be split."""
    path_uri = uri.replace("{split}", split)
    try:
        if "://" in path_uri:
            filesystem, path = pyarrow.fs.FileSystem.from_uri(path_uri)
        else:
            filesystem, path = pyarrow.fs.LocalFileSystem(), str(Path(path_uri).absolute())
        info = filesystem.get_file_info(path)
    except (OSError, pyarrow.ArrowInvalid) as error:
        raise UserError("dataset", uri, f"cannot be opened ({error})", "check the path") from error
    if info.type == pyarrow.fs.FileType.NotFound:
        fix = f"check the path, or use {FASHION_MNIST} or {DIGITS}"
        raise UserError("dataset", uri, f"there is nothing at {path_uri}", fix)
    files = [path]
    if info.type == pyarrow.fs.FileType.Directory:
        listed = filesystem.get_file_info(pyarrow.fs.FileSelector(path, recursive=True))
        names = sorted(entry.path for entry in listed if entry.path.endswith(".parquet"))
        files = [name for name in names if any(word in Path(name).name for word in _WORDS_OF_SPLIT[split])]
        if not files:
            rule = f"no .parquet file in it has {' or '.join(_WORDS_OF_SPLIT[split])} in its name"
            raise UserError("dataset", uri, rule, "give a file, or a path with {split} in it")
    try:
        dataset = pyarrow.dataset.dataset(files, filesystem=filesystem, format="parquet")
    except (OSError, pyarrow.ArrowInvalid) as error:
        raise LabelledDataError(uri, f"is not readable as Parquet ({error})") from error
    return dataset, info.type == pyarrow.fs.FileType.File and "{split}" not in uri


def _decode(cell: Any, uri: str, row: int) -> np.ndarray:
    data = cell["bytes"] if isinstance(cell, dict) else cell
    try:
        with Image.open(io.BytesIO(data)) as image:
            return np.asarray(image.convert("RGB"))
    except (TypeError, UnidentifiedImageError, OSError) as error:
        raise LabelledDataError(uri, f"the image in row {row} cannot be decoded ({error})") from error
