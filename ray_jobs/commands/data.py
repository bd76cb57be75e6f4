"""Commands about data and the whole: doctor, demo, render, report."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from procimg.encoding import Codec, Encoding, Subsampling
from procimg.recipe import SeedLaw
from ray_jobs import cluster
from ray_jobs.commands import options
from ray_jobs.commands.options import say


@click.command()
@options.address
def doctor(address: str | None) -> None:
    """Check this machine: EGL, Ray, FID weights, evaluation data. Exit code 2 if something needed is missing."""
    from ray_jobs.doctor import examine

    findings = examine(cluster.configure(address))
    for finding in findings:
        say(f"{'ok  ' if finding.ok else 'FAIL' if finding.needed else 'none'}  {finding.name}: {finding.text}")
    if any(finding.needed and not finding.ok for finding in findings):
        raise SystemExit(2)


@click.command()
@click.option("--out", default="runs/demo", help="Folder of the run.")
@click.option("--photos", metavar="DIR", help="Photographs to score against. [default: those of scikit-image]")
@click.option("--tiny", is_flag=True, help="A two-minute version of every stage, for tests.")
@options.address
def demo(out: str, photos: str | None, tiny: bool, address: str | None) -> None:
    """Run the whole job: render, sweep, pretrain, evaluate, report. Run again, it skips what is done."""
    cluster.connect(address)
    from ray_jobs.demo import run_demo

    say(f"report: {run_demo(out, photos=photos, tiny=tiny)}")


@click.command()
@click.option("--bank", default="hand", help="Bank by name, or a folder of .glsl files.")
@click.option("--num-images", type=int, required=True, help="How many images.")
@click.option("--size", "size_px", type=int, default=256, help="Side of the images in pixels.")
@options.mixing
@click.option("--seed", type=int, default=0, help="Seed of the whole data set.")
@click.option("--seed-law", type=click.Choice(get_args(SeedLaw)), default="uniform", help="published: iSeed is 0.")
@click.option("--supersampling", type=int, default=1, help="Draw frames at this many times the size.")
@click.option("--exclude", multiple=True, metavar="ID", help="Program never to draw; may be given again.")
@click.option("--codec", type=click.Choice(get_args(Codec)), default="jpeg", help="How images are stored.")
@click.option("--quality", type=int, default=95, help="JPEG quality.")
@click.option("--subsampling", type=click.Choice(get_args(Subsampling)), default="4:2:0", help="JPEG chroma.")
@click.option("--images-per-shard", type=int, default=256, help="Rows of a Parquet file.")
@click.option("--num-actors", type=int, help="Render actors. [default: one for each CPU of the cluster]")
@click.option("--deadline", "deadline_s", type=float, default=600.0, help="Seconds a shard may take.")
@click.option("--repair", is_flag=True, help="Render damaged shards again.")
@click.option("--out", required=True, metavar="URI", help="Folder or URI (s3://...) for the shards.")
@options.address
def render(
    bank: str, num_images: int, size_px: int, mix: str, num_mixed: int | None, alpha: float, weights: str, seed: int,
    seed_law: str, supersampling: int, exclude: tuple[str, ...], codec: str, quality: int, subsampling: str,
    images_per_shard: int, num_actors: int | None, deadline_s: float, repair: bool, out: str, address: str | None,
) -> None:  # fmt: skip
    """Render a data set into Parquet shards. Shards that are there already are kept.

    Example: procimg render --num-images 1024 --size 128 --mix mixup --num-mixed 6 --seed 7 --out data/mixup6
    """
    cluster.configure(address)
    from ray_jobs import render as job
    from ray_jobs.pool import PoolLimits

    config = job.RenderConfig(
        recipe=job.make_recipe(
            bank, exclude, size_px=size_px, supersampling=supersampling, seed=seed, seed_law=seed_law,
            mixing=job.make_mixing(mix, num_mixed, alpha, weights),
        ),
        num_images=num_images, out=out, images_per_shard=images_per_shard, num_actors=num_actors, repair=repair,
        encoding=Encoding(codec=codec, quality=quality, subsampling=subsampling),  # type: ignore[arg-type]
        limits=PoolLimits(deadline_s=deadline_s),
    )  # fmt: skip
    cluster.connect(address, num_actors)
    options.say_summary(options.render_with_bar(config, f"render {mix}"), out)


@click.command()
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@options.address
def report(run: Path, address: str | None) -> None:
    """Write RUN/report.html from what lies in a run folder. Needs no cluster; --address is accepted and unused.

    Example: procimg report runs/demo
    """
    from procimg.report.page import write_report

    say(f"report: {write_report(run)}")
