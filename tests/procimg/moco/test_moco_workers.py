"""Two gloo workers on this machine against one worker with the same global batch."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.distributed as dist

from procimg.errors import UserError
from procimg.moco.config import MoCoConfig
from procimg.moco.loop import TrainState, train

CONFIG = MoCoConfig(
    arch="resnet18_narrow",
    size_px=24,
    feature_dim=16,
    queue_size=48,
    batch_size=16,
    bn_group_size=4,
    momentum=0.9,
    learning_rate=0.05,
    seed=2,
)
NUM_STEPS = 4


def batches(start_step: int, rank: int, num_workers: int) -> Any:
    """The share of one worker: the rank-th of equal consecutive runs of each global batch."""
    size = CONFIG.batch_size // num_workers
    for step in range(start_step, NUM_STEPS):
        positions = np.arange(size) + step * CONFIG.batch_size + rank * size
        images = [np.random.default_rng(p).integers(0, 256, (32, 32, 3), dtype=np.uint8) for p in positions]
        yield np.stack(images), positions


def work(port: int, folder: str, rank: int) -> None:
    """One worker: the whole run, then the same from a checkpoint after two steps, made by rank 0."""
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{port}", rank=rank, world_size=2)
    try:
        state, halfway, losses = TrainState(CONFIG, NUM_STEPS), Path(folder) / "halfway.pt", []
        for metrics in train(state, batches(0, rank, 2)):
            losses.append(metrics.loss)
            if state.step == 2 and rank == 0:
                torch.save(state.state_dict(), halfway)
        dist.barrier()
        resumed = TrainState(CONFIG, NUM_STEPS)
        resumed.load_state_dict(torch.load(halfway, weights_only=True))
        resumed_losses = [metrics.loss for metrics in train(resumed, batches(2, rank, 2))]
        try:
            TrainState(MoCoConfig(batch_size=24, queue_size=48, bn_group_size=8, arch="resnet18_narrow"), NUM_STEPS)
            refused = ""
        except UserError as error:
            refused = str(error)
        torch.save(
            {"losses": losses, "resumed": resumed_losses, "state": state.state_dict(), "refused": refused},
            Path(folder) / f"rank{rank}.pt",
        )
    finally:
        dist.destroy_process_group()


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("workers")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, __file__, str(port), str(folder)]
    environment = {**os.environ, "GLOO_SOCKET_IFNAME": "lo"}
    workers = [subprocess.Popen([*command, str(rank)], env=environment) for rank in range(2)]
    try:
        assert [worker.wait(timeout=240) for worker in workers] == [0, 0]
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    return [torch.load(folder / f"rank{rank}.pt", weights_only=True) for rank in range(2)]


@pytest.fixture(scope="module")
def one_worker() -> dict[str, Any]:
    state = TrainState(CONFIG, NUM_STEPS)
    losses = [metrics.loss for metrics in train(state, batches(0, 0, 1))]
    return {"losses": losses, "state": state.state_dict()}


def test_two_workers_make_the_steps_that_one_makes(
    two_workers: list[dict[str, Any]], one_worker: dict[str, Any]
) -> None:
    """The first loss within float rounding; later ones drift apart by what rounding in the weights allows."""
    assert two_workers[0]["losses"] == two_workers[1]["losses"]
    assert two_workers[0]["losses"][0] == pytest.approx(one_worker["losses"][0], abs=1e-5)
    assert two_workers[0]["losses"] == pytest.approx(one_worker["losses"], abs=2e-3)
    one, two = one_worker["state"]["moco"], two_workers[0]["state"]["moco"]
    for name in one:
        if name.endswith(("running_mean", "running_var", "queue.keys_KD")):
            torch.testing.assert_close(two[name], one[name], atol=5e-3, rtol=5e-3)


def test_both_workers_hold_the_same_state(two_workers: list[dict[str, Any]]) -> None:
    first, second = (result["state"] for result in two_workers)
    assert first["moco"].keys() == second["moco"].keys() and first["next_position"] == 64
    for name, tensor in first["moco"].items():
        other = second["moco"][name]
        assert torch.equal(tensor, other) if isinstance(tensor, torch.Tensor) else tensor == other
    assert len(torch.unique(first["moco"]["queue.keys_KD"], dim=0)) == CONFIG.queue_size
    assert sorted(set(first["moco"]["queue.steps_K"].tolist())) == [1, 2, 3]


def test_two_workers_resume_bit_for_bit(two_workers: list[dict[str, Any]]) -> None:
    for result in two_workers:
        assert result["resumed"] == result["losses"][2:]


def test_groups_that_do_not_spread_over_the_workers_are_refused(two_workers: list[dict[str, Any]]) -> None:
    assert "num_workers: got 2; must divide the 3 batch-norm groups" in two_workers[0]["refused"]


if __name__ == "__main__":
    work(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
