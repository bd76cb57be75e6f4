"""What this machine has and lacks, each with the line that cures it. Never fails itself."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from procimg.errors import ProcimgError, UserError

_RENDERER = (
    "import json; from procimg.shading.context import *; print(json.dumps(renderer_info(create_context()).to_dict()))"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's."""

    name: str
    ok: bool
    needed: bool
    text: str


def examine(address: str) -> list[Finding]:
    """All findings, in the order of the pipeline."""
    return [_renderer(), _bank(), _ray(address), _weights(), _labelled()]


def _renderer() -> Finding:
    # In a process of its own: a context in this one would forbid forks, and a broken driver may crash.
    run = subprocess.run([sys.executable, "-c", _RENDERER], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        return Finding("EGL", False, True, (run.stderr.strip().splitlines() or [f"crashed ({run.returncode})"])[-1])
    info = json.loads(run.stdout)
    software = " (software rendering on the CPU)" if "llvmpipe" in info["renderer"] else ""
    return Finding("EGL", True, True, f"{info['renderer']}, OpenGL {info['version']}{software}")


def _bank() -> Finding:
    from shader_bank import catalog

    try:
        bank = catalog.load("hand")
    except catalog.CatalogError as error:
        return Finding("bank", False, True, str(error))
    return Finding("bank", True, True, f"hand, {len(bank)} programs, hash {bank.hash[:12]}")


def _ray(address: str) -> Finding:
    import ray

    place = "this machine alone, on loopback" if address == "local" else f"the cluster at {address}"
    return Finding("Ray", True, True, f"{ray.__version__}, would run on {place}")


def _weights() -> Finding:
    from procimg.fid.inception import find_weights

    try:
        return Finding("FID weights", True, False, str(find_weights()))
    except (ProcimgError, UserError) as error:
        return Finding("FID weights", False, False, str(error))


def _labelled() -> Finding:
    from procimg.evaluation.labelled import load_labelled

    try:
        load_labelled("fashion-mnist", "test", 10, 0)
    except (ProcimgError, UserError) as error:
        return Finding("evaluation data", False, False, str(error))
    return Finding("evaluation data", True, False, "fashion-mnist")
