"""The command line: `procimg COMMAND`. One flag style, one line for a user's mistake, exit code 2 for it.

Commands import what they need when they run, so that `--help` is quick and no process loads torch, Ray or GL in vain.
"""

from __future__ import annotations

import sys

import click

from procimg.errors import ProcimgError, RenderFailedError, UserError
from ray_jobs.commands import bank, data, learn
from shader_bank.catalog import CatalogError

INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110, "show_default": True})
@click.version_option(package_name="procimg")
def procimg() -> None:
    """Procedural images from GLSL programs: render, mix, score, search, pretrain, evaluate. On this machine alone, or
    on a Ray cluster by --address (or RAY_ADDRESS)."""


for command in (
    data.doctor, data.demo, bank.bank, data.render, learn.fid, learn.sweep, learn.pretrain, learn.evaluate, data.report
):  # fmt: skip
    procimg.add_command(command)


def main() -> None:
    """Entry point. Exit codes: 0 done, 1 the world failed, 2 a mistake in what was asked for, 130 interrupted."""
    try:
        code = procimg.main(standalone_mode=False)
        sys.exit(code or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted; run the same command again to go on")
        sys.exit(INTERRUPTED)
    except RenderFailedError as error:
        _say(str(error))
        sys.exit(1)
    except (UserError, ProcimgError, CatalogError) as error:
        _say(str(error))
        sys.exit(2)
    except OSError as error:
        _say(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
        sys.exit(1)


def _say(text: str) -> None:
    click.echo(f"procimg: error: {' '.join(text.split())}", err=True)


if __name__ == "__main__":
    main()
