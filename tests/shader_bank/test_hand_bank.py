"""The bank `hand`: every file is complete and in the dialect, every program draws, moves and heeds its seed.

The text is checked without GL. What is drawn is checked on 64-pixel frames, at several seeds and times at once.
Legend: F = frames, H, W = pixels, C = 3 or 4 channels.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from shader_bank import catalog

PROGRAM_FILES = sorted(catalog.BANKS["hand"].rglob("*.glsl"))
LIB_FILES = sorted(catalog.LIB_DIR.glob("*.glsl"))
HEADER_KEYS = ("name", "description", "author", "licence")
# A compute shader has none of these; and the host turns iSeed and iTime into macros.
FORBIDDEN = {
    r"\bdiscard\b": "discard",
    r"\bgl_\w+": "a gl_ built-in",
    r"\b(dFd[xy]|fwidth)\w*": "a derivative",
    r"\b(texture|texelFetch)\w*\s*\(": "a texture",
    r"\b(float|u?int|bool|[iub]?vec[234])\s+i(Time|Seed|Resolution|Frame|Mouse)\b": "a variable named as an input",
    r"^\s*#\s*(version|extension|define|undef)\b": "a preprocessor directive other than #include",
}
SIZE_PX = 64
SEEDS = (1, 0xDEADBEEF, 4_000_000_007)
TIMES_S = (0.4, 3.1, 9.2)


def label(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


def without_comments(text: str) -> str:
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)


def header_faults(file: Path) -> list[str]:
    """What is wrong with the first lines of a program file, each in a few words."""
    lines = file.read_text(encoding="utf-8").splitlines()
    fields: dict[str, str] = {}
    for key, line in zip(HEADER_KEYS, lines, strict=False):
        match = re.fullmatch(rf"// {key}: (\S.*)", line)
        if match is None:
            return [f"a line `// {key}: ...` is due where it says {line[:40]!r}"]
        fields[key] = match[1]
    faults = []
    if fields["name"] != file.stem:
        faults.append(f"name {fields['name']!r} is not the file's")
    if not fields["description"].endswith(".") or len(fields["description"]) < 30:
        faults.append("the description is no sentence")
    if fields["author"] != "procimg developers":
        faults.append(f"author {fields['author']!r}")
    if fields["licence"] != "MIT":
        faults.append(f"licence {fields['licence']!r}, not MIT")
    return faults


def test_every_file_has_a_full_header():
    faults = [f"{label(file)}: {fault}" for file in PROGRAM_FILES for fault in header_faults(file)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("line", "instead", "words"),
    [
        ("// name: x", "// title: x", "a line `// name: ...` is due"),
        ("// name: x", "// name: other", "is not the file's"),
        ("// description: A thing told at sufficient length.", "// description: short.", "no sentence"),
        ("// author: procimg developers", "// author: someone", "author 'someone'"),
        ("// licence: MIT", "// licence: GPL", "not MIT"),
    ],
)
def test_the_header_check_finds_each_fault(tmp_path, line, instead, words):
    description = "// description: A thing told at sufficient length."
    header = f"// name: x\n{description}\n// author: procimg developers\n// licence: MIT\n"
    file = tmp_path / "x.glsl"
    file.write_text(header)
    assert header_faults(file) == []
    file.write_text(header.replace(line, instead))
    (fault,) = header_faults(file)
    assert words in fault


def test_bank_is_large_varied_and_without_doubles():
    bank = catalog.load("hand")
    assert len(bank) == len(PROGRAM_FILES), "two files hold the same code, or one was not read"
    categories = [program.category for program in bank]
    assert len(bank) >= 32 and len(set(categories)) >= 8
    assert {(program.category, program.name) for program in bank} == {(f.parent.name, f.stem) for f in PROGRAM_FILES}
    assert all(file.parent.parent == catalog.BANKS["hand"] for file in PROGRAM_FILES), "folders are one level deep"
    assert len({program.name for program in bank}) == len(bank), "a name alone must find a program"


def test_every_program_keeps_to_the_dialect():
    faults = []
    for file in [*PROGRAM_FILES, *LIB_FILES]:
        text = without_comments(file.read_text(encoding="utf-8"))
        for pattern, words in FORBIDDEN.items():
            if match := re.search(pattern, text, flags=re.MULTILINE):
                faults.append(f"{label(file)}: uses {words}: {match[0].strip()!r}")
    assert not faults, "\n".join(faults)


def test_loops_are_bounded_by_constants():
    """At most 96 turns each, so that no frame can hang a device; a `while` could."""
    faults = []
    for file in [*PROGRAM_FILES, *LIB_FILES]:
        text = without_comments(file.read_text(encoding="utf-8"))
        faults += [f"{label(file)}: a while loop" for _ in re.findall(r"\bwhile\b", text)]
        for loop in re.findall(r"\bfor\s*\(([^{]*?)\)\s*(?=[{\w])", text):
            bounds = [int(number) for number in re.findall(r"<\s*(?:min\(\w+, )?(\d+)\b", loop)]
            if not bounds or min(bounds) > 96:
                faults.append(f"{label(file)}: no constant bound of 96 or less in for ({loop})")
    assert not faults, "\n".join(faults)


def test_every_lib_file_is_one_documented_function_that_something_uses():
    included = {
        name for file in [*PROGRAM_FILES, *LIB_FILES] for name in re.findall(r'#include "([^"]+)"', file.read_text())
    }
    faults = []
    for file in LIB_FILES:
        text = file.read_text(encoding="utf-8")
        comment = " ".join(line[2:].strip() for line in text.splitlines() if line.startswith("//"))
        defined = set(re.findall(r"^\w+ (\w+)\([^;{]*\)\s*\{", without_comments(text), flags=re.MULTILINE))
        if defined != {file.stem}:
            faults.append(f"{file.name}: defines {sorted(defined)}, not {file.stem} alone")
        if not text.startswith("//") or not comment.endswith("Licence MIT."):
            faults.append(f"{file.name}: does not open with what it does and its licence")
        if file.name not in included:
            faults.append(f"{file.name}: nothing includes it")
    assert not faults, "\n".join(faults)


def test_includes_are_those_the_text_uses():
    """A program names what it calls, itself: nothing superfluous, nothing that only comes along with another file."""
    functions = {file.stem for file in LIB_FILES}
    faults = []
    for file in PROGRAM_FILES:
        text = without_comments(file.read_text(encoding="utf-8"))
        included = {Path(name).stem for name in re.findall(r'#include "([^"]+)"', text)}
        own = set(re.findall(r"^\w+ (\w+)\([^;{]*\)\s*\{", text, flags=re.MULTILINE))
        called = {name for name in re.findall(r"\b(\w+)\s*\(", text) if name in functions} - own
        faults += [f"{label(file)}: {name}.glsl is included and not used" for name in sorted(included - called)]
        faults += [f"{label(file)}: calls {name} and does not include it" for name in sorted(called - included)]
    assert not faults, "\n".join(faults)


def drawing_faults(frames_SFHWC: np.ndarray) -> list[str]:
    """What is wrong with frames of several seeds (first axis) at the same several times (second axis)."""
    frames = frames_SFHWC[..., :3].astype(np.float64)
    faults = []
    deviation = frames.std(axis=(2, 3)).max(axis=-1)
    if deviation.min() < 4:
        seed, time = np.unravel_index(deviation.argmin(), deviation.shape)
        faults.append(f"seed {SEEDS[seed]} at {TIMES_S[time]} s is constant: deviation {deviation.min():.1f} levels")
    clipped = np.isin(frames_SFHWC[..., :3], (0, 255)).mean(axis=(2, 3, 4)).max()
    if clipped > 0.02:
        faults.append(f"{clipped:.0%} of a frame's values are clipped")
    between_seeds = min(np.abs(frames[i] - frames[j]).mean() for i in range(len(frames)) for j in range(i))
    if between_seeds < 10:
        faults.append(f"iSeed hardly matters: {between_seeds:.1f} levels between two seeds")
    over_time = np.abs(frames[:, 1:] - frames[:, :1]).mean(axis=(1, 2, 3, 4)).max()
    if over_time < 1:
        faults.append(f"iTime hardly matters: {over_time:.2f} levels at the liveliest seed")
    return faults


@pytest.fixture(scope="module")
def renderer(gl_context):
    from procimg.shading.fragment import FragmentRenderer

    drawer = FragmentRenderer(gl_context, SIZE_PX, max_frames=16)
    yield drawer
    drawer.release()


@pytest.mark.gl
@pytest.mark.parametrize("file", PROGRAM_FILES, ids=label)
def test_program_draws_and_heeds_seed_and_time(renderer, file):
    compiled = renderer.compile(catalog.read_program(file))
    times_F = np.tile(np.array(TIMES_S, np.float32), len(SEEDS))
    seeds_F = np.repeat(np.array(SEEDS, np.uint32), len(TIMES_S))
    frames_FHWC = renderer.draw(compiled, times_F, seeds_F).copy()
    compiled.release()
    faults = drawing_faults(frames_FHWC.reshape(len(SEEDS), len(TIMES_S), SIZE_PX, SIZE_PX, 4))
    assert not faults, f"{label(file)}: {'; '.join(faults)}"


def test_the_drawing_check_finds_each_fault():
    noise = np.random.default_rng(0).integers(1, 255, size=(3, 3, 8, 8, 3), dtype=np.uint8)
    assert drawing_faults(noise) == []
    constant = noise.copy()
    constant[1, 2] = 100
    clipped = noise.copy()
    clipped[..., 0] = 255
    cases = {
        "seed 3735928559 at 9.2 s is constant": constant,
        "iSeed hardly matters": np.broadcast_to(noise[:1], noise.shape),
        "iTime hardly matters": np.broadcast_to(noise[:, :1], noise.shape),
        "clipped": clipped,
    }
    for words, frames in cases.items():
        (fault,) = drawing_faults(frames)
        assert words in fault


@pytest.mark.gl
@pytest.mark.slow
@pytest.mark.parametrize("file", PROGRAM_FILES, ids=label)
def test_program_writes_finite_numbers_everywhere(gl_context, file):
    """Bytes hide NaN and infinity: here the programs draw into floats, without the wrapper's guard."""
    import moderngl

    head = "#version 430\nuniform float iTime;\nuniform uint iSeed;\n#define iResolution vec3(64.0, 64.0, 1.0)\n"
    tail = "\nout vec4 result;\nvoid main() { mainImage(result, gl_FragCoord.xy); }\n"
    corner = "vec4(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1, 0, 1)"
    vertex = f"#version 430\nvoid main() {{ gl_Position = {corner}; }}\n"
    program = gl_context.program(vertex_shader=vertex, fragment_shader=head + catalog.read_program(file).source + tail)
    vertex_array = gl_context.vertex_array(program, [])
    target = gl_context.framebuffer([gl_context.texture((SIZE_PX, SIZE_PX), 4, dtype="f4")])
    faults = []
    for seed in range(12):
        target.use()
        for name, value in (("iSeed", seed * 2654435761 % 2**32), ("iTime", 0.1 + 0.9 * seed)):
            if name in program:
                program[name].value = value
        vertex_array.render(moderngl.TRIANGLES, vertices=3)
        pixels_HWC = np.frombuffer(target.read(components=4, dtype="f4"), np.float32).reshape(SIZE_PX, SIZE_PX, 4)
        if not np.isfinite(pixels_HWC).all():
            faults.append(f"seed {seed * 2654435761 % 2**32}: {np.count_nonzero(~np.isfinite(pixels_HWC))} values")
    for resource in (vertex_array, program, target):
        resource.release()
    assert not faults, f"{label(file)}: not finite: {'; '.join(faults)}"
