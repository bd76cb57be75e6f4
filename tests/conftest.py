"""What every test shares: the environment that must hold before Ray is imported, one OpenGL context, one local Ray.

Set at import time, since Ray reads it once; subprocesses inherit it. May not import torch, ray or moderngl at the top:
most tests need none of them.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Unix socket paths end at 107 bytes and Ray's own are long: pytest's tmp_path would not do.
SESSION_DIR = Path(tempfile.mkdtemp(prefix="pi-", dir="/tmp"))
AUTH_TOKEN = SESSION_DIR / "auth_token"
AUTH_TOKEN.write_text(secrets.token_hex(32))

os.environ |= {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # loopback only
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_TMPDIR": str(SESSION_DIR),
    "RAY_AUTH_MODE": "token",
    "RAY_AUTH_TOKEN_PATH": str(AUTH_TOKEN),  # the default path is in the user's home
    "RAY_TRAIN_HEALTH_CHECK_INTERVAL_S": "0.2",  # default 2 s: a report is not committed before the next check
    "RAY_memory_usage_threshold": "0.98",  # other work on the machine must not kill our workers
    "RAY_local_fs_capacity_threshold": "0.99",
    "MESA_SHADER_CACHE_DIR": str(SESSION_DIR / "mesa"),
    "MPLCONFIGDIR": str(SESSION_DIR / "matplotlib"),
    "LP_NUM_THREADS": "1",
}
# A cluster or an authentication of the person who runs the tests must not be used by them.
for name in ("RAY_ADDRESS", "RAY_AUTH_TOKEN", "RAY_NAMESPACE"):
    os.environ.pop(name, None)


def pytest_sessionfinish() -> None:
    shutil.rmtree(SESSION_DIR, ignore_errors=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("gpu"):
        import torch

        if not torch.cuda.is_available():
            pytest.skip("no CUDA device")
    if item.get_closest_marker("gl") or "gl_context" in getattr(item, "fixturenames", ()):
        _import_before_gl()


def _import_before_gl() -> None:
    """Importing these, or building the first optimizer, after a context exists segfaults on llvmpipe (two LLVMs)."""
    import torch
    import torch._dynamo
    import torchvision  # noqa: F401

    torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)


@pytest.fixture(scope="session")
def gl_context() -> Iterator[object]:
    """The one `moderngl.Context` of the test process. A test binds its own framebuffer before it draws.

    From then on this process must not fork without exec: `multiprocessing` needs the spawn method.
    """
    from procimg.shading.context import create_context

    _import_before_gl()
    context = create_context()
    yield context
    context.release()


@pytest.fixture(scope="session")
def ray_local() -> Iterator[None]:
    """One Ray on this machine for all tests that need a cluster but do not start or kill one."""
    import ray

    ray.init(
        address="local",
        num_cpus=4,  # logical: more than the cores is fine, and two workers with their helpers need them
        object_store_memory=300 * 2**20,
        include_dashboard=False,
        log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": str(Path(__file__).parents[1])}},
    )
    yield
    ray.shutdown()
