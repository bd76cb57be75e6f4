from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from procimg.errors import UserError
from procimg.report.contact_sheet import (
    ImageUnreadableError,
    contact_sheet,
    data_uri,
    decode_images,
    even_columns,
    write_png,
)


def encoded(image_HWC: np.ndarray, format: str) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(image_HWC).save(buffer, format=format)
    return buffer.getvalue()


@pytest.mark.parametrize(("num_images", "columns", "gap_px"), [(7, 3, 2), (6, 3, 0), (1, 1, 5), (2, 9, 1)])
def test_sheet_agrees_with_a_slow_loop(num_images: int, columns: int, gap_px: int) -> None:
    rng = np.random.default_rng(0)
    images_NHWC = rng.integers(0, 256, (num_images, 4, 5, 3), dtype=np.uint8)
    sheet_HWC = contact_sheet(images_NHWC, columns, gap_px, background=(9, 8, 7))
    used = min(columns, num_images)
    rows = (num_images + used - 1) // used
    assert sheet_HWC.shape == (rows * 4 + (rows - 1) * gap_px, used * 5 + (used - 1) * gap_px, 3)
    for y in range(sheet_HWC.shape[0]):
        for x in range(sheet_HWC.shape[1]):
            row, inner_y = divmod(y, 4 + gap_px)
            column, inner_x = divmod(x, 5 + gap_px)
            at = row * used + column
            inside = inner_y < 4 and inner_x < 5 and at < num_images
            wanted = images_NHWC[at, inner_y, inner_x].tolist() if inside else [9, 8, 7]
            assert sheet_HWC[y, x].tolist() == wanted


@pytest.mark.parametrize(
    ("images", "columns", "gap_px", "field"),
    [
        (np.zeros((0, 4, 4, 3), np.uint8), 2, 1, "images"),
        (np.zeros((1, 4, 4, 3), np.float32), 2, 1, "images"),
        (np.zeros((4, 4, 3), np.uint8), 2, 1, "images"),
        (np.zeros((1, 4, 4, 3), np.uint8), 0, 1, "columns"),
        (np.zeros((1, 4, 4, 3), np.uint8), 1, -1, "gap_px"),
    ],
)
def test_wrong_arguments_are_named(images: np.ndarray, columns: int, gap_px: int, field: str) -> None:
    with pytest.raises(UserError) as caught:
        contact_sheet(images, columns, gap_px)
    assert caught.value.field == field


def test_png_comes_back_equal_and_leaves_no_partial_file(tmp_path: Path) -> None:
    image_HWC = np.random.default_rng(1).integers(0, 256, (6, 9, 3), dtype=np.uint8)
    path = write_png(tmp_path / "new" / "sheet.png", image_HWC)
    assert np.array_equal(np.asarray(Image.open(path)), image_HWC)
    assert [entry.name for entry in path.parent.iterdir()] == ["sheet.png"]


def test_decode_keeps_images_of_the_right_size_exactly_and_fits_others() -> None:
    rng = np.random.default_rng(2)
    small, large = (rng.integers(0, 256, (size, size, 3), dtype=np.uint8) for size in (8, 16))
    images_NHWC = decode_images([encoded(small, "PNG"), encoded(large, "PNG")], 8)
    assert images_NHWC.shape == (2, 8, 8, 3)
    assert np.array_equal(images_NHWC[0], small)
    assert abs(float(images_NHWC[1].mean()) - float(large.mean())) < 4.0


def test_a_page_carries_small_images_as_stored() -> None:
    data = encoded(np.full((20, 20, 3), 90, np.uint8), "JPEG")
    assert data_uri(data) == "data:image/jpeg;base64," + base64.b64encode(data).decode()


@pytest.mark.parametrize(("format", "size_px"), [("PNG", 400), ("BMP", 20)])
def test_large_images_and_foreign_formats_become_a_jpeg_that_fits(format: str, size_px: int) -> None:
    uri = data_uri(encoded(np.full((size_px // 2, size_px, 3), 90, np.uint8), format), max_px=100)
    assert uri.startswith("data:image/jpeg;base64,")
    image = Image.open(io.BytesIO(base64.b64decode(uri.split(",")[1])))
    assert image.format == "JPEG"
    assert max(image.size) == min(size_px, 100)
    assert abs(float(np.asarray(image).mean()) - 90) < 2


def test_bytes_that_are_no_image_or_half_of_one_are_named() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    for data in (b"no image", b"", encoded(noise, "JPEG")[:900]):
        with pytest.raises(ImageUnreadableError):
            data_uri(data)


def test_even_columns_fill_the_last_row() -> None:
    assert even_columns(40, 6, 8) == 8
    assert even_columns(42, 6, 8) == 7
    assert even_columns(36, 6, 8) == 6
