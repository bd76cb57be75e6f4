"""run.json: what made an output. Command, configuration, commit, versions and machine, beside every output.

Written atomically; knows the shape of no particular configuration.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from procimg.errors import ProcimgError
from procimg.shards import open_folder, write_atomically

_PACKAGES = ("procimg", "ray", "torch", "torchvision", "moderngl", "numpy", "scipy", "pyarrow", "pillow", "optuna")


def record(config: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A new record: the given parts beside command, time, commit, versions and machine."""
    return {
        "command": sys.argv,
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "versions": versions(),
        "machine": machine(),
        "config": config,
        **parts,
    }


def versions() -> dict[str, str]:
    """Installed versions of the packages that results depend on."""
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def commit() -> str | None:
    """Git commit of the source tree, `+` appended where files differ from it; None outside a checkout."""
    root = Path(__file__).resolve().parent.parent
    if not (root / ".git").exists():
        return None
    try:
        git = ["git", "-C", str(root)]
        head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return head + ("+" if changed.strip() else "")


def machine() -> dict[str, Any]:
    """Processor, cores, memory and system of the machine that writes the record."""
    cpu, memory_kib = platform.processor() or platform.machine(), 0
    if Path("/proc/cpuinfo").exists():
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                cpu = line.split(":", 1)[1].strip()
                break
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemTotal"):
                memory_kib = int(line.split()[1])
    return {
        "cpu": cpu,
        "num_cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(memory_kib / 2**20, 1),
        "gpu": _gpu_name(),
        "platform": platform.platform(),
        "python": platform.python_version(),
    }


def _gpu_name() -> str | None:
    try:
        query = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
        found = subprocess.run(query, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return ", ".join(found.stdout.split("\n")).strip(", ") or None


def write_json(uri: str, name: str, values: Any) -> None:
    """Writes one JSON file into a folder, atomically."""
    filesystem, folder = open_folder(uri)
    text = json.dumps(values, indent=2, allow_nan=False) + "\n"
    write_atomically(filesystem, f"{folder}/{name}", text.encode())


def read_json(uri: str, name: str) -> Any | None:
    """Reads one JSON file of a folder; None where there is none.

    Raises:
        ProcimgError: the file is there and is not JSON.
    """
    filesystem, folder = open_folder(uri)
    try:
        with filesystem.open_input_file(f"{folder}/{name}") as file:
            data = file.read()
    except FileNotFoundError:
        return None
    try:
        return json.loads(data)
    except ValueError as error:
        raise ProcimgError(f"{folder}/{name}: not JSON ({error}); delete it to begin anew") from error
