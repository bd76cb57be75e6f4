"""Picks images out of Parquet shards, reading as little of them as it can.

Knows the shards' columns (`image`, `index`, `program_ids`, `weights`) and nothing of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One stored image and what drew it."""

    data: bytes
    """As stored: JPEG, or another encoded image."""
    index: int
    program_ids: tuple[str, ...]
    weights: tuple[float, ...] | None


def first_images(shards: Sequence[Path], num_images: int) -> tuple[list[Sample], list[str]]:
    """The first rows of the shards, in their order; and one line for each shard that cannot be read."""
    return _pick(shards, num_images, lambda _: True)


def one_image_per_program(shards: Sequence[Path], num_programs: int) -> tuple[list[Sample], list[str]]:
    """The first image of each program met, for up to `num_programs` programs, among rows of one frame an image; and
    one line for each shard that cannot be read."""
    met: set[str] = set()

    def is_new(program_ids: tuple[str, ...]) -> bool:
        if len(program_ids) != 1 or program_ids[0] in met:
            return False
        met.add(program_ids[0])
        return True

    return _pick(shards, num_programs, is_new)


def _pick(
    shards: Sequence[Path], limit: int, wanted: Callable[[tuple[str, ...]], bool]
) -> tuple[list[Sample], list[str]]:
    """The first `limit` wanted rows. Images, the bulk of a shard, are read only of row groups that hold such a row."""
    found: list[Sample] = []
    problems: list[str] = []
    for path in shards:
        if len(found) >= limit:
            break
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                for group in range(file.num_row_groups):
                    found += _pick_rows(file, group, limit - len(found), wanted)
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
            problems.append(f"{path.parent.name}/{path.name} cannot be read: {' '.join(str(error).split())[:200]}")
    return found, problems


def _pick_rows(file: pq.ParquetFile, group: int, limit: int, wanted: Callable[[tuple[str, ...]], bool]) -> list[Sample]:
    if limit <= 0:
        return []
    names = [name for name in ("index", "program_ids", "weights") if name in file.schema_arrow.names]
    rows = file.read_row_group(group, columns=names).to_pylist()
    chosen: list[int] = []
    for at, row in enumerate(rows):
        if len(chosen) < limit and wanted(tuple(row["program_ids"])):
            chosen.append(at)
    if not chosen:
        return []
    images = file.read_row_group(group, columns=["image"]).column("image").take(chosen).to_pylist()
    return [
        Sample(
            data=image["bytes"] or b"",
            index=int(rows[at]["index"]),
            program_ids=tuple(rows[at]["program_ids"]),
            weights=tuple(rows[at]["weights"]) if rows[at].get("weights") else None,
        )
        for at, image in zip(chosen, images, strict=True)
    ]
