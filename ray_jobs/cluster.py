"""Start or join Ray: one place that decides which cluster is meant and what Ray listens on.

`--address`, else RAY_ADDRESS (set inside a submitted job), else this machine alone. Never a bare `ray.init()`, which
would join whatever cluster happens to run here. `configure` must run before the first `import ray`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

LOCAL = "local"


def resolve(address: str | None) -> str:
    """The cluster that is meant: the argument, RAY_ADDRESS, or `local`."""
    return address or os.environ.get("RAY_ADDRESS") or LOCAL


def configure(address: str | None) -> str:
    """Sets what Ray reads from the environment at import time; returns the resolved address.

    On this machine alone every port is bound to loopback: Ray has no setting of that name, but with multi-node
    clusters switched off it listens on 127.0.0.1 only (measured by listing the sockets; a test does so again).
    """
    resolved = resolve(address)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    # Tune's and Train's own tables and banners; our bars and lines say the same.
    os.environ.setdefault("RAY_AIR_NEW_OUTPUT", "0")
    # The pool raises the first failure of several; the others would be printed as long traces at the end.
    os.environ.setdefault("RAY_IGNORE_UNHANDLED_ERRORS", "1")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    if resolved == LOCAL:
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
        # A laptop's disk is often more than 95 % full; nothing here spills enough for that to matter.
        os.environ.setdefault("RAY_local_fs_capacity_threshold", "0.99")
        # Ray's own folder must have a short name: unix socket paths end at 107 bytes.
        os.environ.setdefault("RAY_TMPDIR", tempfile.gettempdir())
    os.environ.setdefault("RAY_AUTH_MODE", "token")
    return resolved


def connect(address: str | None, num_cpus: int | None = None) -> str:
    """Connects this process to the cluster that is meant, starting one on this machine if none is.

    Args:
        address: as given by the user, or None.
        num_cpus: logical CPUs of a cluster started here; None takes the cores there are.

    Returns:
        The address.
    """
    resolved = configure(address)
    import ray

    if ray.is_initialized():
        return resolved
    options: dict[str, Any] = {"address": resolved, "log_to_driver": False, "logging_level": "warning"}
    if resolved == LOCAL:
        options |= {"num_cpus": num_cpus or len(os.sched_getaffinity(0)), "include_dashboard": False}
        options |= {"object_store_memory": 512 * 2**20}
        # Here the workers import what this process imports; a cluster has the package, or the job's working directory.
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        options["runtime_env"] = {"env_vars": {"PYTHONPATH": path}}
    ray.init(**options)
    return resolved
