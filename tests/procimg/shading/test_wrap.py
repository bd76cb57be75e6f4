"""Compiler logs to lines: Mesa's and NVIDIA's formats, errors in included files, logs that name no line."""

import pytest

from procimg.shading.wrap import fragment_text, parse_compile_log


@pytest.mark.parametrize(
    ("log", "line", "words"),
    [
        ("fragment_shader\n===\n0:12(5): error: `foo' undeclared\n0:13(1): error: x", 12, "`foo' undeclared"),
        ("0:3(1): warning: unused\n0:7(2): error: syntax error", 7, "syntax error"),
        ("0(41) : error C1503: undefined variable \"foo\"", 41, 'undefined variable "foo"'),
        ("1:5(2): error: in a library file", None, "in a library file"),
        ("Linker said\nno", None, "Linker said no"),
    ],
)  # fmt: skip
def test_first_error_of_a_log(log, line, words):
    assert parse_compile_log(log) == (line, words)


def test_time_and_seed_are_expressions_and_the_size_is_a_constant():
    text = fragment_text("void mainImage(out vec4 c, in vec2 p) { c = vec4(1.0); }", 96)
    assert "#define iTime frame_time" in text and "vec3(96.0, 96.0, 1.0)" in text
