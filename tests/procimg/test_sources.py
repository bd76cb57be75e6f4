"""Sources: Parquet folders, picture folders and single files read alike; what is unreadable is named or left out."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from procimg.errors import CorruptShardError, UserError
from procimg.sources import open_source

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.integers(0, 256, (10, 12, 12, 3), dtype=np.uint8)


def png(image, mode=None):
    out = io.BytesIO()
    picture = Image.fromarray(image)
    (picture.convert(mode) if mode else picture).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def parquet(tmp_path):
    folder = tmp_path / "parquet"
    folder.mkdir()
    for number in range(2):
        rows = [{"bytes": png(image), "path": None} for image in IMAGES[5 * number : 5 * number + 5]]
        pq.write_table(pa.table({"image": rows}), folder / f"{number}.parquet", write_page_checksum=True)
    return folder


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures"
    (folder / "sub").mkdir(parents=True)
    for number, image in enumerate(IMAGES):
        (folder / ("sub" if number > 7 else ".") / f"{number}.png").write_bytes(png(image))
    (folder / "notes.txt").write_text("not a picture")
    return folder


@pytest.mark.parametrize("kind", ["parquet", "pictures"])
def test_all_images_come_in_a_fixed_order_and_any_range_of_them(kind, request):
    source = open_source(str(request.getfixturevalue(kind)))
    assert len(source) == 10
    assert np.array_equal(np.stack(list(source.images())), IMAGES)
    assert np.array_equal(np.stack(list(source.images(3, 7))), IMAGES[3:7])
    assert list(source.images(10, 20)) == []


def test_one_parquet_file_and_plain_bytes_columns(parquet, tmp_path):
    assert len(open_source(str(parquet / "1.parquet"))) == 5
    pq.write_table(pa.table({"image": [png(image) for image in IMAGES]}), tmp_path / "plain.parquet")
    assert np.array_equal(np.stack(list(open_source(str(tmp_path / "plain.parquet")).images())), IMAGES)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK"])
def test_every_colour_mode_becomes_rgb(tmp_path, mode):
    out = io.BytesIO()
    Image.fromarray(IMAGES[0]).convert(mode).save(out, "TIFF")
    (tmp_path / "x.tif").write_bytes(out.getvalue())
    [image] = open_source(str(tmp_path)).images()
    assert image.shape == (12, 12, 3) and image.dtype == np.uint8


@pytest.mark.parametrize("kind", ["parquet", "pictures"])
def test_a_damaged_file_is_named_or_left_out_on_request(kind, request):
    folder = request.getfixturevalue(kind)
    victim = sorted(folder.glob("*.p*"))[1]
    victim.write_bytes(victim.read_bytes()[: victim.stat().st_size // 2])
    with pytest.raises(CorruptShardError) as caught:
        list(open_source(str(folder)).images())
    assert str(victim) in str(caught.value)
    source = open_source(str(folder), skip_corrupt=True)
    assert len(source) == (5 if kind == "parquet" else 9) == len(list(source.images()))
    assert len(source.skipped) == 1 and str(victim) in source.skipped[0]


def test_missing_and_empty_sources_are_the_users_mistake(tmp_path):
    with pytest.raises(UserError, match="^reference: .*does not exist"):
        open_source(str(tmp_path / "nowhere"), field="reference")
    with pytest.raises(UserError, match="no picture"):
        open_source(str(tmp_path))


def test_parquet_without_images_is_named(tmp_path):
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "x.parquet")
    with pytest.raises(CorruptShardError, match="no column `image`"):
        open_source(str(tmp_path))
