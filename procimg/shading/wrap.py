"""Program text to the text a compiler takes. Strings only: no GL here.

A frame's time and seed come in per instance, one layer an instance, so that one draw makes many frames. Rows come out
top first: `origin_upper_left` mirrors gl_FragCoord, and dFdy changes its sign to match.
"""

from __future__ import annotations

import re

VERTEX = """\
#version 430 core
#extension GL_ARB_shader_viewport_layer_array : require
in float in_time;
in uint in_seed;
flat out float frame_time;
flat out uint frame_seed;
void main() {
    frame_time = in_time;
    frame_seed = in_seed;
    gl_Layer = gl_InstanceID;
    gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}
"""

# iTime and iSeed are expressions, never globals set in main(): a program's own global initialisers may read them.
_FRAGMENT_HEAD = """\
#version 430 core
layout(origin_upper_left) in vec4 gl_FragCoord;
flat in float frame_time;
flat in uint frame_seed;
layout(location = 0) out vec4 frame_color;
#define iTime frame_time
#define iSeed frame_seed
#define iResolution vec3({size_px}.0, {size_px}.0, 1.0)
#define iFrame int(frame_time * 60.0)
#define iTimeDelta (1.0 / 60.0)
#define iFrameRate 60.0
#define iMouse vec4(0.0)
#define iDate vec4(2026.0, 0.0, 1.0, frame_time)
#define iSampleRate 44100.0
#define dFdy(x) (-dFdy(x))
"""

_FRAGMENT_TAIL = """
#line 1 2
void main() {
    vec4 color = vec4(0.0, 0.0, 0.0, 1.0);
    mainImage(color, gl_FragCoord.xy);
    frame_color = vec4(mix(clamp(color.rgb, 0.0, 1.0), vec3(0.0), isnan(color.rgb)), 1.0);
}
"""


def fragment_text(source: str, size_px: int) -> str:
    """The fragment shader of a canonical program for square frames of `size_px`."""
    return _FRAGMENT_HEAD.replace("{size_px}", str(size_px)) + source + _FRAGMENT_TAIL


# Mesa writes `0:12(5): error: ...`, NVIDIA `0(12) : error C1008: ...`; the first number is the file of #line.
_ERROR_LINE = re.compile(r"^\s*(\d+)(?::(\d+)\(\d+\)|\((\d+)\))\s*:\s*(?:error\b[^:]*:\s*)?(.*)$")


def parse_compile_log(log: str) -> tuple[int | None, str]:
    """The first error of a compiler's log: line in the program's file (None where it lies elsewhere), and the words."""
    for text in log.splitlines():
        match = _ERROR_LINE.match(text)
        if match and "warning" not in text:
            line = int(match[2] or match[3])
            return (line if match[1] == "0" else None), match[4].strip()
    return None, " ".join(log.split())
