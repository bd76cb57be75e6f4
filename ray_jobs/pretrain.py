"""MoCo v2 on Ray Train: workers, checkpoints, progress. The learning itself is procimg.moco and knows no Ray.

A run is its storage folder: started again, Ray Train hands the latest checkpoint to the workers, which go on at the
next stream position. A checkpoint holds the whole state and the history of metrics, so nothing is counted twice.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import ray
import ray.train
import ray.train.torch

from procimg import run_record
from procimg.batches import StreamOrder, batches
from procimg.errors import ProcimgError, UserError
from procimg.moco.config import MoCoConfig
from procimg.shards import open_folder, write_atomically
from procimg.sources import open_source

CHECKPOINT = "checkpoint.pt"
METRICS = "metrics.jsonl"


@dataclass(frozen=True, kw_only=True, slots=True)
class PretrainConfig:
    """What `procimg pretrain` was asked for."""

    data: str
    out: str
    moco: MoCoConfig
    num_workers: int = 1
    use_gpu: bool = False
    log_every: int = 10
    """Steps between two lines of metrics."""
    checkpoint_every: int = 200
    """Steps between two checkpoints."""
    max_failures: int = 10
    """Deaths of workers to survive."""
    skip_corrupt: bool = False

    def __post_init__(self) -> None:
        for field in ("num_workers", "log_every", "checkpoint_every"):
            if getattr(self, field) < 1:
                raise UserError(field, getattr(self, field), "must be at least 1", "give a positive number")
        self.moco.local_batch_size(self.num_workers)


def pretrain(config: PretrainConfig, make_bar: Callable[[int, str], Any]) -> dict[str, Any]:
    """Runs or goes on with a pretraining; returns its run record.

    Raises:
        UserError: no data, or the folder holds another run.
        ProcimgError: training failed; the message is the worker's.
    """
    source = open_source(config.data, field="data", skip_corrupt=config.skip_corrupt)
    order = StreamOrder(source=source, batch_size=config.moco.batch_size, seed=config.moco.seed)
    num_steps = config.moco.num_steps(len(source))
    identity = config.moco.to_json() | {"data": config.data, "num_images": len(source), "num_steps": num_steps}
    found = run_record.read_json(config.out, "run.json")
    if found is not None:
        if {key: found["config"].get(key) for key in identity} != json.loads(json.dumps(identity)):
            raise UserError(
                "out", config.out, "this folder holds another run", "give another --out, or empty this folder"
            )
        if found.get("summary"):
            return found
    run_record.write_json(config.out, "run.json", run_record.record(identity, num_workers=config.num_workers))
    began_s = time.perf_counter()
    _fit(config, order, num_steps, make_bar)
    last = read_metrics(config.out)[-1]
    summary = {
        "num_steps": num_steps,
        "time_s": round(time.perf_counter() - began_s, 2),
        "train_time_s": last["time_s"],
        "images_per_s": round(num_steps * config.moco.batch_size / last["time_s"], 2),
        "final_loss": last["loss"],
        "skipped": list(source.skipped),
    }
    record = run_record.record(identity, num_workers=config.num_workers, data=config.data, summary=summary)
    run_record.write_json(config.out, "run.json", record)
    return record


def _fit(config: PretrainConfig, order: StreamOrder, num_steps: int, make_bar: Callable[[int, str], Any]) -> None:
    filesystem, storage = open_folder(config.out)
    trainer = ray.train.torch.TorchTrainer(
        _train_worker,
        train_loop_config={"config": config, "order": order, "num_steps": num_steps},
        scaling_config=ray.train.ScalingConfig(
            num_workers=config.num_workers,
            use_gpu=config.use_gpu,
            resources_per_worker=None if config.use_gpu else {"CPU": 1},
        ),
        run_config=ray.train.RunConfig(
            name="train",
            storage_path=storage,
            storage_filesystem=filesystem,
            failure_config=ray.train.FailureConfig(max_failures=config.max_failures),
            checkpoint_config=ray.train.CheckpointConfig(num_to_keep=2),
        ),
    )
    with make_bar(num_steps, "steps") as bar, _Follower(config.out, bar):
        try:
            trainer.fit()
        except ray.train.TrainingFailedError as error:
            raise _cause(error) from error


def _cause(error: BaseException) -> ProcimgError | UserError:
    """The worker's own named error, if that is what ended the training; else one line about what did."""
    failures = getattr(error, "worker_failures", None) or {}
    for failure in failures.values():
        cause = getattr(failure, "cause", failure)
        if isinstance(cause, ProcimgError | UserError):
            return cause
    return ProcimgError(f"training failed: {' '.join(str(error).split())[-800:]}")


