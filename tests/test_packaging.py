"""Set-up and packaging hold together: pins, bounds, imports, the wheel, the make targets, what setup refuses.

Needs git for nothing and the network for nothing. The versions pinned are those installed where Python is 3.11.
"""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PACKAGES = ("shader_bank", "procimg", "ray_jobs")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def requirements(lines: list[str]) -> dict[str, Requirement]:
    parsed = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


PINS = requirements(
    [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")]
)
DIRECT = requirements([*PROJECT["dependencies"], *EXTRAS["demo"], *EXTRAS["dev"]])


def test_every_pin_is_one_exact_version_without_an_address() -> None:
    for pin in PINS.values():
        assert pin.url is None
        assert re.fullmatch(r"==[\w.]+", str(pin.specifier)), str(pin)


def test_what_depends_on_torch_and_python_is_pinned_only_where_it_exists() -> None:
    assert not [name for name in PINS if name.startswith(("nvidia-", "cuda-", "triton"))]
    for name, pin in PINS.items():
        assert (pin.marker is not None) == (name in {"torch", "torchvision"}), name
    for name in ("torch", "torchvision"):
        marker = PINS[name].marker
        assert marker is not None
        assert marker.evaluate({"python_version": "3.11"})
        assert not marker.evaluate({"python_version": "3.12"})


@pytest.mark.parametrize(("torch", "torchvision"), [("2.11.0", "0.26.0"), ("2.14.1", "0.29.1")])
def test_bounds_admit_the_oldest_and_the_newest_torch(torch: str, torchvision: str) -> None:
    assert Version(torch) in DIRECT["torch"].specifier
    assert Version(torchvision) in DIRECT["torchvision"].specifier


@pytest.mark.parametrize("name", sorted(DIRECT))
def test_direct_dependency_is_pinned_within_its_bounds(name: str) -> None:
    assert name in PINS, "add it to constraints.txt"
    version = str(PINS[name].specifier).removeprefix("==")
    assert version in DIRECT[name].specifier


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the pins were taken on Python 3.11")
def test_installed_versions_are_the_pinned_ones() -> None:
    wrong = [str(pin) for name, pin in PINS.items() if importlib.metadata.version(name) not in pin.specifier]
    assert not wrong


def imported_distributions() -> dict[str, str]:
    """Distribution -> one place that imports it, for every import of the packages that is not ours or Python's."""
    providers = importlib.metadata.packages_distributions()
    found: dict[str, str] = {}
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for top in {name.split(".")[0] for name in names} - sys.stdlib_module_names - set(PACKAGES):
                candidates = [canonicalize_name(name) for name in providers[top]]
                chosen = next((name for name in candidates if name in DIRECT), candidates[0])
                found[chosen] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def test_everything_imported_is_declared() -> None:
    declared = set(requirements([*PROJECT["dependencies"], *EXTRAS["demo"]]))
    undeclared = {name: where for name, where in imported_distributions().items() if name not in declared}
    assert not undeclared


def test_everything_declared_is_imported() -> None:
    """Dependencies are few: one that nothing imports goes. (Tune's OptunaSearch imports optuna by itself.)"""
    unused = set(requirements(PROJECT["dependencies"])) - set(imported_distributions()) - {"optuna"}
    assert not unused


def test_the_wheel_holds_every_program_and_no_tests(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, source)
    (source / "README.md").write_text("procimg\n")
    for package in (*PACKAGES, "tests"):
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(source)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".glsl"}
    }
    assert len([name for name in wanted if name.endswith(".glsl")]) >= 32
    assert held == wanted


def make(*arguments: str) -> str:
    # The tests run below `make test`, whose flags are not meant for this make.
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    result = subprocess.run(["make", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return result.stdout


def test_make_alone_lists_every_target() -> None:
    declared = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert declared
    assert [line.split()[1] for line in make().splitlines()] == declared[1].split()


def test_make_demo_hands_photos_over_as_one_argument() -> None:
    assert '--photos "/my photos"' in make("-n", "demo", "PHOTOS=/my photos")
    assert "--photos" not in make("-n", "demo")


def run_setup(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs set-up in a copy of what it reads, as somebody who is not root and has no sudo."""
    for name in ("pyproject.toml", "constraints.txt", "scripts"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, checkout / name)
    tools = checkout / "bin"
    tools.mkdir()
    for tool in ("bash", "dirname", "cat", "sha256sum", "env", "apt-get"):
        (tools / tool).symlink_to(shutil.which(tool) or "/bin/false")
    (tools / "id").write_text("#!/bin/sh\necho 1000\n")
    (tools / "id").chmod(0o755)
    environment = {"PATH": str(tools), "PYTHON": sys.executable} | environment
    return subprocess.run(
        [str(checkout / "scripts" / "setup.sh")], env=os.environ | environment, capture_output=True, text=True
    )


def test_setup_without_egl_and_without_root_prints_the_line_to_run(tmp_path: Path) -> None:
    result = run_setup(tmp_path, __EGL_VENDOR_LIBRARY_FILENAMES="/nowhere.json")
    assert result.returncode == 1
    assert "sudo apt-get install -y libegl1 libgl1 libgl1-mesa-dri" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / ".venv").exists()


def test_setup_without_a_python_says_which_is_needed(tmp_path: Path) -> None:
    result = run_setup(tmp_path, PYTHON="python2.7")
    assert result.returncode == 1
    assert result.stderr.startswith("setup: Python 3.11 to 3.14 is needed")
    assert len(result.stderr.splitlines()) == 1
