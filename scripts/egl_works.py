"""Says whether this machine can draw with OpenGL and no screen. Exit 0: yes; exit 1: no, with the reason in one line.

Runs before the virtual environment exists, so it uses the standard library only: it asks libEGL itself, through ctypes,
to initialise a display on any of its devices. Knows nothing of the packages; `procimg doctor` says more.
"""

from __future__ import annotations

import ctypes
import sys

EGL_PLATFORM_DEVICE_EXT = 0x313F
MAX_DEVICES = 16


def load(name: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(name)
    except OSError:
        raise SystemExit(f"{name} is not installed") from None


def extension(egl: ctypes.CDLL, name: bytes, result: object, *arguments: object) -> ctypes._CFuncPtr:
    egl.eglGetProcAddress.restype = ctypes.c_void_p
    egl.eglGetProcAddress.argtypes = [ctypes.c_char_p]
    address = egl.eglGetProcAddress(name)
    if not address:
        raise SystemExit(f"libEGL has no {name.decode()}")
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


def main() -> None:
    # moderngl's loader opens both, so both must be there.
    load("libGL.so.1")
    egl = load("libEGL.so.1")
    handles = ctypes.POINTER(ctypes.c_void_p)
    query_devices = extension(
        egl, b"eglQueryDevicesEXT", ctypes.c_uint, ctypes.c_int, handles, ctypes.POINTER(ctypes.c_int)
    )
    get_display = extension(
        egl, b"eglGetPlatformDisplayEXT", ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p
    )
    egl.eglInitialize.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]

    devices, num_devices = (ctypes.c_void_p * MAX_DEVICES)(), ctypes.c_int()
    query_devices(MAX_DEVICES, devices, ctypes.byref(num_devices))
    if num_devices.value == 0:
        raise SystemExit("libEGL finds no device: no driver such as Mesa's is installed")
    for device in devices[: num_devices.value]:
        display = get_display(EGL_PLATFORM_DEVICE_EXT, device, None)
        if display and egl.eglInitialize(display, None, None):
            sys.exit(0)
    raise SystemExit(f"none of {num_devices.value} EGL devices starts: the driver's own libraries are missing")


main()
