"""Every exception of the product crosses process borders, so each must survive pickling: type, arguments and words.

Finds the classes in the source of all three packages, so a new one is covered the day it is written.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pickle
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = {"str": "words", "int": 3, "float": 0.5, "object": "value", "bool": True, "tuple[int, ...]": (3, 4)}


def class_bases(path: Path) -> dict[str, set[str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: {ast.unparse(base).split(".")[-1] for base in node.bases}
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def exception_classes() -> list[tuple[str, str]]:
    """(module, class) of each exception defined in the packages, bases before those that derive from them."""
    known = {"Exception", "ValueError", "RuntimeError", "TypeError", "OSError", "KeyError", "ClickException"}
    classes = {
        (".".join(path.relative_to(ROOT).with_suffix("").parts), name): bases
        for package in ("shader_bank", "procimg", "ray_jobs")
        for path in sorted((ROOT / package).rglob("*.py"))
        for name, bases in class_bases(path).items()
    }
    found: list[tuple[str, str]] = []
    while new := [key for key, bases in classes.items() if bases & known and key not in found]:
        found += new
        known |= {name for _, name in new}
    return found


def sample_arguments(kind: type[Exception]) -> list[object]:
    if kind.__init__ is Exception.__init__:
        return ["words"]
    parameters = list(inspect.signature(kind.__init__).parameters.values())[1:]
    if any(parameter.kind is inspect.Parameter.VAR_POSITIONAL for parameter in parameters):
        return ["words"]
    return [SAMPLES[str(parameter.annotation).split(" |")[0]] for parameter in parameters]


def test_the_scan_finds_the_known_ones() -> None:
    assert {("procimg.errors", "UserError"), ("procimg.errors", "CorruptShardError")} <= set(exception_classes())


@pytest.mark.parametrize(("module", "name"), exception_classes(), ids=lambda value: value)
def test_exception_survives_pickling(module: str, name: str) -> None:
    kind = getattr(importlib.import_module(module), name)
    error = kind(*sample_arguments(kind))
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert back.args == error.args
    assert str(back) == str(error)
    assert vars(back) == vars(error)
