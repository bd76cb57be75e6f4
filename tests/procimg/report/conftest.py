"""Run folders to report on, written as a run writes them: real JPEGs, real Parquet, real JSON."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

NUM_PROGRAMS = 9
PROGRAM_IDS = [f"{at:02d}" + "ab" * 6 for at in range(NUM_PROGRAMS)]


def make_jpeg(seed: int, size_px: int = 32) -> bytes:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (4, 4, 3), dtype=np.uint8)
    image = Image.fromarray(coarse).resize((size_px, size_px), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    image.save(buffer, format="JPEG", quality=95)
    return buffer.getvalue()


def write_shard(path: Path, first: int, num_images: int, num_mixed: int) -> None:
    rng = np.random.default_rng(first)
    rows = [
        {
            "image": {"bytes": make_jpeg(index), "path": f"{index}.jpg"},
            "index": index,
            "program_ids": [PROGRAM_IDS[k] for k in rng.integers(0, NUM_PROGRAMS, num_mixed)],
            "weights": [1.0 / num_mixed] * num_mixed,
        }
        for index in range(first, first + num_images)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    image = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    schema = pa.schema(
        [
            ("image", image),
            ("index", pa.int64()),
            ("program_ids", pa.list_(pa.string())),
            ("weights", pa.list_(pa.float32())),
        ]
    )
    pq.write_table(pa.Table.from_pylist(rows, schema), path, row_group_size=16, write_page_checksum=True)


def write_json(path: Path, values: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")


def data_info(method: str, num_mixed: int) -> dict[str, Any]:
    return {
        "recipe": {"mixing": {"method": method, "num_mixed": num_mixed, "alpha": 1.0}, "size_px": 32, "bank": "hand"},
        "renderer": {"vendor": "Mesa", "renderer": "llvmpipe (LLVM 15)", "version": "4.5", "path": "fragment"},
        "summary": {
            "num_images": 96, "num_shards": 2, "time_s": 3.2, "images_per_s": 30.0, "num_actors": 2,
            "stage_time_s": {"compile": 1.0, "draw": 3.0},
        },
    }  # fmt: skip


def trial(
    trial_id: str, method: str, num_mixed: int, fids: dict[int, float], status: str = "completed"
) -> dict[str, Any]:
    scores = [{"num_images": n, "fid": fid, "kid": 0.05, "kid_standard_error": 0.002} for n, fid in fids.items()]
    mixing = {"method": method, "num_mixed": num_mixed, "alpha": 1.0}
    return {"trial_id": trial_id, "mixing": mixing, "scores": scores, "status": status, "time_s": 4.0}


def sweep_values() -> dict[str, Any]:
    trials = [
        trial("aa01", "none", 1, {64: 230.0, 128: 211.0}),
        trial("aa02", "mixup", 6, {64: 205.0, 128: 180.5}),
        # Stopped at 64 images with an FID that must never be set beside those at 128.
        trial("aa03", "cutmix", 6, {64: 170.25}, "stopped"),
        trial("aa04", "cutmix", 4, {}, "failed"),
    ]
    return {
        "objective": "fid", "bank": "hand", "size_px": 32, "reference": {"uri": "photos", "num_images": 934},
        "extractor": "inception-2015-12-05", "resize": "clean", "rungs": [64, 128],
        "floor": {"fid": 96.2, "kid": 0.0004, "num_images": 467}, "trials": trials, "best": trials[1],
    }  # fmt: skip


def metrics_lines(num_steps: int = 80) -> list[dict[str, float]]:
    return [
        {"step": s, "epoch": 0, "loss": math.log(257) - 0.02 * s, "top1": s / 100, "data_wait_share": 0.04}
        for s in range(num_steps)
    ]


@pytest.fixture
def make_run(tmp_path: Path) -> Callable[..., Path]:
    """Writes a run folder with the parts named; without names, all of them."""

    def make(*parts: str, names: dict[str, str] | None = None) -> Path:
        run_dir = tmp_path / "demo run"
        run_dir.mkdir()
        wanted = set(parts or ("run", "none", "mixup", "cutmix", "sweep", "pretrain", "evaluate"))
        for method, num_mixed in (("none", 1), ("mixup", 3), ("cutmix", 3)):
            if method in wanted:
                folder = run_dir / "data" / method
                for first in (0, 48):
                    write_shard(folder / f"images-{first:09d}.parquet", first, 48, num_mixed)
                write_json(folder / "run.json", data_info(method, num_mixed))
        if "run" in wanted:
            shown = names or {key: f"noise/program-{at}" for at, key in enumerate(PROGRAM_IDS)}
            write_json(run_dir / "run.json", _run_values(shown))
        if "sweep" in wanted:
            write_json(run_dir / "sweep" / "sweep.json", sweep_values())
        if "pretrain" in wanted:
            config = {"arch": "small_alexnet", "size_px": 32, "batch_size": 16, "queue_size": 256}
            summary = {"num_steps": 80, "time_s": 31.0, "images_per_s": 41.0, "final_loss": 3.9}
            write_json(run_dir / "pretrain" / "run.json", {"config": config, "num_workers": 2, "summary": summary})
            lines = "\n".join(json.dumps(line) for line in metrics_lines())
            (run_dir / "pretrain" / "metrics.jsonl").write_text(lines + "\n", encoding="utf-8")
        if "evaluate" in wanted:
            write_json(run_dir / "evaluate" / "scores.json", _score_values())
        return run_dir

    return make


def _run_values(names: dict[str, str]) -> dict[str, Any]:
    return {
        "command": ["/somewhere/bin/procimg", "demo", "--photos", "my photos"],
        "created": "2026-01-02T03:04:05+00:00",
        "commit": "0123abc+",
        "versions": {"numpy": "2.0"},
        "machine": {
            "cpu": "A CPU",
            "num_cores": 2,
            "memory_gib": 7.8,
            "gpu": None,
            "platform": "Linux",
            "python": "3.11",
        },
        "config": {"seed": 7},
        "stages": [
            {"name": "render none", "time_s": 12.5, "skipped": False},
            {"name": "sweep", "time_s": 200.0, "skipped": True},
        ],
        "program_names": names,
    }


def _score_values() -> dict[str, Any]:
    rows = [
        {"encoder": "pretrained", "knn": 0.81, "linear": 0.85},
        {"encoder": "random initialisation", "knn": 0.7, "linear": 0.75},
    ]
    return {
        "dataset": "fashion-mnist",
        "num_train": 900,
        "num_test": 400,
        "num_classes": 10,
        "chance": 0.1,
        "rows": rows,
    }
