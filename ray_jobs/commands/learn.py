"""Commands that score and learn: fid, sweep, pretrain, evaluate."""

from __future__ import annotations

import click


@click.command()
def fid() -> None:
    pass


@click.command()
def sweep() -> None:
    pass


@click.command()
def pretrain() -> None:
    pass


@click.group()
def evaluate() -> None:
    pass
