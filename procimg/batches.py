"""Images of a source as an endless stream of batches, addressed by stream position.

Position p lies in epoch p // U, where U is the number of images that fill whole batches. Each epoch takes the files in
another order, a few at a time, and the rows of these few in another order; both orders are pure functions of
(seed, epoch), so the next position is all that a resumed run needs. Legend: B = images of a worker in a step.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from procimg import seeding
from procimg.errors import UserError
from procimg.sources import ImageFile, ImageSource

FILES_AT_ONCE = 8
"""Files whose rows are shuffled together and held encoded in memory: 8 shards of 64 MB are 512 MB."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StreamOrder:
    """Which image stands at which position.

    Raises:
        UserError: fewer images than one batch.
    """

    source: ImageSource
    batch_size: int
    """Images of a step over all workers."""
    seed: int

    def __post_init__(self) -> None:
        if len(self.source) < self.batch_size:
            rule = f"holds {len(self.source)} images, less than one batch of {self.batch_size}"
            raise UserError("data", self.source.uri, rule, "render more images, or use a smaller batch")

    @property
    def images_per_epoch(self) -> int:
        return len(self.source) // self.batch_size * self.batch_size

    def blocks(self, epoch: int) -> list[list[ImageFile]]:
        """Files of an epoch in its order, in groups that are shuffled together."""
        files = self.source.files
        order = seeding.permutation(self.seed, "file order", epoch, len(files))
        shuffled = [files[number] for number in order]
        return [shuffled[first : first + FILES_AT_ONCE] for first in range(0, len(files), FILES_AT_ONCE)]

    def rows(self, epoch: int, block: int, num_rows: int) -> np.ndarray:
        """Order of the rows of one block."""
        num_blocks = -(-len(self.source.files) // FILES_AT_ONCE)
        return seeding.permutation(self.seed, "row order", epoch * num_blocks + block, num_rows)


def batches(
    order: StreamOrder, next_position: int, rank: int = 0, num_workers: int = 1
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """This worker's share of every step from a position on, decoded one step ahead in a thread.

    Args:
        order: of the stream.
        next_position: a multiple of the batch size.
        rank, num_workers: worker r has the r-th of `num_workers` equal runs of each global batch.

    Yields:
        images_BHWC uint8 sRGB, and their positions_B int64.

    Raises:
        UserError: images of different sizes.
        CorruptShardError: an image cannot be read.
    """
    with ThreadPoolExecutor(1) as pool:
        steps = _steps(order, next_position, rank, num_workers)
        ahead = pool.submit(next, steps)
        while True:
            ready = ahead.result()
            ahead = pool.submit(next, steps)
            yield ready


def _steps(order: StreamOrder, position: int, rank: int, num_workers: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    share = order.batch_size // num_workers
    while True:
        epoch, offset = divmod(position, order.images_per_epoch)
        rows = _rows(order, epoch, offset)
        for step_offset in range(offset, order.images_per_epoch, order.batch_size):
            mine = [next(rows) for _ in range(order.batch_size)][rank * share : (rank + 1) * share]
            images = [order.source.decode(file, data) for file, data in mine]
            if len({image.shape for image in images}) > 1:
                raise UserError("data", order.source.uri, "holds images of different sizes", "train on one size")
            first = epoch * order.images_per_epoch + step_offset + rank * share
            yield np.stack(images), np.arange(first, first + share, dtype=np.int64)
        position = (epoch + 1) * order.images_per_epoch


def _rows(order: StreamOrder, epoch: int, offset: int) -> Iterator[tuple[ImageFile, bytes]]:
    """Encoded images of an epoch in its order, from an offset on; blocks before it are not read."""
    passed = 0
    for number, block in enumerate(order.blocks(epoch)):
        num_rows = sum(file.num_images for file in block)
        if passed + num_rows > offset:
            encoded = [(file, data) for file in block for data in order.source.read_encoded(file)]
            for row in order.rows(epoch, number, num_rows)[max(offset - passed, 0) :]:
                yield encoded[row]
        passed += num_rows
