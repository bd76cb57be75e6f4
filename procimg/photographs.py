"""Photographs as a reference set: squares of one size, stored like generated images, so that both sides compare.

Takes a folder of one's own, or the colour photographs inside the scikit-image package: fewer than ten, so many crops of
each. Such a set is good for a smoke test, and every output says so. Crops know their photograph, since two halves of
a reference are disjoint only if no photograph is in both. Legend: N = crops, H, W = pixels.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

from procimg import encoding as enc
from procimg import seeding
from procimg.errors import UserError
from procimg.shards import open_folder, read_shard, write_atomically
from procimg.sources import open_source

FILE_NAME = "photographs.parquet"
PACKAGED = {
    "skimage": "data/astronaut.png data/chelsea.png data/coffee.png data/hubble_deep_field.jpg data/ihc.png "
    "data/motorcycle_left.png data/retina.jpg data/rocket.jpg",
    "sklearn": "datasets/images/china.jpg datasets/images/flower.jpg",
}
"""The colour photographs that lie inside the wheels of scikit-image and scikit-learn, nothing fetched."""

MIN_SIDE_SHARE = 0.4
"""Least side of a crop, as a share of the photograph's shorter side, where several crops come from one photograph."""


def packaged_photographs() -> list[Path]:
    """Files of the packaged photographs, in a fixed order.

    Raises:
        UserError: neither package is installed.
    """
    found = []
    for package, names in PACKAGED.items():
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            found += [Path(spec.origin).parent / name for name in names.split()]
    found = [file for file in found if file.is_file()]
    if not found:
        fix = "pip install 'procimg[demo]', or give a folder of photographs"
        raise UserError("photos", None, "scikit-image and scikit-learn are not installed", fix)
    return found


def prepare(
    photos: str | None, out: str, *, size_px: int, num_images: int, seed: int, progress: Callable[[int], object]
) -> int:
    """Writes a reference set of squares, JPEG q95, into `out`, in an order that mixes the photographs.

    A folder with at least `num_images` photographs gives the largest central square of so many of them, chosen at
    random; fewer give several random crops each.

    Args:
        photos: folder or Parquet file of photographs; None takes the packaged ones.
        out: folder to write to.
        size_px: side of the squares.
        num_images: how many, at least 2.
        seed: of the choice.
        progress: called with 1 for each square.

    Returns:
        The number of photographs used.

    Raises:
        UserError: no photographs.
        CorruptShardError: one cannot be read; the message names it.
    """
    if photos is None:
        pictures = [enc.decode(file.read_bytes()) for file in packaged_photographs()]
        choice = np.arange(num_images) % len(pictures)
    else:
        source = open_source(photos, field="photos")
        order = seeding.permutation(seed, "photographs", 0, len(source))
        chosen = np.sort(order[:num_images])
        pictures = [next(source.images(int(index), int(index) + 1)) for index in chosen]
        choice = np.arange(num_images) % len(pictures)
    uniforms = seeding.uniforms(seed, "crop", 0, num_images, 3)
    encoded = []
    for picture, uniforms_3 in zip(choice, uniforms, strict=True):
        square = _square(pictures[picture], size_px, uniforms_3 if num_images > len(pictures) else None)
        encoded.append(enc.encode(square, enc.Encoding()))
        progress(1)
    _write(out, encoded, choice)
    return len(pictures)


def photograph_ids(uri: str) -> np.ndarray | None:
    """Which photograph each image of a prepared reference set shows, int64; None for any other source."""
    filesystem, folder = open_folder(uri)
    path = f"{folder}/{FILE_NAME}"
    if not filesystem.get_file_info(path).is_file:
        return None
    return read_shard(uri, path, ["photograph"])["photograph"].to_numpy()


def _square(picture_HWC: np.ndarray, size_px: int, uniforms_3: np.ndarray | None) -> np.ndarray:
    """A square of a photograph at the wanted size: the central one, or one at random. Antialiased by Pillow."""
    height, width = picture_HWC.shape[:2]
    longest = min(height, width)
    share, across, down = (1.0, 0.5, 0.5) if uniforms_3 is None else uniforms_3
    side = longest if uniforms_3 is None else longest * (MIN_SIDE_SHARE + (1.0 - MIN_SIDE_SHARE) * share)
    left, top = across * (width - side), down * (height - side)
    image = Image.fromarray(picture_HWC)
    box = (left, top, left + side, top + side)
    return np.asarray(image.resize((size_px, size_px), Image.Resampling.LANCZOS, box=box))


def _write(out: str, encoded: list[bytes], photograph: np.ndarray) -> None:
    paths = [f"{number:06d}.jpg" for number in range(len(encoded))]
    image = pa.StructArray.from_arrays([pa.array(encoded, pa.binary()), pa.array(paths)], ["bytes", "path"])
    features = (
        '{"info": {"features": {"image": {"_type": "Image"}, "photograph": {"dtype": "int64", "_type": "Value"}}}}'
    )
    table = pa.table({"image": image, "photograph": photograph.astype(np.int64)})
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({"huggingface": features}), sink, compression="none",
                   write_page_checksum=True)  # fmt: skip
    filesystem, folder = open_folder(out)
    write_atomically(filesystem, f"{folder}/{FILE_NAME}", sink.getvalue())
