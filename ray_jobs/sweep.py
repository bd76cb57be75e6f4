"""The search for a mixing: Ray Tune proposes, render actors draw, feature actors score, FID decides.

Trials cost no process of torch or GL: they ask the shared actors and report. Every trial uses the same indices of the
same recipe but for the mixing, so trials share programs, times and seeds (common random numbers). ASHA grows the number
of images; distances are compared only at equal numbers. `Tuner.restore` goes on after a death.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import ray
from ray import tune
from ray.tune.schedulers import ASHAScheduler
from ray.tune.search.optuna import OptunaSearch

from procimg import encoding as enc
from procimg import run_record
from procimg.errors import UserError
from procimg.fid.distance import FrechetReference, kernel_distance
from procimg.photographs import photograph_ids
from procimg.recipe import Mixing, Recipe
from procimg.shards import open_folder
from procimg.sources import open_source
from ray_jobs import scoring
from ray_jobs.render import make_render_actor

OBJECTIVE = "fid"
ELITE = "best"


@dataclass(frozen=True, kw_only=True, slots=True)
class SweepConfig:
    """What `procimg sweep` was asked for."""

    recipe: Recipe
    """Its mixing is what varies; no mixing is scored beside the trials."""
    reference: str
    out: str
    num_trials: int = 12
    rungs: tuple[int, ...] = (64, 128)
    """Numbers of images at which trials are scored and the worse half stopped; each twice the one before."""
    encoding: enc.Encoding = enc.Encoding()
    features: scoring.FeatureSettings = field(default_factory=scoring.FeatureSettings)
    max_concurrent: int = 4
    seed: int = 0

    def __post_init__(self) -> None:
        doubled = all(b == 2 * a for a, b in zip(self.rungs, self.rungs[1:], strict=False))
        if not self.rungs or self.rungs[0] < 8 or not doubled:
            raise UserError("rungs", self.rungs, "must start at 8 or more and double", "as 64,128,256")
        if self.num_trials < 1:
            raise UserError("num_trials", self.num_trials, "must be at least 1", "give a positive number")
        if self.max_concurrent < 1:
            raise UserError("max_concurrent", self.max_concurrent, "must be at least 1", "give a positive number")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shared:
    """What every trial needs; travels once through the object store."""

    recipe: dict[str, Any]
    rungs: tuple[int, ...]
    encoding: enc.Encoding
    reference_MD: np.ndarray
    feature_actors: tuple[Any, ...]
    render_actors: tuple[Any, ...]
    seed: int


PUBLISHED: list[dict[Any, Any]] = [
    {"method": "mixup", "num_mixed": 6, "alpha": 1.0},
    {"method": "cutmix", "num_mixed": 6, "alpha": 1.0},
]
"""Tried first: six at a time, as published."""

BASELINE = {"method": "none"}
"""Scored once beside the search: it has no parameter, and a searcher that likes it would propose it again and again."""


def propose(trial: Any) -> None:
    """The search space, define-by-run."""
    trial.suggest_categorical("method", ["mixup", "cutmix"])
    trial.suggest_int("num_mixed", 2, 9)
    trial.suggest_float("alpha", 0.25, 4.0, log=True)


def mixing_of(config: dict[str, Any]) -> Mixing:
    """The mixing that a point of the space stands for."""
    return Mixing(
        method=config["method"], num_mixed=config.get("num_mixed", 1), alpha=round(config.get("alpha", 1.0), 3)
    )


def run_trial(config: dict[str, Any], shared: _Shared) -> None:
    """One trial: a report at each rung."""
    for scores in _rungs(mixing_of(config), shared):
        tune.report(scores)


def _rungs(mixing: Mixing, shared: _Shared) -> Iterator[dict[str, Any]]:
    """Scores of a mixing at ever more images; those of a rung include those before."""
    recipe = Recipe.from_dict(shared.recipe | {"mixing": dataclasses.asdict(mixing)})
    reference = FrechetReference.from_features(shared.reference_MD)
    parts: list[np.ndarray] = []
    start = 0
    for num_images in shared.rungs:
        refs = []
        while start < num_images:
            stop, number = min(start + scoring.CHUNK, num_images), start // scoring.CHUNK
            actor = shared.feature_actors[number % len(shared.feature_actors)]
            renderer = shared.render_actors[number % len(shared.render_actors)]
            refs.append(actor.of_recipe.remote(recipe.to_dict(), shared.encoding, start, stop, renderer))
            start = stop
        parts.append(scoring.gather(refs))
        features_ND = np.concatenate(parts)
        kernel = kernel_distance(features_ND, shared.reference_MD, seed=shared.seed)
        yield {
            "num_images": num_images,
            "fid": reference.distance(features_ND),
            "kid": kernel.value,
            "kid_standard_error": kernel.standard_error,
        }


def sweep(config: SweepConfig, make_bar: Callable[[int, str], Any]) -> dict[str, Any]:
    """Runs or goes on with a sweep; returns what `sweep.json` holds.

    Raises:
        UserError: the reference is missing or too small, or the folder holds another sweep.
        WeightsNotFoundError: the FID network cannot be had.
    """
    identity = _identity(config)
    found = run_record.read_json(config.out, "run.json")
    if found is not None and found["config"] != identity:
        raise UserError(
            "out", config.out, "this folder holds another sweep", "give another --out, or empty this folder"
        )
    finished = run_record.read_json(config.out, "sweep.json")
    if finished is not None:
        return finished
    run_record.write_json(config.out, "run.json", run_record.record(identity))
    feature_actors = scoring.make_feature_actors(config.features)
    render_actors = [make_render_actor(config.recipe.bank, num_cpus=0.0)]
    try:
        renderer = scoring.unwrap(lambda: ray.get(render_actors[0].renderer.remote()))
        reference_MD = _reference_features(config, feature_actors, make_bar)
        shared = _Shared(
            recipe=config.recipe.to_dict(), rungs=config.rungs, encoding=config.encoding, reference_MD=reference_MD,
            feature_actors=tuple(feature_actors), render_actors=tuple(render_actors), seed=config.seed,
        )  # fmt: skip
        with make_bar(config.rungs[-1], "no mixing") as bar:
            baseline = _baseline(shared, bar)
        results = _search(config, shared, make_bar)
        weights = ray.get(feature_actors[0].weights.remote())
    finally:
        for actor in (*feature_actors, *render_actors):
            ray.kill(actor)
    report = _report(config, baseline, results, reference_MD) | {"renderer": renderer}
    report["extractor"] = f"inception-2015-12-05 ({weights.rsplit('/', 1)[-1]})"
    run_record.write_json(config.out, "sweep.json", report)
    return report


def best_mixing(out: str) -> Mixing:
    """The winner of a finished sweep.

    Raises:
        UserError: the folder holds no finished sweep.
    """
    report = run_record.read_json(out, "sweep.json")
    if report is None:
        raise UserError("sweep", out, "holds no finished sweep", "run `procimg sweep` with the same --out first")
    return Mixing(**report[ELITE]["mixing"])


def _baseline(shared: _Shared, bar: Any) -> dict[str, Any]:
    """The row of no mixing, like a trial's."""
    began_s = time.perf_counter()
    scores = []
    for row in _rungs(mixing_of(BASELINE), shared):
        scores.append(row)
        bar.update(row["num_images"] - bar.n)
    return {
        "trial_id": "baseline",
        "mixing": dataclasses.asdict(mixing_of(BASELINE)),
        "scores": scores,
        "status": "completed",
        "time_s": round(time.perf_counter() - began_s, 2),
    }


