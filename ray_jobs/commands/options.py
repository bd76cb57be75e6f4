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
