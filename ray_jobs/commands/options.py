"""Flags that several commands share, and the progress bar. Knows click and tqdm, nothing of the work."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click
from tqdm import tqdm

from procimg.recipe import Method, WeightLaw

Function = TypeVar("Function", bound=Callable[..., Any])

address = click.option(
    "--address", metavar="ADDRESS", help="Ray cluster to run on. [default: RAY_ADDRESS, else this machine alone]"
)


def mixing(function: Function) -> Function:
    """--mix, --num-mixed, --alpha and --weights."""
    for option in (
        click.option("--weights", type=click.Choice(get_args(WeightLaw)), default="dirichlet", help="MixUp's law."),
        click.option("--alpha", type=float, default=1.0, help="Concentration: Dirichlet for mixup, Beta for cutmix."),
        click.option("--num-mixed", type=int, help="Frames an image. [default: 6, for none 1]"),
        click.option("--mix", type=click.Choice(get_args(Method)), default="mixup", help="How frames become an image."),
    ):  # fmt: skip
        function = option(function)
    return function


def features(function: Function) -> Function:
    """--weights and --resize of the FID network."""
    for option in (
        click.option("--resize", type=click.Choice(["clean", "pytorch-fid", "torch-fidelity"]), default="clean",
                     help="How images reach 299 px; figures compare only within one way."),
        click.option("--weights", metavar="FILE", help="FID Inception weights. [default: searched, see doctor]"),
    ):  # fmt: skip
        function = option(function)
    return function


def absolute(uri: str) -> str:
    """A local path made absolute, since workers live in other folders; a URI as it is."""
    return uri if "://" in uri else os.path.abspath(uri)


def absolute_if_path(name: str) -> str:
    """The same for what may be the name of a data set: only what lies on disk is a path."""
    return absolute(name) if os.path.exists(name) else name


def bar(total: int, unit: str, description: str) -> tqdm:
    """A progress bar on stderr with rate and time left."""
    return tqdm(total=total, unit=unit, desc=description, dynamic_ncols=True, smoothing=0.1)


def say(text: str) -> None:
    """A line on stdout."""
    click.echo(text)


def named_bar(total: int, description: str) -> tqdm:
    """A bar whose unit follows from what it counts: trials, steps, encoders or images."""
    return bar(
        total, {"trials": "trial", "steps": "step", "encoders": "encoder"}.get(description, "image"), description
    )


def render_with_bar(config: Any, description: str) -> dict[str, Any]:
    """Renders with a progress bar in images."""
    from ray_jobs import render

    with bar(config.num_images, "image", description) as shown:

        def progress(now: int, before: int) -> None:
            if before:
                shown.initial = before
            shown.update(now + before)

        return render.render(config, progress)


def say_summary(record: dict[str, Any], out: str) -> None:
    """Renderer, speed and share of each stage of a render job, in three lines."""
    summary, renderer = record["summary"], record["renderer"]
    total_s = sum(summary["stage_time_s"].values()) or 1.0
    shares = ", ".join(f"{stage} {time_s / total_s:.0%}" for stage, time_s in summary["stage_time_s"].items())
    software = "; software rendering on the CPU" if "llvmpipe" in renderer["renderer"] else ""
    say(f"{summary['num_images']} images in {summary['num_shards']} shards -> {out}")
    say(f"{summary['images_per_s']} images/s with {summary['num_actors']} actors; {shares}")
    say(f"renderer: {renderer['renderer']}, {renderer['version']}, path {renderer['path']}{software}")


def say_sweep(report: dict[str, Any]) -> None:
    """The table of a sweep: trials at the largest n by FID, then the stopped ones."""
    from procimg.recipe import Mixing

    def key(row: dict[str, Any]) -> tuple[float, float]:
        last = row["scores"][-1] if row["scores"] else {"num_images": 0, "fid": 0.0}
        return -float(last["num_images"]), float(last["fid"])

    for row in sorted(report["trials"], key=key):
        label = Mixing(**row["mixing"]).label
        if row["scores"]:
            last = row["scores"][-1]
            kid = f"KID {last['kid'] * 1e3:6.1f} +- {last['kid_standard_error'] * 1e3:.1f}"
            say(f"{label:<26} n = {last['num_images']:<5} FID {last['fid']:7.2f}  {kid}  {row['status']}")
        else:
            say(f"{label:<26} {row['status']}: {row.get('error', '')}")
    floor = report["floor"]
    say(f"floor, real against real: FID {floor['fid']:.2f} at n = {floor['num_images']}")
    say(f"best: {Mixing(**report['best']['mixing']).label}")
