"""Commands that score and learn: fid, sweep, pretrain, evaluate."""

from __future__ import annotations

import json
from typing import Any

import click

from procimg.errors import UserError
from ray_jobs import cluster
from ray_jobs.commands import options
from ray_jobs.commands.options import say


def make_bar(total: int, description: str) -> Any:
    """A bar of images or trials."""
    return options.bar(total, "trial" if description == "trials" else "image", description)


@click.command()
@click.option("--images", required=True, metavar="URI", help="Folder of shards or pictures, or a Parquet file.")
@click.option("--reference", required=True, metavar="URI", help="The same of real images, or .npz with mu and sigma.")
@click.option("--num-images", type=int, help="Take this many of --images. [default: all]")
@options.features
@click.option("--skip-corrupt", is_flag=True, help="Leave out unreadable files, and name them.")
@click.option("--seed", type=int, default=0, help="Of KID's subsets and the floor's halves.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
@options.address
def fid(
    images: str, reference: str, num_images: int | None, weights: str | None, resize: str, skip_corrupt: bool,
    seed: int, as_json: bool, address: str | None,
) -> None:  # fmt: skip
    """Frechet and kernel inception distance between two sets of images, beside the real-against-real floor.

    Example: procimg fid --images data/mixup6 --reference photos/
    """
    cluster.configure(address)
    from ray_jobs import fid as job
    from ray_jobs.scoring import FeatureSettings

    config = job.FidConfig(
        images=images, reference=reference, num_images=num_images, skip_corrupt=skip_corrupt, seed=seed,
        features=FeatureSettings(weights=weights, resize=resize),
    )  # fmt: skip
    cluster.connect(address)
    result = job.score(config, make_bar)
    if as_json:
        say(json.dumps(result))
        return
    for file in result["skipped"]:
        say(f"skipped: {file}")
    say(f"FID {result['fid']:.2f}, n = {result['num_images']} against {result['num_reference']}")
    if "kid" in result:
        say(f"KID {result['kid'] * 1e3:.2f} +- {result['kid_standard_error'] * 1e3:.2f} (x 1000)")
        floor = result["floor"]
        say(f"floor: FID {floor['fid']:.2f}, real against real, n = {floor['num_images']}")
    if result["num_images"] < job.KID_BELOW:
        say("FID at this n is mostly bias: compare it only at equal n and reference")


@click.command()
@click.option("--bank", default="hand", help="Bank by name, or a folder of .glsl files.")
@click.option("--reference", required=True, metavar="URI", help="Real images: folder of shards or pictures.")
@click.option("--size", "size_px", type=int, default=128, help="Side of the images in pixels.")
@click.option("--num-trials", type=int, default=12, help="Mixings to try.")
@click.option("--rungs", default="64,128", help="Numbers of images at which the worse half stops; each doubles.")
@options.features
@click.option("--max-concurrent", type=int, default=4, help="Trials at once.")
@click.option("--seed", type=int, default=0, help="Of the recipe and the search.")
@click.option("--out", required=True, metavar="URI", help="Folder of the sweep.")
@options.address
def sweep(
    bank: str, reference: str, size_px: int, num_trials: int, rungs: str, weights: str | None, resize: str,
    max_concurrent: int, seed: int, out: str, address: str | None,
) -> None:  # fmt: skip
    """Search the mixing (method, number, alpha) for the least FID. Run again, it goes on where it stopped.

    Example: procimg sweep --reference photos/ --num-trials 12 --out runs/sweep
    """
    cluster.connect(address)
    from ray_jobs import sweep as job
    from ray_jobs.render import make_mixing, make_recipe
    from ray_jobs.scoring import FeatureSettings

    try:
        numbers = tuple(int(number) for number in rungs.split(","))
    except ValueError:
        raise UserError("rungs", rungs, "must be whole numbers with commas", "as 64,128,256") from None
    config = job.SweepConfig(
        recipe=make_recipe(bank, size_px=size_px, seed=seed, mixing=make_mixing("none", 1, 1.0, "dirichlet")),
        reference=reference, out=out, num_trials=num_trials, rungs=numbers, max_concurrent=max_concurrent, seed=seed,
        features=FeatureSettings(weights=weights, resize=resize),
    )  # fmt: skip
    say_sweep(job.sweep(config, make_bar))


def say_sweep(report: dict[str, Any]) -> None:
    """The table of a sweep: trials at the largest n by FID, then the stopped ones."""
    from procimg.recipe import Mixing

    def key(row: dict[str, Any]) -> tuple[int, float]:
        last = row["scores"][-1] if row["scores"] else {"num_images": 0, "fid": 0.0}
        return -last["num_images"], last["fid"]

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


@click.command()
def pretrain() -> None:
    pass


@click.group()
def evaluate() -> None:
    pass
