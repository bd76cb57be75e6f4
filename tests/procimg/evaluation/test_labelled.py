"""Labelled images from every kind of place, and what is said where they are missing."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from procimg.errors import UserError
from procimg.evaluation import labelled
from procimg.evaluation.labelled import LabelledDataError, balanced_subset, load_labelled


def png(value: int, mode: str = "RGB", size: tuple[int, int] = (6, 5)) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, value if mode == "L" else (value, 0, 255 - value)).save(buffer, "PNG")
    return buffer.getvalue()


def write_parquet(path: Path, labels: list[int], *, struct: bool = True) -> Path:
    """Image n has the red value n."""
    cells = [png(n) for n in range(len(labels))]
    if struct:
        image_type = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
        images = pa.array([{"bytes": cell, "path": None} for cell in cells], image_type)
    else:
        images = pa.array(cells, pa.binary())
    pq.write_table(pa.table({"image": images, "label": pa.array(labels, pa.int64())}), path, row_group_size=7)
    return path


@pytest.mark.parametrize("struct", [True, False])
def test_parquet_template_gives_each_split(tmp_path: Path, struct: bool) -> None:
    write_parquet(tmp_path / "x_train.parquet", [0, 1, 2] * 10, struct=struct)
    write_parquet(tmp_path / "x_test.parquet", [0, 1, 2] * 4, struct=struct)
    train = load_labelled(f"{tmp_path}/x_{{split}}.parquet", "train")
    test = load_labelled(f"file://{tmp_path}/x_{{split}}.parquet", "test")
    assert (len(train), len(test), train.num_classes) == (30, 12, 3)
    for n, image in enumerate(train.images):
        assert image.shape == (5, 6, 3) and image.dtype == np.uint8
        assert image[0, 0].tolist() == [n, 0, 255 - n] and train.labels_N[n] == n % 3


def test_a_subset_is_balanced_and_a_function_of_its_seed(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "x_train.parquet", [0] * 50 + [1] * 30 + [2] * 4)
    folder = str(path.parent)
    one, again = (load_labelled(folder, "train", 24, seed=1) for _ in range(2))
    other = load_labelled(folder, "train", 24, seed=2)
    reds = [[int(image[0, 0, 0]) for image in part.images] for part in (one, again, other)]
    assert np.bincount(one.labels_N).tolist() == [8, 8, 4]
    assert reds[0] == reds[1] != reds[2]
    assert [0 if red < 50 else 1 if red < 80 else 2 for red in reds[0]] == one.labels_N.tolist()


def test_quotas_differ_by_one_at_most() -> None:
    labels = np.repeat(np.arange(4), 25)
    keep = balanced_subset(labels, 30, seed=0, stage="train")
    assert np.bincount(labels[keep]).tolist() == [8, 8, 7, 7]
    assert len(np.unique(keep)) == 30 and (np.diff(keep) > 0).all()
    assert np.array_equal(balanced_subset(labels, None, 0, "train"), np.arange(100))


def test_a_single_file_is_split_the_same_way_for_every_seed(tmp_path: Path) -> None:
    path = str(write_parquet(tmp_path / "all.parquet", [0, 1] * 25))
    train, test = load_labelled(path, "train"), load_labelled(path, "test", seed=9)
    reds = [{int(image[0, 0, 0]) for image in part.images} for part in (train, test)]
    assert (len(train), len(test)) == (40, 10) and np.bincount(test.labels_N).tolist() == [5, 5]
    assert reds[0] | reds[1] == set(range(50)) and not reds[0] & reds[1]
    some = load_labelled(path, "train", 20, seed=4)
    assert {int(image[0, 0, 0]) for image in some.images} <= reds[0]


def test_what_is_wrong_with_parquet_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is nothing at"):
        load_labelled(str(tmp_path / "none.parquet"), "train")
    with pytest.raises(UserError, match="no .parquet file in it has test or validation"):
        load_labelled(str(tmp_path), "test")
    with pytest.raises(UserError, match="dataset: got 'nosuch://x'"):
        load_labelled("nosuch://x", "train")
    with pytest.raises(UserError, match="num_images: got 0"):
        load_labelled("digits", "train", 0)
    pq.write_table(pa.table({"img": [1]}), tmp_path / "columns.parquet")
    with pytest.raises(UserError, match="needs columns image and label; it has img"):
        load_labelled(str(tmp_path / "columns.parquet"), "train")
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(LabelledDataError, match="not readable as Parquet"):
        load_labelled(str(tmp_path / "torn.parquet"), "train")
    write_parquet(tmp_path / "unlabelled.parquet", [-1] * 10)
    with pytest.raises(LabelledDataError, match="labels below 0"):
        load_labelled(str(tmp_path / "unlabelled.parquet"), "train")
    table = pa.table({"image": [b"no image"] * 10, "label": [0] * 10})
    pq.write_table(table, tmp_path / "bytes.parquet")
    with pytest.raises(LabelledDataError, match=r"row \d cannot be decoded"):
        load_labelled(str(tmp_path / "bytes.parquet"), "train")


def test_fashion_mnist_is_read_where_debian_puts_it() -> None:
    if not labelled.FASHION_MNIST_DIR.exists():
        pytest.skip("needs the Debian package dataset-fashion-mnist")
    train = load_labelled("fashion-mnist", "train", 500)
    test = load_labelled("fashion-mnist", "test")
    assert np.bincount(train.labels_N).tolist() == [50] * 10
    assert len(test) == 10_000 and test.num_classes == 10 and test.images[0].shape == (28, 28, 3)
    trousers = np.stack([image for image, label in zip(test.images, test.labels_N, strict=True) if label == 1])
    assert trousers[:, 5:25, 11:17].mean() > 2 * trousers[:, 5:25, :5].mean()


def test_fashion_mnist_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelled, "FASHION_MNIST_DIR", tmp_path)
    with pytest.raises(UserError, match="apt-get install dataset-fashion-mnist"):
        load_labelled("fashion-mnist", "train")
    grey = np.arange(20 * 12, dtype=np.uint8).reshape(20, 3, 4)
    labels = np.arange(20, dtype=np.uint8) % 10
    for name, array in (("images-idx3", grey), ("labels-idx1", labels)):
        header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, dtype=">i4").tobytes()
        (tmp_path / f"t10k-{name}-ubyte.gz").write_bytes(gzip.compress(header + array.tobytes()))
    read = load_labelled("fashion-mnist", "test")
    assert all(np.array_equal(image, np.stack([row] * 3, -1)) for image, row in zip(read.images, grey, strict=True))
    assert read.labels_N.tolist() == labels.tolist() and read.labels_N.dtype == np.int64
    whole = (tmp_path / "t10k-images-idx3-ubyte.gz").read_bytes()
    (tmp_path / "t10k-images-idx3-ubyte.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LabelledDataError, match="cannot be read"):
        load_labelled("fashion-mnist", "test")
    (tmp_path / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(b"no idx"))
    with pytest.raises(LabelledDataError, match="is no IDX file"):
        load_labelled("fashion-mnist", "test")


def test_digits_come_from_scikit_learn() -> None:
    pytest.importorskip("sklearn")
    train, test = load_labelled("digits", "train"), load_labelled("digits", "test", 100)
    assert len(train) > 1400 and np.bincount(test.labels_N).tolist() == [10] * 10
    assert train.images[0].shape == (8, 8, 3) and max(int(image.max()) for image in train.images) == 255


def test_digits_without_scikit_learn_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(UserError, match="pip install scikit-learn"):
        load_labelled("digits", "train")
