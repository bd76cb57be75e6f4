"""Catalogues of programs: reads GLSL files, resolves `#include`, names every program by the hash of its code.

A program file opens with `// key: value` lines (name, description, author, licence) and then defines
`void mainImage(out vec4 fragColor, in vec2 fragCoord)`; `#include "name.glsl"` pulls in one file of `lib/`, once.
Knows text only: nothing here compiles or draws.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE_DIR = Path(__file__).parent
LIB_DIR = PACKAGE_DIR / "lib"
BANKS = {"hand": PACKAGE_DIR / "programs"}

_HEADER_LINE = re.compile(r"//\s*([a-z_]+)\s*:\s*(.*\S)\s*$")
_INCLUDE = re.compile(r'\s*#\s*include\s+"([^"]+)"\s*$')
MAX_FILE_BYTES = 1 << 20


class CatalogError(Exception):
    """A bank or a program file cannot be read; one line says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """One GLSL program in the canonical dialect.

    `source` is the whole text with includes resolved and `#line` marks that keep the compiler's line numbers those of
    the file; `id` is the first 16 hex digits of the SHA-256 of the code without header comments and marks, so that
    neither a new description nor another folder changes it.
    """

    id: str
    name: str
    category: str
    description: str
    author: str
    licence: str
    origin: str
    source: str = field(repr=False)

    @property
    def path(self) -> str:
        """Category and name, as in `voronoi/cracked-mud`."""
        return f"{self.category}/{self.name}"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Programs in the order of their ids, so that a bank's content alone, not its folders, fixes every draw."""

    name: str
    programs: tuple[Program, ...]

    def __len__(self) -> int:
        return len(self.programs)

    def __iter__(self) -> Iterator[Program]:
        return iter(self.programs)

    @property
    def hash(self) -> str:
        """SHA-256 over all ids in order, 64 hex digits."""
        return hashlib.sha256("\n".join(program.id for program in self.programs).encode()).hexdigest()

    def find(self, key: str) -> Program:
        """The program with this id (or an unambiguous beginning of 6 digits or more), name, or category/name.

        Raises:
            KeyError: no program, or more than one, fits.
        """
        exact = [p for p in self.programs if key in (p.id, p.path, p.name)]
        found = exact or [p for p in self.programs if len(key) >= 6 and p.id.startswith(key)]
        if len(found) != 1:
            raise KeyError(key)
        return found[0]


def load(name: str | Path) -> Catalog:
    """A bank by its name (`hand`), or a folder of `.glsl` files.

    Raises:
        CatalogError: no such bank or folder, an empty one, or a file that is not a program.
    """
    folder = BANKS.get(str(name), Path(name))
    if not folder.is_dir():
        raise CatalogError(f"bank {str(name)!r} is neither one of {', '.join(sorted(BANKS))} nor a folder")
    unique: dict[str, Program] = {}
    for file in sorted(folder.rglob("*.glsl")):
        program = read_program(file)
        unique.setdefault(program.id, program)
    if not unique:
        raise CatalogError(f"bank {str(name)!r} holds no .glsl file")
    return Catalog(str(name), tuple(unique[key] for key in sorted(unique)))


def read_program(file: Path) -> Program:
    """Reads one program file.

    Raises:
        CatalogError: larger than 1 MiB, not UTF-8 text, an unknown include, or no `mainImage`.
    """
    if file.stat().st_size > MAX_FILE_BYTES:
        raise CatalogError(f"{file}: larger than {MAX_FILE_BYTES} bytes, which no program needs")
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CatalogError(f"{file}: not UTF-8 text ({error.reason} at byte {error.start})") from error
    header, first_line = _split_header(text)
    lines = text.splitlines()[first_line - 1 :]
    source = "\n".join([f"#line {first_line}", *_resolve(lines, first_line, str(file), included=set(), depth=0)]) + "\n"
    if not re.search(r"\bmainImage\s*\(", source):
        raise CatalogError(f"{file}: defines no mainImage(out vec4, in vec2)")
    return Program(
        id=content_id(source),
        name=header.get("name", file.stem),
        category=file.parent.name,
        description=header.get("description", ""),
        author=header.get("author", "unknown"),
        licence=header.get("licence", "unknown"),
        origin=header.get("origin", file.name),
        source=source,
    )


def content_id(source: str) -> str:
    """First 16 hex digits of the SHA-256 of the code, `#line` marks left out."""
    code = "\n".join(line.rstrip() for line in source.splitlines() if not line.startswith("#line"))
    return hashlib.sha256(code.strip().encode()).hexdigest()[:16]


def _split_header(text: str) -> tuple[dict[str, str], int]:
    header: dict[str, str] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if match := _HEADER_LINE.match(line):
            header[match[1]] = match[2]
        elif line.strip() and not line.startswith("//"):
            return header, number
    return header, len(lines) + 1


def _resolve(lines: list[str], first_line: int, where: str, included: set[str], depth: int) -> Iterator[str]:
    for number, line in enumerate(lines, start=first_line):
        match = _INCLUDE.match(line)
        if match is None:
            yield line
            continue
        name = match[1]
        file = LIB_DIR / name
        if "/" in name or "\\" in name or not file.is_file():
            raise CatalogError(f"{where}:{number}: lib has no file {name!r} to include")
        if name not in included:
            included.add(name)
            # The compiler counts included lines in file 1, so that an error in a program keeps the program's line.
            yield "#line 1 1"
            yield from _resolve(file.read_text(encoding="utf-8").splitlines(), 1, name, included, depth + 1)
            yield f"#line {number + 1} {min(depth, 1)}"
        else:
            yield ""
