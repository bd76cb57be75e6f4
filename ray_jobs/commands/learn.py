"""Commands that score and learn: fid, sweep, pretrain, evaluate."""

from __future__ import annotations

import json
from typing import Any

import click

from procimg.errors import UserError
from ray_jobs import cluster
from ray_jobs.commands import options
from ray_jobs.commands.options import say


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
    result = job.score(config, options.named_bar)
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
    options.say_sweep(job.sweep(config, options.named_bar))


@click.command()
@click.option("--data", required=True, metavar="URI", help="Folder of shards, or any folder of images of one size.")
@click.option("--arch", default="resnet50", help="Encoder: a torchvision ResNet, or resnet18_narrow for CPUs.")
@click.option("--size", "size_px", type=int, default=224, help="Side of the two views in pixels.")
@click.option("--batch-size", type=int, default=256, help="Images of a step, over all workers.")
@click.option("--bn-group-size", type=int, default=64, help="Images that share batch-norm statistics.")
@click.option("--queue-size", type=int, default=65536, help="Keys in the queue; a multiple of the batch.")
@click.option("--momentum", type=float, default=0.999, help="Of the key encoder.")
@click.option("--temperature", type=float, default=0.2, help="Of the contrast.")
@click.option("--learning-rate", type=float, default=0.015, help="At the start of the cosine.")
@click.option("--warmup-steps", type=int, default=0, help="Steps of linear warm-up.")
@click.option("--epochs", type=int, default=200, help="Passes over the data.")
@click.option("--num-workers", type=int, default=1, help="Train workers.")
@click.option("--use-gpu", is_flag=True, help="One GPU a worker.")
@click.option("--seed", type=int, default=0, help="Of weights, order and augmentation.")
@click.option("--log-every", type=int, default=10, help="Steps between lines of metrics.")
@click.option("--checkpoint-every", type=int, default=200, help="Steps between checkpoints.")
@click.option("--skip-corrupt", is_flag=True, help="Leave out unreadable shards, and name them.")
@click.option("--out", required=True, metavar="URI", help="Folder of the run; started again, it goes on.")
@options.address
def pretrain(
    data: str, num_workers: int, use_gpu: bool, log_every: int, checkpoint_every: int, skip_corrupt: bool, out: str,
    address: str | None, **moco: Any,
) -> None:  # fmt: skip
    """Pretrain an encoder by MoCo v2. The defaults are the published ones.

    Example: procimg pretrain --data data/mixup6 --num-workers 8 --use-gpu --out runs/moco
    """
    cluster.configure(address)
    from procimg.moco.config import MoCoConfig
    from ray_jobs import pretrain as job

    config = job.PretrainConfig(
        data=options.absolute(data), out=options.absolute(out), moco=MoCoConfig(**moco), num_workers=num_workers,
        use_gpu=use_gpu, log_every=log_every, checkpoint_every=checkpoint_every, skip_corrupt=skip_corrupt,
    )  # fmt: skip
    cluster.connect(address)
    summary = job.pretrain(config, options.named_bar)["summary"]
    say(f"{summary['num_steps']} steps, {summary['images_per_s']} images/s, final loss {summary['final_loss']:.3f}")
    for file in summary["skipped"]:
        say(f"skipped: {file}")
    say(f"checkpoint: {out}/{job.CHECKPOINT}")


@click.group()
def evaluate() -> None:
    """Probe a pretrained encoder on labelled images, beside its random initialisation."""


def _probe(name: str, text: str) -> click.Command:
    @click.command(name, help=f"{text}\n\nExample: procimg evaluate {name} --checkpoint runs/moco/checkpoint.pt")
    @click.option("--checkpoint", required=True, metavar="FILE", help="The checkpoint.pt of a pretraining.")
    @click.option(
        "--dataset", default="fashion-mnist", metavar="URI", help="fashion-mnist, digits, or labelled Parquet."
    )
    @click.option("--num-train", type=int, help="Training images, as many of each class. [default: all]")
    @click.option("--num-test", type=int, help="Test images. [default: all]")
    @click.option("--size", "size_px", type=int, help="Side of the images. [default: that of the pretraining]")
    @click.option("--seed", type=int, default=0, help="Of the choice of images.")
    @options.address
    def command(checkpoint: str, dataset: str, address: str | None, **fields: Any) -> None:
        cluster.connect(address)
        from ray_jobs import evaluate as job

        config = job.EvaluateConfig(
            checkpoint=options.absolute(checkpoint), dataset=options.absolute_if_path(dataset), probes=(name,), **fields
        )
        scores = job.evaluate(config, options.named_bar)
        sizes = f"{scores['num_train']} training and {scores['num_test']} test images, {scores['num_classes']} classes"
        say(f"{scores['dataset']}: {sizes}, chance {scores['chance']:.1%}")
        for row in scores["rows"]:
            say(f"{row['encoder']:<22} {name} {row[name]:.2%}")

    return command


evaluate.add_command(_probe("knn", "Weighted k-nearest-neighbour accuracy (k = 20, temperature 0.07)."))
evaluate.add_command(_probe("linear", "Linear probe: logistic regression on frozen features."))
