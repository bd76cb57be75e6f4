"""The render job: a recipe and a number of images to Parquet shards, by actors with headless EGL contexts.

Driver side and actor side. A shard that lies under its final name is done; what is missing is rendered. Neither the
number of actors, nor their order, nor their crashes can change a byte, since a shard is a pure function of its spec.
Imports no torch: a render process must not.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ray

from procimg import encoding as enc
from procimg import run_record, shards
from procimg.errors import CorruptShardError, ProcimgError, ShaderCompileError, UserError
from procimg.recipe import Mixing, Recipe
from ray_jobs.pool import ActorPool, PoolLimits
from shader_bank import catalog


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderConfig:
    """What `procimg render` was asked for."""

    recipe: Recipe
    num_images: int
    out: str
    encoding: enc.Encoding = enc.Encoding()
    images_per_shard: int = 256
    """Rows of a shard; aim at one to five seconds of work and 64 to 256 MB."""
    num_actors: int | None = None
    """None takes one for each CPU of the cluster."""
    limits: PoolLimits = PoolLimits()
    repair: bool = False
    """Read every shard that is there and render the damaged ones again."""

    def __post_init__(self) -> None:
        for field, value in (("num_images", self.num_images), ("images_per_shard", self.images_per_shard)):
            if value < 1:
                raise UserError(field, value, "must be at least 1", "give a positive number")
        if self.num_images > 999_999_999:
            raise UserError("num_images", self.num_images, "must be below a thousand million", "render several seeds")
        if self.num_actors is not None and self.num_actors < 1:
            raise UserError("num_actors", self.num_actors, "must be at least 1", "leave it out for one a CPU")

    def ranges(self) -> list[tuple[int, int]]:
        """Index ranges of the shards."""
        size = self.images_per_shard
        return [(start, min(start + size, self.num_images)) for start in range(0, self.num_images, size)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShardTask:
    """One shard to render; plain data, since it travels."""

    spec: dict[str, Any]
    start: int
    stop: int
    out: str

    def __str__(self) -> str:
        return f"shard {self.start} to {self.stop - 1}"


class RenderActor:
    """Owns one EGL context, in a process that imports neither torch nor anything that forks."""

    def __init__(self, bank: str) -> None:
        from procimg.shading.context import create_context, renderer_info
        from procimg.window import ImageRenderer

        self._failure: Exception | None = None
        try:
            self._catalog = catalog.load(bank)
            context = create_context()
            self._info = renderer_info(context).to_dict()
            self._renderer = ImageRenderer(context, self._catalog)
        except (ProcimgError, catalog.CatalogError) as error:
            # Raised by the first call instead: Ray would wrap it in a text about a dead actor.
            self._failure = error

    @ray.method(max_task_retries=-1)
    def ping(self) -> str:
        """Names this process.

        Raises:
            ContextError: there is no headless OpenGL here.
            CatalogError: the bank cannot be read here.
        """
        self._check()
        return f"{ray.get_runtime_context().get_node_id()}/{os.getpid()}"

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def renderer(self) -> dict[str, Any]:
        """Who draws. Raises as `ping`."""
        self._check()
        return self._info

    def images(self, recipe: dict[str, Any], start: int, num_images: int) -> Any:
        """images_NHWC uint8 of consecutive indices of a recipe."""
        from procimg.window import StageTimes

        self._check()
        return self._renderer.render(Recipe.from_dict(recipe), start, num_images, StageTimes())[0]

    def run(self, task: ShardTask) -> dict[str, Any]:
        """Renders, mixes, encodes and commits one shard; returns its size and the seconds of each stage."""
        from procimg.window import StageTimes

        self._check()
        spec, times = shards.ShardSpec.from_dict(task.spec), StageTimes()
        if spec.renderer != self._info:
            raise UserError("renderer", self._info, f"the job was begun on {spec.renderer}", "use nodes of one kind")
        images_NHWC, plan = self._renderer.render(spec.recipe, task.start, task.stop - task.start, times)
        began_s = time.perf_counter()
        encoded = [enc.encode(image_HWC, spec.encoding) for image_HWC in images_NHWC]
        encoded_s = time.perf_counter()
        table = shards.make_table(spec, plan, tuple(program.id for program in self._catalog), encoded)
        name = shards.shard_name(spec.fingerprint, task.start, task.stop)
        size_bytes = shards.write_shard(task.out, name, table)
        times.encode, times.write = encoded_s - began_s, time.perf_counter() - encoded_s
        return {"size_bytes": size_bytes, "stage_time_s": times.to_dict()}


def make_render_actor(bank: str, num_cpus: float = 1.0) -> Any:
    """One render actor on one CPU; the rasteriser runs in that one thread, so that actors add up. One that mostly
    waits may reserve no CPU."""
    # Some machines send mutable limits of threads by environment; one thread each keeps bytes and speed comparable.
    environment = {"env_vars": {"LP_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}}
    remote = ray.remote(num_cpus=num_cpus, max_restarts=-1, max_task_retries=0, runtime_env=environment)(RenderActor)
    return remote.remote(bank)


def render(config: RenderConfig, progress: Callable[[int, int], Any] | None = None) -> dict[str, Any]:
    """Renders what is missing of a data set and returns its run record.

    Args:
        config: what to render and where to.
        progress: called with (images done now, images done before this run and skipped) at each step.

    Raises:
        UserError: the folder holds another recipe, or a program does not compile.
        CorruptShardError: a shard that is there is damaged and `repair` is off.
        RenderFailedError: a shard failed too often.
    """
    complete = _complete_record(config)
    if complete is not None:
        if progress:
            progress(0, config.num_images)
        return complete
    began_s = time.perf_counter()
    num_actors = config.num_actors or max(int(ray.cluster_resources().get("CPU", 1)), 1)
    num_actors = min(num_actors, len(config.ranges()))
    pool = ActorPool[ShardTask](
        lambda: make_render_actor(config.recipe.bank),
        num_actors,
        config.limits,
        fatal=(UserError, ShaderCompileError, OSError, ProcimgError, catalog.CatalogError),
    )
    try:
        spec = shards.ShardSpec(
            recipe=config.recipe,
            encoding=config.encoding,
            encoder=enc.encoder_version(config.encoding),
            renderer=_first_info(pool),
        )
        _claim_folder(config, spec)
        done = _committed(config, spec)
        tasks = [
            ShardTask(spec=spec.to_dict(), start=start, stop=stop, out=_absolute(config.out))
            for start, stop in config.ranges()
            if (start, stop) not in done
        ]
        summary = _run(config, pool, tasks, num_actors, progress)
    finally:
        pool.close()
    summary["time_s"] = round(time.perf_counter() - began_s, 3)
    summary["images_per_s"] = round(summary["num_images_rendered"] / summary["time_s"], 2)
    return _write_record(config, spec, summary)


def _complete_record(config: RenderConfig) -> dict[str, Any] | None:
    """The record of a folder that holds all that is asked for and sound, whichever renderer drew it."""
    found = run_record.read_json(config.out, "run.json")
    if found is None or not found.get("summary") or found["config"]["images_per_shard"] != config.images_per_shard:
        return None
    spec = shards.ShardSpec.from_dict(found["spec"])
    if spec.recipe.fingerprint != config.recipe.fingerprint or spec.encoding != config.encoding:
        return None
    return found if set(config.ranges()) == _committed(config, spec) else None


def _first_info(pool: ActorPool[ShardTask]) -> dict[str, Any]:
    try:
        return ray.get(pool.actors[0].renderer.remote())
    except ray.exceptions.RayTaskError as error:
        raise getattr(error, "cause", error) from None


def _run(
    config: RenderConfig,
    pool: ActorPool[ShardTask],
    tasks: list[ShardTask],
    num_actors: int,
    progress: Callable[[int, int], Any] | None,
) -> dict[str, Any]:
    missing = sum(task.stop - task.start for task in tasks)
    stage_time_s: dict[str, float] = {}
    size_bytes = 0
    if progress:
        progress(0, config.num_images - missing)

    def on_result(task: ShardTask, result: dict[str, Any]) -> None:
        nonlocal size_bytes
        size_bytes += result["size_bytes"]
        for stage, time_s in result["stage_time_s"].items():
            stage_time_s[stage] = round(stage_time_s.get(stage, 0.0) + time_s, 4)
        if progress:
            progress(task.stop - task.start, 0)

    pool.run(tasks, on_result)
    return {
        "num_images": config.num_images,
        "num_images_rendered": missing,
        "num_shards": len(config.ranges()),
        "num_actors": num_actors,
        "size_bytes": size_bytes,
        "stage_time_s": stage_time_s,
    }


def _claim_folder(config: RenderConfig, spec: shards.ShardSpec) -> None:
    """One folder, one recipe: the first run writes the spec down, every later one must match it."""
    found = run_record.read_json(config.out, "run.json")
    fix = "give another --out, or empty this folder"
    if found is not None:
        if found.get("fingerprint") == spec.fingerprint:
            _check_ranges(config, found["config"], fix)
            return
        if shards.list_shards(config.out):
            raise UserError("out", config.out, f"this folder holds another recipe: {_difference(found, spec)}", fix)
    filesystem, path = shards.open_folder(config.out)
    if found is None and any(not info.base_name.startswith("_tmp.") for info in shards.list_files(filesystem, path)):
        raise UserError("out", config.out, "this folder is not empty and holds no run.json", fix)
    _write_record(config, spec, None)


def _check_ranges(config: RenderConfig, found: dict[str, int], fix: str) -> None:
    """A data set may grow by whole shards; anything else would leave overlapping shards behind."""
    size, before = found["images_per_shard"], found["num_images"]
    if config.images_per_shard != size:
        raise UserError("images_per_shard", config.images_per_shard, f"this folder has shards of {size}", fix)
    if config.num_images < before or (config.num_images > before and before % size):
        rule = f"this folder holds {before} images in shards of {size}"
        raise UserError("num_images", config.num_images, f"{rule}; it can only grow from a whole number of shards", fix)


def _difference(found: dict[str, Any], spec: shards.ShardSpec) -> str:
    """The first field in which two specs differ, in words."""

    def flat(values: dict[str, Any], prefix: str = "") -> dict[str, Any]:
        flattened: dict[str, Any] = {}
        for key, value in values.items():
            flattened |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
        return flattened

    ours, theirs = flat(spec.to_dict()), flat(found.get("spec", {}))
    for key in ours:
        if ours[key] != theirs.get(key):
            return f"{key} is {theirs.get(key)!r} there and {ours[key]!r} here"
    return "its run.json was written by another version"


def _write_record(config: RenderConfig, spec: shards.ShardSpec, summary: dict[str, Any] | None) -> dict[str, Any]:
    bank = catalog.load(config.recipe.bank)
    record = run_record.record(
        {"num_images": config.num_images, "images_per_shard": config.images_per_shard},
        fingerprint=spec.fingerprint,
        spec=spec.to_dict(),
        recipe=config.recipe.to_dict(),
        renderer=spec.renderer,
        program_names={program.id: program.path for program in bank},
        licences=sorted({program.licence for program in bank}),
        summary=summary,
    )
    run_record.write_json(config.out, "run.json", record)
    return record


def _committed(config: RenderConfig, spec: shards.ShardSpec) -> set[tuple[int, int]]:
    done = set()
    for shard in shards.list_shards(config.out, spec.fingerprint):
        try:
            shards.check_shard(config.out, shard)
        except CorruptShardError as error:
            if not config.repair:
                raise UserError("out", error.uri, f"corrupt shard: {error.reason}",
                                "give --repair to render it again") from error  # fmt: skip
            continue
        done.add((shard.start, shard.stop))
    return done


def _absolute(uri: str) -> str:
    return uri if "://" in uri else os.path.abspath(uri)


def make_recipe(bank: str, exclude: tuple[str, ...] = (), **fields: Any) -> Recipe:
    """A recipe for a bank by name or folder.

    Raises:
        UserError: no such bank, or an excluded program that it does not hold.
    """
    try:
        programs = catalog.load(bank)
    except catalog.CatalogError as error:
        raise UserError("bank", bank, str(error), "see `procimg bank list`") from error
    excluded = []
    for key in exclude:
        try:
            excluded.append(programs.find(key).id)
        except KeyError:
            raise UserError("exclude", key, f"bank {bank} has no such program", "see `procimg bank list`") from None
    bank_name = bank if bank in catalog.BANKS else os.path.abspath(bank)
    return Recipe(bank=bank_name, bank_hash=programs.hash, excluded=tuple(sorted(excluded)), **fields)


def make_mixing(method: str, num_mixed: int | None, alpha: float, weights: str) -> Mixing:
    """Mixing as the command line gives it; `num_mixed` defaults to 1 for none and 6 else."""
    number = num_mixed if num_mixed is not None else (1 if method == "none" else 6)
    return Mixing(method=method, num_mixed=number, alpha=alpha, weights=weights)  # type: ignore[arg-type]
