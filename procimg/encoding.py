"""Images to bytes and back, by Pillow (libjpeg-turbo, zlib). The only place that knows codecs."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import numpy as np
import PIL
from PIL import Image, features

from procimg.errors import UserError

Codec = Literal["jpeg", "png"]
Subsampling = Literal["4:2:0", "4:4:4"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoding:
    """How an image is stored. JPEG at quality 95 is what the published data used."""

    codec: Codec = "jpeg"
    quality: int = 95
    """JPEG only, 1 to 100."""
    subsampling: Subsampling = "4:2:0"
    """JPEG's chroma; 4:4:4 keeps 3 to 7 dB more of these saturated images for 55 % more bytes."""

    def __post_init__(self) -> None:
        if self.codec not in get_args(Codec):
            raise UserError("codec", self.codec, "must be jpeg or png", "choose one of these")
        if not 1 <= self.quality <= 100:
            raise UserError("quality", self.quality, "must lie between 1 and 100", "the published value is 95")
        if self.subsampling not in get_args(Subsampling):
            raise UserError("subsampling", self.subsampling, "must be 4:2:0 or 4:4:4", "choose one of these")

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def extension(self) -> str:
        return "jpg" if self.codec == "jpeg" else "png"


def encoder_version(encoding: Encoding) -> str:
    """The libraries whose bytes these are, as `Pillow 12.0.0, libjpeg-turbo 3.1.2`."""
    library = "libjpeg_turbo" if encoding.codec == "jpeg" else "zlib"
    return f"Pillow {PIL.__version__}, {library.replace('_', '-')} {features.version(library)}"


def encode(image_HWC: np.ndarray, encoding: Encoding) -> bytes:
    """Encodes one uint8 sRGB image (H, W, 3)."""
    out = io.BytesIO()
    image = Image.fromarray(image_HWC)
    if encoding.codec == "jpeg":
        image.save(out, "JPEG", quality=encoding.quality, subsampling=encoding.subsampling)
    else:
        image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def decode(data: bytes) -> np.ndarray:
    """Decodes to uint8 RGB (H, W, 3), whatever colour mode was stored.

    Raises:
        PIL.UnidentifiedImageError, OSError: not an image, or cut short.
    """
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))
