"""The rules of the house, checked on the source itself: which way imports go, who may touch what, how long a file is.

Reads the files with `ast` and imports only what a rule is about. A rule that fails names the file and the line.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("shader_bank", "procimg", "ray_jobs")
CODE_FOLDERS = (*PACKAGES, "tests", "benchmarks", "scripts")
MAX_LINES = 400

MAY_IMPORT_MODERNGL = {f"procimg.shading.{name}" for name in ("context", "fragment", "compute", "interop")}
TORCH = {"torch", "torchvision", "triton"}
# What a render process loads. A GL context first and torchvision after it is a segfault on llvmpipe.
RENDERER = ["procimg.shading", "procimg.plan", "procimg.recipe", "procimg.mixing", "procimg.window", "procimg.shards"]
RENDERER += ["procimg.encoding", "procimg.seeding", "procimg.errors", "ray_jobs.render", "ray_jobs.pool"]
# The one module of shading that hands tensors over; a renderer on llvmpipe never imports it.
HANDS_OVER_TENSORS = "procimg.shading.interop"


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


MODULES = {module_name(path): path for path in python_files(*PACKAGES)}


def walk_runtime(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those below `if TYPE_CHECKING:`, which never run."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from walk_runtime(child)


@cache
def imports_of(module: str) -> tuple[tuple[str, int], ...]:
    """Every (module, line) that `module` imports, in functions too; names that are modules of ours in full."""
    found: list[tuple[str, int]] = []
    for node in walk_runtime(tree_of(MODULES[module])):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import; write it in full"
            assert node.module is not None
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [(name if name in MODULES else node.module, node.lineno) for name in names]
    return tuple(found)


def forbidden_imports(modules: list[str], forbidden: set[str]) -> list[str]:
    return [
        f"{module}:{line} imports {name}"
        for module in modules
        for name, line in imports_of(module)
        if name.split(".")[0] in forbidden
    ]


def modules_of(package: str) -> list[str]:
    return [module for module in MODULES if module == package or module.startswith(package + ".")]


def test_the_scan_sees_the_packages() -> None:
    for package in PACKAGES:
        assert len(modules_of(package)) > 1, package
    assert ("procimg.errors", 13) in {(name, 13) for name, _ in imports_of("procimg.recipe")}


def test_shader_bank_imports_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"shader_bank"}
    wrong = [
        f"{module}:{line} imports {name}"
        for module in modules_of("shader_bank")
        for name, line in imports_of(module)
        if name.split(".")[0] not in allowed
    ]
    assert not wrong


def test_procimg_imports_neither_ray_nor_ray_jobs() -> None:
    assert not forbidden_imports(modules_of("procimg"), {"ray", "ray_jobs"})


def test_only_shading_imports_moderngl() -> None:
    others = [module for module in MODULES if module not in MAY_IMPORT_MODERNGL]
    assert not forbidden_imports(others, {"moderngl", "glcontext"})


def reachable(start: str) -> dict[str, str]:
    """Modules of ours that importing or calling `start` may load, each with the one that imports it."""
    parent, todo = {start: start}, [start]
    while todo:
        module = todo.pop()
        for name, _ in imports_of(module):
            if name in MODULES and name not in parent:
                parent[name] = module
                todo.append(name)
    return parent


@pytest.mark.parametrize("start", RENDERER)
def test_what_a_renderer_loads_imports_no_torch(start: str) -> None:
    for module in modules_of(start):
        if module == HANDS_OVER_TENSORS:
            continue
        chain = reachable(module)
        assert not forbidden_imports(list(chain), TORCH), f"from {module}, by way of {chain}"


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def test_import_procimg_is_light() -> None:
    assert not loaded_by("import procimg") & {"ray", "moderngl", "torch", "torchvision", "numpy", "pyarrow"}


def test_the_renderer_loads_no_torch_in_a_fresh_process() -> None:
    """The scan sees our own imports; this sees what libraries drag in."""
    present = [module for name in RENDERER for module in modules_of(name) if module != HANDS_OVER_TENSORS]
    assert not loaded_by(f"import {', '.join(present)}") & TORCH


@pytest.mark.parametrize("path", python_files(*CODE_FOLDERS), ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_short_and_named_for_its_content(path: Path) -> None:
    assert path.name not in {"utils.py", "helpers.py", "misc.py", "common.py"}, "name it after what it does"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("module", MODULES)
def test_module_is_documented(module: str) -> None:
    assert ast.get_docstring(tree_of(MODULES[module])), "say in the first lines what it does and what it may not know"


def text_files() -> list[Path]:
    folders = (*CODE_FOLDERS, "docs", ".ci", ".github")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    return [path for path in found if b"\0" not in path.read_bytes()[:4096] and "__pycache__" not in path.parts]


def test_no_path_of_one_machine_and_no_registry_address_is_written_down() -> None:
    # In pieces, or this file would be found.
    machine = [r"(?<![\w.~-])/" + "work/", r"(?<![\w.~-])/" + r"home/\w", r"(?<![\w.~-])/" + "root/"]
    registry = ["pypi" + r"\.org", "pythonhosted" + r"\.org", "download.py" + r"torch\.org", "npmjs" + r"\.org"]
    registry += ["deb.debian" + r"\.org", "--(extra-)?index" + "-url", "find" + "-links"]
    pattern = re.compile("|".join(machine + registry))
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not wrong
