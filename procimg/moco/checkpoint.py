"""Checkpoint files: one torch file of tensors and plain types, written whole or not at all.

Knows nothing of training; `TrainState.state_dict()` is what goes in.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import torch

from procimg.errors import ProcimgError, UserError

FORMAT = "procimg-moco-1"


class CheckpointError(ProcimgError):
    """A checkpoint file is damaged or of another kind."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def save_checkpoint(path: Path | str, state: dict[str, Any]) -> None:
    """Writes a state dict; the file appears under its name only once it is complete and on disk.

    Raises:
        OSError: the disk is full or the folder cannot be written; an older file of that name is as it was.
    """
    path = Path(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            torch.save({"format": FORMAT, **state}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def load_checkpoint(path: Path | str) -> dict[str, Any]:
    """Reads what `save_checkpoint` wrote, onto the CPU. No code in the file is run.

    Raises:
        UserError: there is no such file. CheckpointError: it is cut short, or no checkpoint of this program.
    """
    path = Path(path)
    if not path.is_file():
        raise UserError("checkpoint", str(path), "must be a file", "give the file that pretraining wrote")
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, pickle.UnpicklingError, ValueError, KeyError) as error:
        reason = f"cannot be read; it is cut short or no torch file ({str(error).partition(chr(10))[0]})"
        raise CheckpointError(str(path), reason) from error
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise CheckpointError(str(path), f"is a torch file, but not of the kind {FORMAT}")
    return state
