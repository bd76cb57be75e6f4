"""The stream: every image once an epoch, any start position, any number of workers, another order each epoch."""

import itertools

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from procimg import batches as module
from procimg import encoding as enc
from procimg.batches import StreamOrder, batches
from procimg.errors import CorruptShardError, UserError
from procimg.sources import open_source

PNG = enc.Encoding(codec="png")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """21 files of 3 images whose pixels are their number; blocks of 4 files."""
    monkeypatch.setattr(module, "FILES_AT_ONCE", 4)
    for number in range(21):
        values = range(3 * number, 3 * number + 3)
        rows = [{"bytes": enc.encode(np.full((4, 4, 3), value, np.uint8), PNG), "path": None} for value in values]
        pq.write_table(pa.table({"image": rows}), tmp_path / f"{number:02d}.parquet")
    return tmp_path


def order_of(folder, batch_size=8, seed=1):
    return StreamOrder(source=open_source(str(folder)), batch_size=batch_size, seed=seed)


def take(order, num_steps, position=0, rank=0, num_workers=1):
    steps = itertools.islice(batches(order, position, rank, num_workers), num_steps)
    return [(images[:, 0, 0, 0].tolist(), positions.tolist()) for images, positions in steps]


def test_an_epoch_shows_each_image_at_most_once_and_leaves_out_less_than_a_batch(folder):
    order = order_of(folder)
    assert order.images_per_epoch == 56
    values = sum((values for values, _ in take(order, 7)), [])
    assert len(set(values)) == 56 and set(values) <= set(range(63))


def test_epochs_and_seeds_have_orders_of_their_own(folder):
    steps = take(order_of(folder), 14)
    assert [values for values, _ in steps[:7]] != [values for values, _ in steps[7:]]
    assert take(order_of(folder, seed=2), 7) != steps[:7]


@pytest.mark.parametrize("position", [8, 40, 56, 104])
def test_any_position_continues_as_if_never_stopped(folder, position):
    whole = take(order_of(folder), 20)
    assert take(order_of(folder), 20 - position // 8, position) == whole[position // 8 :]


@pytest.mark.parametrize("num_workers", [2, 4])
def test_workers_share_each_global_batch_in_runs(folder, num_workers):
    whole = take(order_of(folder), 10)
    shares = [take(order_of(folder), 10, 0, rank, num_workers) for rank in range(num_workers)]
    for step in range(10):
        assert sum((share[step][0] for share in shares), []) == whole[step][0]
        assert sum((share[step][1] for share in shares), []) == whole[step][1] == list(range(8 * step, 8 * step + 8))


def test_too_few_images_for_a_batch(folder):
    with pytest.raises(UserError, match="less than one batch of 64"):
        order_of(folder, batch_size=64)


def test_images_of_two_sizes_are_refused(folder):
    rows = [{"bytes": enc.encode(np.zeros((5, 5, 3), np.uint8), PNG), "path": None}] * 3
    pq.write_table(pa.table({"image": rows}), folder / "00.parquet")
    with pytest.raises(UserError, match="different sizes"):
        take(order_of(folder), 7)


def test_a_damaged_shard_is_named_and_not_trained_on(folder):
    order = order_of(folder)
    (folder / "05.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(CorruptShardError, match=r"05\.parquet"):
        take(order, 7)
