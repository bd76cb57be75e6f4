"""Headless OpenGL contexts over EGL, and what they say of themselves.

Create a context in the process and thread that draws, after torchvision and optimizers were imported if they are needed
there at all, and never fork afterwards (measured on llvmpipe: the fork hangs for ever, the imports crash).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import moderngl

from procimg.errors import ContextError

REQUIRED_VERSION = 430
_PACKAGES = "libegl1 libgl1 libgl1-mesa-dri"


@dataclass(frozen=True, kw_only=True, slots=True)
class RendererInfo:
    """Who draws. Recorded in every output, since bytes are promised per renderer only."""

    vendor: str
    renderer: str
    version: str
    path: str = "fragment"

    @property
    def is_software(self) -> bool:
        """True for Mesa's CPU rasterisers."""
        return any(name in self.renderer.lower() for name in ("llvmpipe", "softpipe", "swrast", "software"))

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def create_context(device_index: int = 0) -> moderngl.Context:
    """A headless context of OpenGL 4.3 or newer.

    Raises:
        ContextError: no EGL or OpenGL library, no device, or too old a version; the message says what to install.
    """
    try:
        settings: dict[str, Any] = {"standalone": True, "backend": "egl", "device_index": device_index}
        return moderngl.create_context(require=REQUIRED_VERSION, **settings)
    except Exception as error:  # glcontext raises plain Exception for everything
        raise ContextError(_explain(str(error))) from error


def renderer_info(context: moderngl.Context) -> RendererInfo:
    """Vendor, renderer and version as the driver names them."""
    info = context.info
    return RendererInfo(
        vendor=str(info["GL_VENDOR"]), renderer=str(info["GL_RENDERER"]), version=str(info["GL_VERSION"])
    )


def _explain(reason: str) -> str:
    if "not loaded" in reason or "not found" in reason and "lib" in reason:
        return f"no headless OpenGL: {reason}. Both libEGL and libGL are needed: apt-get install {_PACKAGES}"
    if "but found 0 devices" in reason:
        return f"no EGL device: {reason}. Install a driver (NVIDIA's, or for the CPU: apt-get install {_PACKAGES})"
    return f"no headless OpenGL {REQUIRED_VERSION // 100}.{REQUIRED_VERSION % 100 // 10}: {reason}"