def _identity(config: SweepConfig) -> dict[str, Any]:
    return {
        "recipe": config.recipe.to_dict(),
        "reference": config.reference,
        "num_trials": config.num_trials,
        "rungs": list(config.rungs),
        "encoding": config.encoding.to_dict(),
        "features": config.features.to_dict(),
        "seed": config.seed,
    }


def _reference_features(config: SweepConfig, actors: list[Any], make_bar: Callable[[int, str], Any]) -> np.ndarray:
    source = open_source(config.reference, field="reference")
    if len(source) < 16:
        rule = f"holds {len(source)} images; at least 16 are needed"
        raise UserError("reference", config.reference, rule, "give a larger set of photographs")
    with make_bar(len(source), "features of reference") as bar:
        return scoring.source_features(actors, source, len(source), bar.update)


class _Progress(tune.Callback):
    """Moves the bar by trials and shows the best so far."""

    def __init__(self, bar: Any) -> None:
        self._bar, self._best = bar, float("inf")

    def on_trial_result(
        self, iteration: int, trials: list[Any], trial: Any, result: dict[str, Any], **info: Any
    ) -> None:
        self._bar.set_postfix_str(f"last: FID {result['fid']:.1f} at n = {result['num_images']}")

    def on_trial_complete(self, iteration: int, trials: list[Any], trial: Any, **info: Any) -> None:
        self._bar.update(1)

    def on_trial_error(self, iteration: int, trials: list[Any], trial: Any, **info: Any) -> None:
        self._bar.update(1)


