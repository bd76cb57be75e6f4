"""Contact sheets: many images on one, as an array or a PNG file. Also fits one encoded image for a page.

Used by the report, the command line and the picture in the README. Knows nothing of runs or shards.
Legend: N = images, H and W = height and width in pixels, C = 3 sRGB channels.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from procimg.errors import ProcimgError, UserError

PAGE_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""Formats that browsers show, so that a stored image can go on a page as it is."""


class ImageUnreadableError(ProcimgError):
    """Bytes that should be an image are none."""


def contact_sheet(
    images_NHWC: np.ndarray, columns: int, gap_px: int = 4, background: tuple[int, int, int] = (255, 255, 255)
) -> np.ndarray:
    """Lays images out row by row, with gaps between them and none at the border.

    Args:
        images_NHWC: uint8 sRGB, (N, H, W, 3), N >= 1.
        columns: images in a row, >= 1; a sheet of fewer images is narrower.
        gap_px: pixels between images, >= 0.
        background: colour of the gaps and of the empty places of the last row.

    Returns:
        uint8 sRGB, (rows * H + (rows - 1) * gap_px, columns * W + (columns - 1) * gap_px, 3).

    Raises:
        UserError: no images, another dtype or shape, columns below 1 or a gap below 0.
    """
    if images_NHWC.dtype != np.uint8 or images_NHWC.ndim != 4 or images_NHWC.shape[-1] != 3 or not len(images_NHWC):
        got = f"{images_NHWC.dtype} {images_NHWC.shape}"
        raise UserError("images", got, "must be uint8 of shape (N, H, W, 3), N >= 1", "give at least one RGB image")
    if columns < 1:
        raise UserError("columns", columns, "must be 1 or more", "8 suits a screen")
    if gap_px < 0:
        raise UserError("gap_px", gap_px, "must be 0 or more", "give the gap in pixels")
    num_images, height, width, _ = images_NHWC.shape
    columns = min(columns, num_images)
    rows = -(-num_images // columns)
    shape = (rows * (height + gap_px) - gap_px, columns * (width + gap_px) - gap_px, 3)
    sheet_HWC = np.empty(shape, np.uint8)
    sheet_HWC[:] = background
    for at, image_HWC in enumerate(images_NHWC):
        top, left = at // columns * (height + gap_px), at % columns * (width + gap_px)
        sheet_HWC[top : top + height, left : left + width] = image_HWC
    return sheet_HWC


def decode_images(encoded: Sequence[bytes], size_px: int) -> np.ndarray:
    """Encoded images as one array: uint8 sRGB, (N, size_px, size_px, 3). Other sizes are resampled (Lanczos).

    Raises:
        ImageUnreadableError: bytes that are no image.
    """
    images_NHWC = np.empty((len(encoded), size_px, size_px, 3), np.uint8)
    for at, data in enumerate(encoded):
        image = _open(data).convert("RGB")
        if image.size != (size_px, size_px):
            image = image.resize((size_px, size_px), Image.Resampling.LANCZOS)
        images_NHWC[at] = np.asarray(image)
    return images_NHWC


def write_png(path: Path, image_HWC: np.ndarray) -> Path:
    """Writes uint8 sRGB (H, W, 3) as PNG; the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    Image.fromarray(image_HWC).save(partial, format="PNG", optimize=True)
    partial.replace(path)
    return path


def data_uri(data: bytes, max_px: int = 288) -> str:
    """An encoded image as a `data:` URI: the stored bytes themselves, or, where a side is above `max_px` or the format
    is none of `PAGE_FORMATS`, a JPEG made from them that fits.

    Raises:
        ImageUnreadableError: bytes that are no image.
    """
    image = _open(data)
    mime = PAGE_FORMATS.get(image.format or "")
    if mime is None or max(image.size) > max_px:
        fitted = image.convert("RGB")
        fitted.thumbnail((max_px, max_px), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        fitted.save(buffer, format="JPEG", quality=92)
        mime, data = "image/jpeg", buffer.getvalue()
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


def even_columns(num_images: int, low: int, high: int) -> int:
    """Images in a row, `low` to `high`, that leave the fewest empty places in the last row; ties go to more."""
    return min(range(low, high + 1), key=lambda columns: (-num_images % columns, -columns))


def _open(data: bytes) -> Image.Image:
    """The image, decoded in full: a truncated file is found here and not in the browser."""
    try:
        image = Image.open(io.BytesIO(data))
        image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ImageUnreadableError(f"{len(data)} bytes that are no image: {error}") from error
    return image
