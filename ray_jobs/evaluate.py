"""Probes of an encoder on labelled images, as Ray tasks: one for the pretrained encoder, one for its first weights."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ray

from procimg.errors import UserError
from ray_jobs.scoring import unwrap

PRETRAINED = "pretrained"
RANDOM = "random initialisation"


@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluateConfig:
    """What `procimg evaluate` was asked for."""

    checkpoint: str
    dataset: str = "fashion-mnist"
    """`fashion-mnist`, `digits`, or a URI of labelled Parquet."""
    num_train: int | None = None
    num_test: int | None = None
    probes: tuple[str, ...] = ("knn", "linear")
    size_px: int | None = None
    """Side at which images are encoded; None takes that of the pretraining."""
    num_neighbours: int = 20
    seed: int = 0

    def __post_init__(self) -> None:
        for field in ("num_train", "num_test"):
            value = getattr(self, field)
            if value is not None and value < 1:
                raise UserError(field, value, "must be at least 1", "leave it out for all images")


def evaluate(config: EvaluateConfig, make_bar: Callable[[int, str], Any]) -> dict[str, Any]:
    """Scores of both encoders; plain JSON types.

    Raises:
        UserError: no checkpoint or no such data.
        CheckpointError: the checkpoint cannot be read.
    """
    remote = ray.remote(num_cpus=1)(_score)
    refs = [remote.remote(config, encoder) for encoder in (PRETRAINED, RANDOM)]
    with make_bar(len(refs), "encoders") as bar:
        for number in range(len(refs)):
            unwrap(functools.partial(ray.get, ray.wait(refs, num_returns=number + 1)[0]))
            bar.update(1)
    rows = ray.get(refs)
    return {
        "dataset": config.dataset,
        "num_train": rows[0]["num_train"],
        "num_test": rows[0]["num_test"],
        "num_classes": rows[0]["num_classes"],
        "chance": rows[0]["chance"],
        "rows": [
            {"encoder": row["encoder"], **{probe: row["results"][probe]["accuracy"] for probe in config.probes}}
            for row in rows
        ],
        "details": {row["encoder"]: row["results"] for row in rows},
    }


def _score(config: EvaluateConfig, encoder: str) -> dict[str, Any]:
    from procimg.evaluation.encode import encode
    from procimg.evaluation.knn import chance_level, evaluate_knn
    from procimg.evaluation.labelled import load_labelled
    from procimg.evaluation.linear import evaluate_linear
    from procimg.moco.checkpoint import load_checkpoint
    from procimg.moco.config import MoCoConfig
    from procimg.moco.export import load_backbone, random_backbone

    saved = load_checkpoint(config.checkpoint)
    moco = MoCoConfig.from_json(saved["config"])
    backbone = load_backbone(saved) if encoder == PRETRAINED else random_backbone(moco)
    train = load_labelled(config.dataset, "train", config.num_train, config.seed)
    test = load_labelled(config.dataset, "test", config.num_test, config.seed)
    size_px = config.size_px or moco.size_px
    train_ND, test_MD = (encode(backbone, part.images, size_px=size_px) for part in (train, test))
    labelled = (train_ND, train.labels_N, test_MD, test.labels_N)
    results = {}
    if "knn" in config.probes:
        results["knn"] = dataclasses.asdict(evaluate_knn(*labelled, num_neighbours=config.num_neighbours))
    if "linear" in config.probes:
        results["linear"] = dataclasses.asdict(evaluate_linear(*labelled, seed=config.seed))
    return {
        "encoder": encoder,
        "num_train": len(train),
        "num_test": len(test),
        "num_classes": train.num_classes,
        "chance": chance_level(test.labels_N),
        "results": results,
    }
