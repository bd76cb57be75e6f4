"""Catalogues: content ids, includes, headers, one-line errors."""

import pytest

from shader_bank import catalog
from shader_bank.catalog import CatalogError

BODY = "void mainImage(out vec4 c, in vec2 p)\n{\n    c = vec4(1.0);\n}\n"


def write(folder, name, text):
    file = folder / f"{name}.glsl"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_header_is_read_and_does_not_change_the_id(tmp_path):
    plain = catalog.read_program(write(tmp_path / "a", "x", BODY))
    text = f"// name: y\n// description: white\n// author: me\n// licence: MIT\n\n{BODY}"
    full = catalog.read_program(write(tmp_path / "b", "x", text))
    assert full.id == plain.id
    assert (full.path, full.description, full.author, full.licence) == ("b/y", "white", "me", "MIT")
    assert (plain.path, plain.licence) == ("a/x", "unknown")
    assert catalog.read_program(write(tmp_path / "a", "z", BODY.replace("1.0", "0.5"))).id != plain.id


def test_bank_order_and_hash_follow_content_not_names(tmp_path):
    for number, folder in enumerate(("one", "two")):
        names = ("p", "q") if number else ("s", "r")
        write(tmp_path / folder / "c", names[0], BODY)
        write(tmp_path / folder / "c", names[1], BODY.replace("1.0", "0.5"))
    one, two = catalog.load(tmp_path / "one"), catalog.load(str(tmp_path / "two"))
    assert one.hash == two.hash and [p.id for p in one] == [p.id for p in two] == sorted(p.id for p in one)


def test_copies_count_once(tmp_path):
    write(tmp_path / "c", "p", BODY)
    write(tmp_path / "d", "q", "// name: q\n" + BODY)
    assert len(catalog.load(tmp_path)) == 1


def test_include_is_resolved_once_and_keeps_line_numbers(tmp_path):
    library = sorted(file.name for file in catalog.LIB_DIR.glob("*.glsl"))[0]
    include = f'#include "{library}"\n'
    program = catalog.read_program(write(tmp_path / "c", "p", f"// name: p\n\n{include}{include}{BODY}"))
    assert "#include" not in program.source
    lines = program.source.splitlines()
    assert lines[0] == "#line 3" and "#line 4 0" in lines
    assert program.source.count((catalog.LIB_DIR / library).read_text().splitlines()[-1]) >= 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("void main() {}", "no mainImage"),
        (f'#include "nowhere.glsl"\n{BODY}', "no file 'nowhere.glsl'"),
        (f'#include "../catalog.py"\n{BODY}', "no file"),
        ("x" * (catalog.MAX_FILE_BYTES + 1), "larger than"),
    ],
)
def test_bad_files_are_named_in_one_line(tmp_path, text, words):
    file = write(tmp_path / "c", "bad", text)
    with pytest.raises(CatalogError, match=words) as caught:
        catalog.load(tmp_path)
    assert str(file) in str(caught.value) and "\n" not in str(caught.value)


def test_binary_junk_is_refused(tmp_path):
    (tmp_path / "junk.glsl").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(CatalogError, match="not UTF-8"):
        catalog.load(tmp_path)


def test_unknown_and_empty_banks_are_refused(tmp_path):
    with pytest.raises(CatalogError, match="neither one of hand nor a folder"):
        catalog.load("nowhere")
    with pytest.raises(CatalogError, match="holds no .glsl file"):
        catalog.load(tmp_path)


def test_find_by_id_prefix_name_and_path():
    bank = catalog.load("hand")
    program = bank.programs[0]
    for key in (program.id, program.id[:8], program.path):
        assert bank.find(key) is program
    with pytest.raises(KeyError):
        bank.find("no-such-program")
