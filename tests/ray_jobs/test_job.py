"""A submitted job renders on the cluster that it was submitted to, not on a second Ray of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from procimg.shards import list_shards

pytestmark = [pytest.mark.ray, pytest.mark.gl, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture
def head(tmp_path):
    """A Ray head of this test's own on free ports, with a marker resource."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    ray = str(BIN / "ray")
    ports = {"port": 26379, "dashboard-port": 28265, "dashboard-agent-listen-port": 28365}
    flags = [f"--{name}={value}" for name, value in ports.items()]
    start = [ray, "start", "--head", "--node-ip-address=127.0.0.1", "--num-cpus=3", *flags]
    started = subprocess.run(start, capture_output=True, text=True, timeout=120, env=environment)
    assert started.returncode == 0, started.stdout + started.stderr
    yield environment | {"RAY_API_SERVER_ADDRESS": "http://127.0.0.1:28265"}
    subprocess.run([ray, "stop", "--force"], capture_output=True, timeout=60, env=environment)


def test_a_submitted_render_job_runs_on_this_cluster(head, tmp_path):
    entry = ["procimg", "render", "--num-images", "32", "--size", "32", "--images-per-shard", "16", "--out", tmp_path]
    submit = [str(BIN / "ray"), "job", "submit", "--working-dir", str(ROOT), "--", *map(str, entry)]
    job = subprocess.run(submit, capture_output=True, text=True, timeout=240, env=head, cwd=ROOT)
    assert job.returncode == 0, job.stdout + job.stderr
    assert sum(shard.num_images for shard in list_shards(str(tmp_path))) == 32
    actors = subprocess.run(
        [str(BIN / "ray"), "list", "actors", "--filter", "class_name=RenderActor", "--address", "http://127.0.0.1:28265"],
        capture_output=True, text=True, timeout=60, env=head,
    )  # fmt: skip
    assert "RenderActor" in actors.stdout, actors.stdout + actors.stderr
