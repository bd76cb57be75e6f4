"""Runs the command line as a person would: a process of its own, its exit code and what it says."""

from __future__ import annotations

import subprocess
import sys
from typing import Any


def arguments(*words: Any) -> list[str]:
    """The command line that runs `procimg` with this Python."""
    return [sys.executable, "-m", "ray_jobs.cli", *map(str, words)]


def procimg(*words: Any, check: bool = True, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end; fails the test with what it said if it fails and `check` is set."""
    run = subprocess.run(arguments(*words), capture_output=True, text=True, timeout=280, **options)
    assert not check or run.returncode == 0, run.stdout + run.stderr
    return run


def refusal(*words: Any, **options: Any) -> str:
    """The one line that a user's mistake gets; the exit code must be 2."""
    run = procimg(*words, check=False, **options)
    assert run.returncode == 2, run.stdout + run.stderr
    line = run.stderr.strip().splitlines()[-1]
    assert line.startswith("procimg: error: "), run.stderr
    return line
