"""Shards: the Hugging Face convention, all or nothing, damage told and named."""

import io
import json
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from procimg import encoding as enc
from procimg import shards
from procimg.errors import CorruptShardError, UserError
from procimg.plan import WEIGHT_ONE, make_plan
from procimg.recipe import Mixing, Recipe
from procimg.sources import open_source

IDS = ("a", "b", "c")


def spec_of(mixing):
    recipe = Recipe(bank_hash="0" * 64, size_px=16, mixing=mixing, seed=2)
    encoding = enc.Encoding(codec="png")
    return shards.ShardSpec(recipe=recipe, encoding=encoding, encoder="test", renderer={"renderer": "none"})


def write(folder, mixing=Mixing(num_mixed=3), start=10, num_images=8):  # noqa: B008
    spec = spec_of(mixing)
    plan = make_plan(spec.recipe, IDS, start, num_images)
    images = np.random.default_rng(start).integers(0, 256, (num_images, 16, 16, 3), dtype=np.uint8)
    table = shards.make_table(spec, plan, IDS, [enc.encode(image, spec.encoding) for image in images])
    name = shards.shard_name(spec.fingerprint, start, start + num_images)
    shards.write_shard(str(folder), name, table)
    return spec, plan, images


def test_what_is_written_is_read_back_with_its_provenance(tmp_path):
    spec, plan, images = write(tmp_path)
    [shard] = shards.list_shards(str(tmp_path), spec.fingerprint)
    assert (shard.start, shard.stop) == (10, 18)
    shards.check_shard(str(tmp_path), shard)
    assert np.array_equal(np.stack(list(open_source(str(tmp_path)).images())), images)
    rows = shards.read_shard(str(tmp_path), shard.path)
    assert rows["seeds"].to_pylist() == plan.seeds_NK.tolist()
    assert rows["program_ids"].to_pylist() == [[IDS[p] for p in row] for row in plan.programs_NK]
    assert np.array_equal(np.array(rows["weights"].to_pylist()) * WEIGHT_ONE, plan.weights_NK)
    assert rows["boxes"].to_pylist() == [None] * 8
    metadata = pq.read_schema(shard.path).metadata
    assert shards.ShardSpec.from_dict(json.loads(metadata[b"procimg"])) == spec
    assert json.loads(metadata[b"huggingface"])["info"]["features"]["image"] == {"_type": "Image"}


def test_any_parquet_reader_finds_images_under_image_bytes(tmp_path):
    _, _, images = write(tmp_path)
    table = pq.read_table(tmp_path)
    first = table["image"][0].as_py()
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(first["bytes"]))), images[0])
    assert first["path"] == "000000010.png"


def test_cutmix_rows_hold_boxes_and_no_weights(tmp_path):
    spec, plan, _ = write(tmp_path, Mixing(method="cutmix", num_mixed=3))
    [shard] = shards.list_shards(str(tmp_path), spec.fingerprint)
    rows = shards.read_shard(str(tmp_path), shard.path)
    assert rows["boxes"].to_pylist() == plan.boxes_NK4.tolist() and rows["weights"].null_count == 8


def test_the_same_spec_gives_the_same_file_bytes(tmp_path):
    for folder in ("one", "two"):
        write(tmp_path / folder)
    [one], [two] = (list((tmp_path / folder).iterdir()) for folder in ("one", "two"))
    assert one.name == two.name and one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "text"])
def test_a_damaged_shard_is_named_and_never_read(tmp_path, damage):
    spec, _, _ = write(tmp_path)
    [shard] = shards.list_shards(str(tmp_path))
    data = bytearray(Path(shard.path).read_bytes())
    if damage == "truncated":
        data = data[: len(data) // 2]
    elif damage == "flipped":
        data[len(data) // 3] ^= 0xFF
    else:
        data = bytearray(b"" if damage == "empty" else b"hello" * 100)
    Path(shard.path).write_bytes(data)
    with pytest.raises(CorruptShardError) as caught:
        shards.check_shard(str(tmp_path), shard)
    assert shard.path in str(caught.value) and "\n" not in str(caught.value)


def test_a_shard_with_missing_rows_is_corrupt(tmp_path):
    spec, plan, images = write(tmp_path)
    [shard] = shards.list_shards(str(tmp_path))
    pq.write_table(pq.read_table(shard.path).slice(0, 5), shard.path)
    with pytest.raises(CorruptShardError, match="holds 5 rows"):
        shards.check_shard(str(tmp_path), shard)


def test_temporary_and_foreign_files_are_no_shards(tmp_path):
    spec, _, _ = write(tmp_path)
    [file] = tmp_path.iterdir()
    (tmp_path / f"_tmp.abc.{file.name}").write_bytes(b"half")
    (tmp_path / "notes.txt").write_text("x")
    assert len(shards.list_shards(str(tmp_path))) == 1
    assert shards.list_shards(str(tmp_path), "f" * 12) == []
    assert shards.list_shards(str(tmp_path / "nowhere")) == []


def test_a_write_that_fails_leaves_nothing_under_the_final_name(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_uri_scheme_is_the_users_mistake():
    with pytest.raises(UserError, match="cannot be opened"):
        shards.open_folder("teleport://bucket/x")


def test_schema_is_what_the_features_say():
    assert set(shards._FEATURES) == set(shards._SCHEMA.names)
    assert shards._SCHEMA.field("image").type == pa.struct([("bytes", pa.binary()), ("path", pa.string())])
