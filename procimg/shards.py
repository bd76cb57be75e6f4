"""Parquet shards: written whole or not at all, read with checksums, named by what they hold.

A shard caches a range of indices. Its name carries the range and the fingerprint of everything its bytes depend on;
it appears under that name only when complete. Rows follow the Hugging Face image convention. Local paths and any URI
that pyarrow knows (s3://, gs://). Legend: N = images, K = frames an image, H, W = pixels.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq

from procimg import encoding as enc
from procimg.errors import CorruptShardError, UserError
from procimg.plan import WEIGHT_ONE, Plan
from procimg.recipe import Recipe, fingerprint

_NAME = re.compile(r"images-(\d{9})-(\d{9})-([0-9a-f]{12})\.parquet$")
_FEATURES = {
    "image": {"_type": "Image"},
    "index": {"dtype": "int64", "_type": "Value"},
    "program_ids": {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"},
    "times": {"feature": {"dtype": "float32", "_type": "Value"}, "_type": "Sequence"},
    "seeds": {"feature": {"dtype": "uint32", "_type": "Value"}, "_type": "Sequence"},
    "weights": {"feature": {"dtype": "float32", "_type": "Value"}, "_type": "Sequence"},
    "boxes": {"feature": {"feature": {"dtype": "int32", "_type": "Value"}, "_type": "Sequence"}, "_type": "Sequence"},
}
_SCHEMA = pa.schema(
    [
        ("image", pa.struct([("bytes", pa.binary()), ("path", pa.string())])),
        ("index", pa.int64()),
        ("program_ids", pa.list_(pa.string())),
        ("times", pa.list_(pa.float32())),
        ("seeds", pa.list_(pa.uint32())),
        ("weights", pa.list_(pa.float32())),
        ("boxes", pa.list_(pa.list_(pa.int32()))),
    ]
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShardSpec:
    """All that the bytes of a shard depend on, apart from its range. Frozen before rendering starts."""

    recipe: Recipe
    encoding: enc.Encoding
    encoder: str
    """Version of the encoder's libraries."""
    renderer: dict[str, Any]
    """`RendererInfo.to_dict()` of the device that draws."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "recipe": self.recipe.to_dict(),
            "encoding": self.encoding.to_dict(),
            "encoder": self.encoder,
            "renderer": self.renderer,
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> ShardSpec:
        return cls(
            recipe=Recipe.from_dict(values["recipe"]),
            encoding=enc.Encoding(**values["encoding"]),
            encoder=values["encoder"],
            renderer=values["renderer"],
        )

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.to_dict() | {"recipe": self.recipe.fingerprint})


@dataclass(frozen=True, kw_only=True, slots=True)
class Shard:
    """A committed shard: where it lies and which indices it holds."""

    path: str
    start: int
    stop: int
    fingerprint: str

    @property
    def num_images(self) -> int:
        return self.stop - self.start


def shard_name(spec_fingerprint: str, start: int, stop: int) -> str:
    """File name of the shard of indices start .. stop - 1."""
    return f"images-{start:09d}-{stop:09d}-{spec_fingerprint}.parquet"


def open_folder(uri: str) -> tuple[pyarrow.fs.FileSystem, str]:
    """File system and path of a local path or URI.

    Raises:
        UserError: a URI that pyarrow does not understand.
    """
    if "://" not in uri:
        # Made absolute here, since Ray's workers live in other folders.
        return pyarrow.fs.LocalFileSystem(), os.path.abspath(uri)
    try:
        return pyarrow.fs.FileSystem.from_uri(uri)
    except (pa.ArrowInvalid, OSError, ValueError) as error:
        raise UserError("uri", uri, f"cannot be opened: {error}", "give a local path, or s3://bucket/path") from error


def list_files(filesystem: pyarrow.fs.FileSystem, path: str) -> list[pyarrow.fs.FileInfo]:
    """What lies in a folder; one that does not exist holds nothing."""
    return filesystem.get_file_info(pyarrow.fs.FileSelector(path, allow_not_found=True))


def list_shards(uri: str, spec_fingerprint: str | None = None) -> list[Shard]:
    """Committed shards of a folder in the order of their indices; temporary files and other files are not shards.

    Args:
        uri: the folder; one that does not exist holds no shard.
        spec_fingerprint: only those of this spec; None takes all.
    """
    filesystem, path = open_folder(uri)
    shards = []
    for info in list_files(filesystem, path):
        match = _NAME.fullmatch(info.base_name)
        if match and spec_fingerprint in (None, match[3]):
            shards.append(Shard(path=info.path, start=int(match[1]), stop=int(match[2]), fingerprint=match[3]))
    return sorted(shards, key=lambda shard: (shard.start, shard.stop))


def make_table(spec: ShardSpec, plan: Plan, program_ids: tuple[str, ...], encoded_N: list[bytes]) -> pa.Table:
    """Rows of one shard: the encoded images beside everything needed to draw them again."""
    indices = range(plan.start, plan.start + plan.num_images)
    extension = spec.encoding.extension
    paths = [f"{index:09d}.{extension}" for index in indices]
    image = pa.StructArray.from_arrays(
        [pa.array(encoded_N, pa.binary()), pa.array(paths, pa.string())], ["bytes", "path"]
    )
    nothing = pa.nulls(plan.num_images)
    columns = [
        image,
        pa.array(indices, pa.int64()),
        pa.array(
            [[program_ids[program] for program in row] for row in plan.programs_NK.tolist()], _SCHEMA.field(2).type
        ),
        pa.array(plan.times_NK.tolist(), _SCHEMA.field(3).type),
        pa.array(plan.seeds_NK.tolist(), _SCHEMA.field(4).type),
        nothing.cast(_SCHEMA.field(5).type)
        if plan.weights_NK is None
        else pa.array((plan.weights_NK / WEIGHT_ONE).tolist(), _SCHEMA.field(5).type),
        nothing.cast(_SCHEMA.field(6).type)
        if plan.boxes_NK4 is None
        else pa.array(plan.boxes_NK4.tolist(), _SCHEMA.field(6).type),
    ]
    metadata = {
        "huggingface": json.dumps({"info": {"features": _FEATURES}}),
        "procimg": json.dumps(spec.to_dict(), sort_keys=True),
    }
    return pa.Table.from_arrays(columns, schema=_SCHEMA.with_metadata(metadata))


def write_shard(uri: str, name: str, table: pa.Table) -> int:
    """Commits a shard under its final name: all of it or nothing.

    Serialised in memory first. On a local disk the bytes go to a temporary name and are renamed; on object stores one
    write and close makes the object appear.

    Returns:
        Size in bytes.

    Raises:
        OSError: the disk is full, the folder is read-only, ...
    """
    sink = pa.BufferOutputStream()
    # Images are compressed already; page checksums let a reader tell a damaged file.
    pq.write_table(table, sink, compression="none", write_page_checksum=True, row_group_size=max(len(table), 1))
    data = sink.getvalue()
    filesystem, folder = open_folder(uri)
    write_atomically(filesystem, f"{folder}/{name}", data)
    return data.size


def write_atomically(filesystem: pyarrow.fs.FileSystem, path: str, data: bytes | pa.Buffer) -> None:
    """Puts a file at `path` that is complete whenever it is seen."""
    if isinstance(filesystem, pyarrow.fs.LocalFileSystem):
        folder, name = os.path.split(path)
        os.makedirs(folder, exist_ok=True)
        temporary = f"{folder}/_tmp.{uuid.uuid4().hex}.{name}"
        try:
            with open(temporary, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        finally:
            if os.path.exists(temporary):
                os.unlink(temporary)
    else:
        with filesystem.open_output_stream(path) as stream:
            stream.write(data)


def read_shard(uri: str, path: str, columns: list[str] | None = None) -> pa.Table:
    """Reads a whole shard, its checksums included.

    Args:
        uri: the folder or any URI on the same file system.
        path: as in `Shard.path`.
        columns: only these.

    Raises:
        CorruptShardError: truncated, damaged or not Parquet.
    """
    filesystem, _ = open_folder(uri)
    try:
        with filesystem.open_input_file(path) as file:
            return pq.ParquetFile(file, page_checksum_verification=True).read(columns=columns)
    except (pa.ArrowException, OSError, EOFError) as error:
        raise CorruptShardError(path, f"cannot be read: {' '.join(str(error).split())[:200]}") from error


def check_shard(uri: str, shard: Shard) -> None:
    """Reads a shard in full and compares its rows with its name.

    Raises:
        CorruptShardError: unreadable, or rows missing.
    """
    indices = read_shard(uri, shard.path)["index"].to_numpy()
    if not np.array_equal(indices, np.arange(shard.start, shard.stop)):
        raise CorruptShardError(shard.path, f"holds {len(indices)} rows, not indices {shard.start} to {shard.stop - 1}")
