"""The layered path against the plain way, and what odd programs draw."""

import moderngl
import numpy as np
import pytest

from procimg.errors import ShaderCompileError
from procimg.shading.context import renderer_info
from procimg.shading.fragment import FragmentRenderer
from shader_bank import catalog

pytestmark = pytest.mark.gl

SIZE = 64
PLAIN = """#version 430 core
uniform float iTime; uniform uint iSeed; out vec4 plain_color;
#define iResolution vec3({size}.0, {size}.0, 1.0)
#define iFrame int(iTime * 60.0)
#define iMouse vec4(0.0)
{source}
void main() {{ vec4 color = vec4(0.0, 0.0, 0.0, 1.0); mainImage(color, gl_FragCoord.xy); plain_color = color; }}
"""
PLAIN_VERTEX = """#version 430 core
in vec2 corner; void main() { gl_Position = vec4(corner, 0.0, 1.0); }"""


@pytest.fixture(scope="module")
def renderer(gl_context):
    return FragmentRenderer(gl_context, SIZE, max_frames=8)


def program(tmp_path, body):
    file = tmp_path / "test" / "x.glsl"
    file.parent.mkdir(exist_ok=True)
    file.write_text("// name: x\n" + body)
    return catalog.read_program(file)


def draw(renderer, program_, times=(1.0,), seeds=(0,)):
    compiled = renderer.compile(program_)
    frames = renderer.draw(compiled, np.array(times, np.float32), np.array(seeds, np.uint32))
    compiled.release()
    return frames


def plain_frame(context, source, time_s, seed):
    """One draw, one read, one flip, with uniforms: as anyone would write it."""
    linked = context.program(vertex_shader=PLAIN_VERTEX, fragment_shader=PLAIN.format(size=SIZE, source=source))
    corners = context.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], np.float32).tobytes())
    vertex_array = context.vertex_array(linked, [(corners, "2f", "corner")])
    framebuffer = context.simple_framebuffer((SIZE, SIZE), 4)
    framebuffer.use()
    framebuffer.clear()
    for name, value in (("iTime", time_s), ("iSeed", seed)):
        if name in linked:
            linked[name].value = value
    vertex_array.render(moderngl.TRIANGLE_STRIP)
    pixels = np.frombuffer(framebuffer.read(components=3), np.uint8).reshape(SIZE, SIZE, 3)[::-1]
    for part in (vertex_array, corners, linked, framebuffer):
        part.release()
    return pixels


@pytest.mark.parametrize("name", [p.path for p in catalog.load("hand")])
def test_every_program_draws_what_the_plain_way_draws(renderer, gl_context, name):
    program_ = catalog.load("hand").find(name)
    times, seeds = (0.7, 7.3), (12345, 0xDEADBEEF)
    frames = draw(renderer, program_, times, seeds)
    for frame, time_s, seed in zip(frames, times, seeds, strict=True):
        plain = plain_frame(gl_context, program_.source, np.float32(time_s), seed)
        assert abs(frame[..., :3].astype(int) - plain).max() <= 2


def test_rows_run_from_the_top_and_time_and_seed_reach_each_frame(renderer, tmp_path):
    body = "void mainImage(out vec4 c, in vec2 p)\n{ c = vec4(p.y / iResolution.y, iTime, float(iSeed) / 255.0, 1.0); }"
    frames = draw(renderer, program(tmp_path, body), (0.0, 0.5, 1.0), (0, 100, 200))
    assert frames.shape == (3, SIZE, SIZE, 4)
    assert frames[0, 0, 0, 0] > 250 and frames[0, -1, 0, 0] < 5
    assert abs(frames[:, 5, 5, 1].astype(int) - [0, 128, 255]).max() <= 1
    assert frames[:, 5, 5, 2].tolist() == [0, 100, 200]


def test_a_global_initialiser_may_read_the_time(renderer, tmp_path):
    body = "float half_time = iTime * 0.5;\nvoid mainImage(out vec4 c, in vec2 p) { c = vec4(vec3(half_time), 1.0); }"
    assert abs(draw(renderer, program(tmp_path, body), (1.0,))[0, 0, 0, 0].astype(int) - 128) <= 1


def test_derivatives_see_y_upwards(renderer, tmp_path):
    body = "void mainImage(out vec4 c, in vec2 p) { c = vec4(dFdx(p.x), dFdy(p.y), 0.0, 1.0); }"
    assert (draw(renderer, program(tmp_path, body))[0, ..., :2] == 255).all()


def test_discard_leaves_black_and_not_what_was_there(renderer, tmp_path):
    white = program(tmp_path, "void mainImage(out vec4 c, in vec2 p) { c = vec4(1.0); }")
    assert (draw(renderer, white) == 255).all()
    hole = program(tmp_path, "void mainImage(out vec4 c, in vec2 p) { if (p.x < 32.0) discard; c = vec4(1.0); }")
    frame = draw(renderer, hole)[0]
    assert (frame[:, :32, :3] == 0).all() and (frame[:, 32:, :3] == 255).all()


def test_not_a_number_is_black_and_values_are_clamped(renderer, tmp_path):
    body = "void mainImage(out vec4 c, in vec2 p) { c = vec4(0.0 / (p.x - p.x), 3.0, -1.0, 1.0); }"
    assert draw(renderer, program(tmp_path, body))[0, 3, 3, :3].tolist() == [0, 255, 0]


def test_unwritten_colour_is_black(renderer, tmp_path):
    body = "void mainImage(inout vec4 c, in vec2 p) { if (p.x < -1.0) c = vec4(1.0); }"
    assert (draw(renderer, program(tmp_path, body))[0, ..., :3] == 0).all()


def test_broken_glsl_names_program_line_and_the_compilers_words(renderer, tmp_path):
    body = "\nvoid mainImage(out vec4 c, in vec2 p)\n{\n    c = vec4(nonsense);\n}"
    with pytest.raises(ShaderCompileError) as caught:
        renderer.compile(program(tmp_path, body))
    assert caught.value.line == 5 and "nonsense" in caught.value.log and "test/x" in str(caught.value)


def test_lines_after_an_include_are_those_of_the_file(renderer, tmp_path):
    library = sorted(file.name for file in catalog.LIB_DIR.glob("*.glsl"))[0]
    body = f'#include "{library}"\n\nvoid mainImage(out vec4 c, in vec2 p)\n{{ c = vec4(nonsense); }}'
    with pytest.raises(ShaderCompileError) as caught:
        renderer.compile(program(tmp_path, body))
    assert caught.value.line == 5


def test_too_many_frames_at_once_is_refused(renderer, tmp_path):
    white = program(tmp_path, "void mainImage(out vec4 c, in vec2 p) { c = vec4(1.0); }")
    with pytest.raises(ValueError, match="at most 8"):
        draw(renderer, white, [1.0] * 9, [0] * 9)


def test_software_rendering_says_so(gl_context):
    info = renderer_info(gl_context)
    assert info.is_software == ("llvmpipe" in info.renderer)
