"""Reads what a run left in its folder. A part that is missing is None or empty; a part that is broken is named.

Files in, plain Python values out; draws nothing. The layout: run.json, data/NAME/{run.json,*.parquet},
sweep/sweep.json, pretrain/{run.json,metrics.jsonl}, evaluate/scores.json.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procimg.errors import UserError

Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class DataSet:
    """One folder of shards."""

    name: str
    info: Record
    """Its run.json; empty where there is none."""
    shards: tuple[Path, ...]
    """In the order of their names; names that begin with `_` or `.` are unfinished files."""

    @property
    def method(self) -> str:
        """The mixing's method; the folder's name where no recipe says."""
        return str(dig(self.info, "recipe", "mixing", "method", default=self.name))


@dataclass(frozen=True, kw_only=True, slots=True)
class RunFolder:
    """Everything the report reads, apart from the shards' rows."""

    path: Path
    run: Record
    data_sets: tuple[DataSet, ...]
    sweep: Record | None
    pretrain: Record
    metrics: tuple[Record, ...]
    scores: Record | None
    problems: tuple[str, ...]
    """Files that are there and cannot be read, one line each."""

    @property
    def program_names(self) -> dict[str, str]:
        """Program id to `category/name`, where run.json has the map."""
        names = self.run.get("program_names")
        return {str(key): str(value) for key, value in names.items()} if isinstance(names, dict) else {}

    def absence(self, file: str, words: str) -> str:
        """What to say where `file` gave nothing: `words` if it is not there, else that it cannot be read."""
        broken = [problem for problem in self.problems if problem.startswith(file)]
        return broken[0] if broken else words


def read_run_folder(path: Path) -> RunFolder:
    """Reads all but the shards.

    Raises:
        UserError: the folder does not exist.
    """
    if not path.is_dir():
        raise UserError("run folder", str(path), "must be a folder that exists", "give the --out of an earlier run")
    problems: list[str] = []

    def read(*parts: str) -> Record | None:
        return _read_json(path.joinpath(*parts), "/".join(parts), problems)

    data_dir = path / "data"
    names = sorted(entry.name for entry in data_dir.iterdir() if entry.is_dir()) if data_dir.is_dir() else []
    found = [
        DataSet(
            name=name,
            info=read("data", name, "run.json") or {},
            shards=tuple(sorted((data_dir / name).glob("[!._]*.parquet"))),
        )
        for name in names
    ]
    return RunFolder(
        path=path,
        run=read("run.json") or {},
        data_sets=tuple(sorted(found, key=_order)),
        sweep=read("sweep", "sweep.json"),
        pretrain=read("pretrain", "run.json") or {},
        metrics=tuple(_read_lines(path / "pretrain" / "metrics.jsonl", "pretrain/metrics.jsonl", problems)),
        scores=read("evaluate", "scores.json"),
        problems=tuple(problems),
    )


def _order(data_set: DataSet) -> tuple[int, str]:
    """No mixing first, then MixUp, CutMix and the others."""
    return {"none": 0, "mixup": 1, "cutmix": 2}.get(data_set.method, 3), data_set.name


def _read_json(path: Path, shown: str, problems: list[str]) -> Record | None:
    if not path.exists():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problems.append(f"{shown} cannot be read: {error}")
        return None
    if not isinstance(values, dict):
        problems.append(f"{shown} holds no JSON object")
        return None
    return values


def _read_lines(path: Path, shown: str, problems: list[str]) -> list[Record]:
    """One JSON object a line. A run that was killed leaves half a line: it is counted, the others are kept."""
    if not path.exists():
        return []
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        problems.append(f"{shown} cannot be read: {error}")
        return []
    found: list[Record] = []
    for line in lines:
        try:
            values = json.loads(line)
        except ValueError:
            continue
        if isinstance(values, dict):
            found.append(values)
    if len(found) < len(lines):
        problems.append(f"{shown}: {len(lines) - len(found)} of {len(lines)} lines cannot be read")
    return found


def dig(values: object, *keys: str, default: Any = None) -> Any:
    """`values[key][key]...`; `default` where a step is missing, null or no object."""
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return default if values is None else values


def records(values: object, *keys: str) -> list[Record]:
    """The list of objects found there; empty where there is none."""
    found = dig(values, *keys)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
