"""Which cluster is meant, and that Ray on this machine alone listens on loopback only: read off the sockets."""

import json
import os
import subprocess
import sys

import pytest

from ray_jobs import cluster

LISTENERS = """
import json, os, psutil
from ray_jobs import cluster
cluster.connect(None, num_cpus=2)
import ray
assert ray.get(ray.remote(lambda: 42).remote()) == 42
mine = [psutil.Process()] + psutil.Process().children(recursive=True)
found = [c.laddr.ip for p in mine for c in p.net_connections("inet") if c.status == psutil.CONN_LISTEN]
print("\\n" + json.dumps(found))
"""


def test_the_argument_wins_then_the_environment_then_this_machine(monkeypatch):
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    assert cluster.resolve(None) == "local"
    monkeypatch.setenv("RAY_ADDRESS", "10.0.0.1:6379")
    assert cluster.resolve(None) == "10.0.0.1:6379"
    assert cluster.resolve("auto") == "auto"


@pytest.mark.ray
def test_every_listening_socket_of_local_mode_is_on_loopback():
    # Without what conftest sets for every test: the product must do this by itself.
    bare = {name: value for name, value in os.environ.items() if name != "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"}
    run = subprocess.run([sys.executable, "-c", LISTENERS], capture_output=True, text=True, timeout=120, env=bare)
    assert run.returncode == 0, run.stderr
    addresses = json.loads(run.stdout.strip().splitlines()[-1])
    assert len(addresses) >= 3, "Ray's own sockets were not seen"
    assert set(addresses) <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
