"""`procimg bank`: look at the programs of a bank. Needs no Ray; `show` draws in this process."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import click
import numpy as np

from procimg.errors import UserError
from ray_jobs.commands.options import say
from shader_bank import catalog


@click.group()
def bank() -> None:
    """List the programs of a bank, or look at one."""


@bank.command("list")
@click.option("--bank", "bank_name", default="hand", help="Bank by name, or a folder of .glsl files.")
@click.option("--category", help="Only this category.")
def list_programs(bank_name: str, category: str | None) -> None:
    """List programs: id, category/name, licence, description.

    Example: procimg bank list --category voronoi
    """
    programs = [p for p in catalog.load(bank_name) if category in (None, p.category)]
    if not programs:
        raise UserError("category", category, f"bank {bank_name} has no such category", "see `procimg bank list`")
    width = max(len(program.path) for program in programs)
    for program in sorted(programs, key=lambda program: program.path):
        say(f"{program.id}  {program.path:<{width}}  {program.licence}  {program.description}")
    say(f"{len(programs)} programs in {len({program.category for program in programs})} categories")


@bank.command()
@click.argument("program_id", metavar="ID")
@click.option("--bank", "bank_name", default="hand", help="Bank by name, or a folder of .glsl files.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="PNG file to write.")
@click.option("--size", "size_px", type=click.IntRange(8, 2048), default=192, help="Side of a frame in pixels.")
@click.option("--num-times", type=click.IntRange(1, 32), default=6, help="Frames over time, one a column.")
@click.option("--num-seeds", type=click.IntRange(1, 32), default=3, help="Seeds, one a row.")
def show(program_id: str, bank_name: str, out: Path, size_px: int, num_times: int, num_seeds: int) -> None:
    """Write a strip of one program: time runs to the right, each row is another seed.

    ID is an id, its first six digits or more, a name, or category/name.

    Example: procimg bank show voronoi/cracked-mud --out strip.png
    """
    try:
        program = catalog.load(bank_name).find(program_id)
    except KeyError:
        raise UserError("ID", program_id, f"bank {bank_name} has no such program", "see `procimg bank list`") from None
    from procimg.report.contact_sheet import contact_sheet, write_png

    times_s = np.linspace(0.1, 10.0, num_times, dtype=np.float32)
    rows = _draw(program, size_px, [(time_s, seed) for seed in _seeds(num_seeds) for time_s in times_s])
    write_png(out, contact_sheet(rows, columns=num_times, gap_px=4))
    say(f"{program.id}  {program.path}  {program.licence}  -> {out}")


@bank.command()
@click.option("--bank", "bank_name", default="hand", help="Bank by name, or a folder of .glsl files.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="PNG file to write.")
@click.option("--size", "size_px", type=click.IntRange(8, 2048), default=128, help="Side of a frame in pixels.")
@click.option("--columns", type=click.IntRange(1, 64), default=12, help="Frames in a row.")
@click.option("--seed", type=int, default=1, help="Of the frames' seeds and times.")
def sheet(bank_name: str, out: Path, size_px: int, columns: int, seed: int) -> None:
    """Write a contact sheet of a bank: one frame of each program, by category.

    Example: procimg bank sheet --out bank.png
    """
    from procimg import seeding
    from procimg.report.contact_sheet import contact_sheet, write_png

    programs = sorted(catalog.load(bank_name), key=lambda program: program.path)
    times_s = 0.1 + 9.9 * seeding.uniforms(seed, "sheet time", 0, len(programs), 1)[:, 0]
    seeds = seeding.words(seed, "sheet iSeed", 0, len(programs), 1)[:, 0] >> np.uint64(32)
    frames = [_draw(program, size_px, [pair]) for program, *pair in zip(programs, times_s, seeds, strict=True)]
    write_png(out, contact_sheet(np.concatenate(frames), columns=columns, gap_px=2))
    say(f"{len(programs)} programs -> {out}")


@functools.cache
def _renderer(size_px: int) -> Any:
    from procimg.shading.context import create_context
    from procimg.shading.fragment import FragmentRenderer

    return FragmentRenderer(create_context(), size_px)


def _draw(program: catalog.Program, size_px: int, pairs: list[Any]) -> np.ndarray:
    """frames_NHWC uint8 of a program, one for each (time_s, seed)."""
    renderer = _renderer(size_px)
    compiled = renderer.compile(program)
    try:
        frames = [
            renderer.draw(compiled, np.array([time_s], np.float32), np.array([seed], np.uint32))[0, ..., :3]
            for time_s, seed in pairs
        ]
    finally:
        compiled.release()
    return np.stack(frames)


def _seeds(count: int) -> np.ndarray:
    from procimg import seeding

    return (seeding.words(1, "strip iSeed", 0, count, 1)[:, 0] >> np.uint64(32)).astype(np.uint32)
