"""Where images come from, behind one interface: a folder of Parquet shards, one Parquet file, a folder of pictures.

Order is fixed (sorted names, then rows), every image is decoded to RGB, and what cannot be read is named. Knows nothing
of models. Legend: H, W = pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq

from procimg import encoding as enc
from procimg.errors import CorruptShardError, UserError
from procimg.shards import open_folder

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".ppm")


@dataclass(frozen=True, kw_only=True, slots=True)
class ImageFile:
    """A file of images: a Parquet file of many, or one picture."""

    path: str
    num_images: int
    is_parquet: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ImageSource:
    """An ordered collection of images. `skipped` names unreadable files left out on request."""

    uri: str
    files: tuple[ImageFile, ...]
    skipped: tuple[str, ...] = ()

    def __len__(self) -> int:
        return sum(file.num_images for file in self.files)

    def images(self, start: int = 0, stop: int | None = None) -> Iterator[np.ndarray]:
        """Images start .. stop - 1 as uint8 RGB (H, W, 3); sizes may vary.

        Raises:
            CorruptShardError: a file or an image in it cannot be read.
        """
        stop = len(self) if stop is None else min(stop, len(self))
        first = 0
        for file in self.files:
            low, high = max(start - first, 0), min(stop - first, file.num_images)
            if low < high:
                for data in self.read_encoded(file)[low:high]:
                    yield self.decode(file, data)
            first += file.num_images

    def read_encoded(self, file: ImageFile) -> list[bytes]:
        """The encoded images of one of the files, checksums checked.

        Raises:
            CorruptShardError: the file cannot be read.
        """
        filesystem, _ = open_folder(self.uri)
        try:
            with filesystem.open_input_file(file.path) as stream:
                if not file.is_parquet:
                    return [stream.read()]
                table = pq.ParquetFile(stream, page_checksum_verification=True).read(columns=["image"])
        except (pa.ArrowException, OSError) as error:
            raise CorruptShardError(file.path, f"cannot be read: {_one_line(error)}") from error
        column = table["image"].combine_chunks()
        return (column.field("bytes") if pa.types.is_struct(column.type) else column).to_pylist()

    def decode(self, file: ImageFile, data: bytes) -> np.ndarray:
        """One encoded image of a file as uint8 RGB (H, W, 3).

        Raises:
            CorruptShardError: naming the file.
        """
        try:
            return enc.decode(data)
        except (OSError, ValueError, SyntaxError) as error:
            raise CorruptShardError(file.path, f"an image cannot be decoded: {_one_line(error)}") from error


def open_source(uri: str, *, field: str = "images", skip_corrupt: bool = False) -> ImageSource:
    """Opens a source and counts its images, from Parquet footers or file names.

    Args:
        uri: folder of Parquet files or pictures (searched in depth), or one Parquet file.
        field: the name that an error message gives to `uri`.
        skip_corrupt: leave out files that cannot be read in full, and name them in `skipped`; reads every byte.

    Raises:
        UserError: nothing there, or no image in it.
        CorruptShardError: a Parquet file cannot be opened, and `skip_corrupt` is off.
    """
    filesystem, path = open_folder(uri)
    files: list[ImageFile] = []
    skipped: list[str] = []
    for file in _candidates(filesystem, path, uri, field):
        is_parquet = file.endswith(".parquet")
        try:
            num_images = _count(filesystem, file) if is_parquet else 1
            found = ImageFile(path=file, num_images=num_images, is_parquet=is_parquet)
            if skip_corrupt:
                for _ in ImageSource(uri=uri, files=(found,)).images():
                    pass
        except CorruptShardError as error:
            if not skip_corrupt:
                raise
            skipped.append(str(error))
        else:
            files.append(found)
    if not files:
        raise UserError(
            field, uri, "holds no Parquet file with an `image` column and no picture", "give another folder"
        )
    return ImageSource(uri=uri, files=tuple(files), skipped=tuple(skipped))


def _candidates(filesystem: pyarrow.fs.FileSystem, path: str, uri: str, field: str) -> list[str]:
    info = filesystem.get_file_info(path)
    if info.type == pyarrow.fs.FileType.NotFound:
        raise UserError(field, uri, "does not exist", "give a folder of Parquet files or pictures, or a Parquet file")
    if info.type == pyarrow.fs.FileType.File:
        return [path]
    found = filesystem.get_file_info(pyarrow.fs.FileSelector(path, recursive=True))
    names = sorted(info.path for info in found if info.is_file and not info.base_name.startswith(("_tmp.", ".")))
    parquet = [name for name in names if name.endswith(".parquet")]
    return parquet or [name for name in names if name.lower().endswith(_PICTURES)]


def _count(filesystem: pyarrow.fs.FileSystem, path: str) -> int:
    try:
        with filesystem.open_input_file(path) as stream:
            file = pq.ParquetFile(stream)
            if "image" not in file.schema_arrow.names:
                raise CorruptShardError(path, "has no column `image`")
            return file.metadata.num_rows
    except (pa.ArrowException, OSError) as error:
        raise CorruptShardError(path, f"cannot be opened: {_one_line(error)}") from error


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
