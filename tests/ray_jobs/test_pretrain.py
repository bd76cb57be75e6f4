"""Pretraining through the command line: what it leaves behind, and that deaths do not change the loss curve."""

import json
import os
import signal
import subprocess
import time

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import arguments, procimg, refusal

from procimg import encoding as enc

pytestmark = [pytest.mark.ray, pytest.mark.slow]

NUM_STEPS = 30
SETTINGS = [
    "--arch", "resnet18_narrow", "--size", 32, "--batch-size", 32, "--bn-group-size", 8, "--queue-size", 64,
    "--momentum", 0.9, "--epochs", 5, "--num-workers", 2, "--log-every", 1, "--checkpoint-every", 4,
]  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    random = np.random.default_rng(0)
    for number in range(3):
        images = random.integers(0, 256, (64, 6, 6, 3), dtype=np.uint8).repeat(8, axis=1).repeat(8, axis=2)
        rows = [{"bytes": enc.encode(image, enc.Encoding()), "path": None} for image in images]
        pq.write_table(pa.table({"image": rows}), folder / f"{number}.parquet")
    return folder


@pytest.fixture(scope="module")
def uninterrupted(data, tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "out"
    procimg("pretrain", "--data", data, *SETTINGS, "--out", out)
    return out


def losses(out):
    rows = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == list(range(len(rows)))
    return [row["loss"] for row in rows]


def wait_for_step(out, step):
    deadline_s = time.monotonic() + 150
    while not (out / "metrics.jsonl").exists() or len(losses(out)) <= step:
        assert time.monotonic() < deadline_s, f"step {step} did not come"
        time.sleep(0.05)


def test_a_run_leaves_metrics_a_record_and_a_checkpoint_to_probe(uninterrupted):
    assert len(losses(uninterrupted)) == NUM_STEPS
    record = json.loads((uninterrupted / "run.json").read_text())
    assert record["summary"]["num_steps"] == NUM_STEPS and record["config"]["arch"] == "resnet18_narrow"
    checkpoint = uninterrupted / "checkpoint.pt"
    for probe in ("knn", "linear"):
        sizes = ["--num-train", 100, "--num-test", 50]
        told = procimg("evaluate", probe, "--checkpoint", checkpoint, "--dataset", "digits", *sizes).stdout
        assert "pretrained" in told and "random initialisation" in told and "10 classes" in told


def test_running_again_trains_nothing(uninterrupted, data):
    before = (uninterrupted / "checkpoint.pt").stat().st_mtime_ns
    assert f"{NUM_STEPS} steps" in procimg("pretrain", "--data", data, *SETTINGS, "--out", uninterrupted).stdout
    assert (uninterrupted / "checkpoint.pt").stat().st_mtime_ns == before


def test_other_settings_in_the_same_folder_are_refused(uninterrupted, data):
    assert "another run" in refusal("pretrain", "--data", data, *SETTINGS, "--seed", 5, "--out", uninterrupted)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["--queue-size", 65], "queue_size: got 65"),
        (["--num-workers", 3], "num_workers: got 3"),
        (["--arch", "resnet1"], "arch: got 'resnet1'"),
        (["--data", "/nowhere"], "does not exist"),
    ],
)
def test_mistakes_get_one_line(data, tmp_path, change, words):
    assert words in refusal("pretrain", "--data", data, *SETTINGS, "--out", tmp_path / "out", *change)


@pytest.mark.chaos
def test_a_killed_worker_and_a_killed_driver_leave_the_loss_curve_as_it_was(uninterrupted, data, tmp_path):
    out = tmp_path / "out"
    command = arguments("pretrain", "--data", data, *SETTINGS, "--out", out)
    driver = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for_step(out, 6)
    children = psutil.Process(driver.pid).children(recursive=True)
    workers = [child for child in children if "RayTrainWorker" in " ".join(child.cmdline())]
    assert len(workers) == 2, [child.cmdline() for child in children]
    os.kill(workers[1].pid, signal.SIGKILL)
    wait_for_step(out, 15)
    assert driver.poll() is None, "the run was over before its driver could be killed"
    driver.send_signal(signal.SIGKILL)
    driver.wait()
    assert len(losses(out)) < NUM_STEPS
    procimg("pretrain", "--data", data, *SETTINGS, "--out", out)
    assert losses(out) == losses(uninterrupted)
