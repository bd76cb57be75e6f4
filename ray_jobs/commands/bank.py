"""`procimg bank`: look at the programs of a bank. Needs no Ray; `show` draws in this process."""

from __future__ import annotations

from pathlib import Path

import click

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
    import numpy as np

    from procimg.report.contact_sheet import contact_sheet, write_png
    from procimg.shading.context import create_context
    from procimg.shading.fragment import FragmentRenderer

    renderer = FragmentRenderer(create_context(), size_px, max_frames=32)
    compiled = renderer.compile(program)
    times = np.linspace(0.1, 10.0, num_times, dtype=np.float32)
    seeds = np.random.Philox(key=1).random_raw(num_seeds).astype(np.uint32)
    rows = [renderer.draw(compiled, times, np.full(num_times, seed, np.uint32))[..., :3] for seed in seeds]
    write_png(out, contact_sheet(np.concatenate(rows), columns=num_times, gap_px=4))
    say(f"{program.id}  {program.path}  {program.licence}  -> {out}")
