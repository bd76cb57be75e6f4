"""Reads the tensors out of a TorchScript archive without running anything in it.

`torch.jit.load` is deprecated and executes the archive's code; the file itself is a zip of one pickle and one raw file
for each tensor. The unpickler below knows a few names and turns every module class into a bare holder of attributes,
so no code of the archive can run. Knows nothing of Inception.
"""

from __future__ import annotations

import collections
import pickle
import zipfile
from pathlib import Path
from typing import Any

import torch

_STORAGE_DTYPES = {
    "FloatStorage": torch.float32,
    "DoubleStorage": torch.float64,
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "BoolStorage": torch.bool,
}


def is_torchscript(path: str | Path) -> bool:
    """Whether the file is a zip archive with TorchScript code in it."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any("/code/" in name for name in archive.namelist())


def read_tensors(path: str | Path) -> dict[str, torch.Tensor]:
    """Every tensor attribute of the archive's module tree, by dotted name, in the order of definition, on the CPU.

    Raises:
        zipfile.BadZipFile, pickle.UnpicklingError, KeyError, StopIteration: the archive is damaged or holds classes
            that a TorchScript archive of plain modules does not.
    """
    with zipfile.ZipFile(path) as archive:
        pickle_name = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
        root = _TensorUnpickler(archive, pickle_name).load()
    tensors: dict[str, torch.Tensor] = {}
    _collect(root, "", tensors)
    return tensors


class _Holder:
    """Stands for any module of the archive: pickle fills its `__dict__`."""


class _TensorUnpickler(pickle.Unpickler):
    def __init__(self, archive: zipfile.ZipFile, pickle_name: str) -> None:
        super().__init__(archive.open(pickle_name))
        self._archive = archive
        self._folder = pickle_name.removesuffix("data.pkl") + "data/"

    def find_class(self, module: str, name: str) -> Any:
        if module == "torch" and name in _STORAGE_DTYPES:
            return _STORAGE_DTYPES[name]
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _strided
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if module == "torch.jit._pickle" and name.startswith("build_"):
            return list  # typed lists, such as the size of a pooling window
        if module.startswith("__torch__."):
            return _Holder
        raise pickle.UnpicklingError(f"unexpected class {module}.{name} in a TorchScript archive")

    def persistent_load(self, pid: Any) -> torch.Tensor:
        _, dtype, key, _, _ = pid
        return torch.frombuffer(bytearray(self._archive.read(self._folder + key)), dtype=dtype)


def _strided(
    storage: torch.Tensor, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: Any
) -> torch.Tensor:
    return storage.as_strided(size, stride, offset)


def _collect(holder: _Holder, prefix: str, tensors: dict[str, torch.Tensor]) -> None:
    for name, value in vars(holder).items():
        if isinstance(value, torch.Tensor):
            tensors[prefix + name] = value
        elif isinstance(value, _Holder):
            _collect(value, f"{prefix}{name}.", tensors)