def _search(config: SweepConfig, shared: _Shared, make_bar: Callable[[int, str], Any]) -> Any:
    # A trial waits for actors, which hold all CPUs; Ray wants some resource of it, so it reserves a little memory.
    trainable = tune.with_resources(
        tune.with_parameters(run_trial, shared=shared), tune.PlacementGroupFactory([{"CPU": 0.0, "memory": 2**20}])
    )
    filesystem, storage = open_folder(config.out)
    with make_bar(config.num_trials, "trials") as bar:
        run_config = tune.RunConfig(
            name="tune", storage_path=storage, storage_filesystem=filesystem, verbose=0, callbacks=[_Progress(bar)],
            failure_config=tune.FailureConfig(max_failures=1),
        )  # fmt: skip
        path = f"{storage}/tune"
        if tune.Tuner.can_restore(path, storage_filesystem=filesystem):
            tuner = tune.Tuner.restore(
                path, trainable=trainable, storage_filesystem=filesystem, resume_unfinished=True, restart_errored=True
            )
            return tuner.fit()
        tuner = tune.Tuner(
            trainable,
            tune_config=tune.TuneConfig(
                num_samples=config.num_trials, max_concurrent_trials=config.max_concurrent,
                search_alg=OptunaSearch(
                    propose, points_to_evaluate=PUBLISHED, seed=config.seed, metric=OBJECTIVE, mode="min"
                ),
                scheduler=ASHAScheduler(
                    metric=OBJECTIVE, mode="min", time_attr="num_images",
                    grace_period=config.rungs[0], max_t=config.rungs[-1], reduction_factor=2,
                ),
            ),
            run_config=run_config,
        )  # fmt: skip
        return tuner.fit()


def _report(config: SweepConfig, baseline: dict[str, Any], results: Any, reference_MD: np.ndarray) -> dict[str, Any]:
    searched = sorted((_trial_row(config, result) for result in results), key=lambda row: row["trial_id"])
    trials = [baseline, *searched]
    finished = [row for row in trials if row["status"] == "completed"]
    if len(finished) == 1:
        reasons = "; ".join(sorted({row.get("error", "stopped early") for row in searched}))
        raise UserError(
            "num_trials", config.num_trials, f"no trial came to its end: {reasons}", "see the log of a trial"
        )
    floor = scoring.floor(reference_MD, photograph_ids(config.reference), config.rungs[-1], config.seed)
    return {
        "objective": OBJECTIVE,
        "bank": config.recipe.bank,
        "size_px": config.recipe.size_px,
        "seed": config.recipe.seed,
        "reference": {"uri": config.reference, "num_images": len(reference_MD)},
        "resize": config.features.resize,
        "rungs": list(config.rungs),
        "floor": {"fid": floor.frechet, "kid": floor.kernel.value, "num_images": floor.num_images},
        "trials": trials,
        ELITE: min(finished, key=lambda row: row["scores"][-1]["fid"]),
    }


def _trial_row(config: SweepConfig, result: Any) -> dict[str, Any]:
    rows = [] if result.metrics_dataframe is None else result.metrics_dataframe.to_dict("records")
    keys = ("num_images", "fid", "kid", "kid_standard_error")
    scores = [{key: row[key] for key in keys} for row in rows]
    reached = bool(scores) and scores[-1]["num_images"] == config.rungs[-1]
    status = "failed" if result.error else "completed" if reached else "stopped"
    row = {
        "trial_id": str(result.path).rsplit("/", 1)[-1].split("_")[2],
        "mixing": dataclasses.asdict(mixing_of(result.config)),
        "scores": scores,
        "status": status,
        "time_s": round(rows[-1]["time_total_s"], 2) if rows else None,
    }
    return row | ({"error": " ".join(str(result.error).split())[:300]} if result.error else {})