def _train_worker(settings: dict[str, Any]) -> None:
    """What each Train worker runs."""
    from procimg.moco.checkpoint import load_checkpoint
    from procimg.moco.loop import TrainState, train

    config, order, num_steps = settings["config"], settings["order"], settings["num_steps"]
    context = ray.train.get_context()
    rank, num_workers = context.get_world_rank(), context.get_world_size()
    device = ray.train.torch.get_device()
    state = TrainState(config.moco, num_steps, device)
    history: list[dict[str, Any]] = []
    checkpoint = ray.train.get_checkpoint()
    if checkpoint is not None:
        with checkpoint.as_directory() as folder:
            saved = load_checkpoint(Path(folder) / CHECKPOINT)
        state.load_state_dict(saved)
        history = saved["history"]
    before_s = history[-1]["time_s"] if history else 0.0
    began_s = time.perf_counter()
    for metrics in train(state, batches(order, state.next_position, rank, num_workers)):
        is_last = state.step == num_steps
        if state.step % config.log_every == 0 or is_last:
            epoch = metrics.step * order.batch_size // order.images_per_epoch
            row = asdict(metrics) | {"epoch": epoch, "time_s": round(before_s + time.perf_counter() - began_s, 3)}
            history.append(row)
            if rank == 0:
                _write_metrics(config.out, history)
        if state.step % config.checkpoint_every == 0 or is_last:
            _report(state, history, config.out, rank)


def _report(state: Any, history: list[dict[str, Any]], out: str, rank: int) -> None:
    """Hands a checkpoint to Ray Train; every worker must call it, one attaches."""
    from procimg.moco.checkpoint import save_checkpoint

    metrics = {"step": state.step, "loss": history[-1]["loss"] if history else None}
    if rank != 0:
        ray.train.report(metrics)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / CHECKPOINT
        save_checkpoint(file, state.state_dict() | {"history": history})
        ray.train.report(metrics, checkpoint=ray.train.Checkpoint.from_directory(folder))
        filesystem, path = open_folder(out)
        write_atomically(filesystem, f"{path}/{CHECKPOINT}", file.read_bytes())


def _write_metrics(out: str, history: list[dict[str, Any]]) -> None:
    filesystem, path = open_folder(out)
    text = "".join(json.dumps(row) + "\n" for row in history)
    write_atomically(filesystem, f"{path}/{METRICS}", text.encode())


def read_metrics(out: str) -> list[dict[str, Any]]:
    """The metrics of a run, a row every `log_every` steps; empty before the first."""
    filesystem, path = open_folder(out)
    try:
        with filesystem.open_input_file(f"{path}/{METRICS}") as file:
            return [json.loads(line) for line in file.read().splitlines()]
    except FileNotFoundError:
        return []


class _Follower:
    """Moves the bar by what the workers write, since the driver is inside `fit`."""

    def __init__(self, out: str, bar: Any) -> None:
        self._out, self._bar, self._stop = out, bar, threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join(timeout=10)

    def _follow(self) -> None:
        while True:
            stopping = self._stop.wait(1.0)
            rows = read_metrics(self._out)
            if rows:
                last = rows[-1]
                self._bar.update(max(last["step"] + 1 - self._bar.n, 0))
                self._bar.set_postfix_str(f"loss {last['loss']:.2f}, {last['images_per_s']:.0f} images/s")
            if stopping:
                return
