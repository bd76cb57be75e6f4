"""One process draws first, then trains, then starts Ray and children: the order that conftest.py must make safe.

Run this file alone to see it fail without conftest's imports before the context: the second test then segfaults.
"""

from __future__ import annotations

import subprocess
import sys

import moderngl
import numpy as np
import pytest

VERTEX = """#version 430
void main() { gl_Position = vec4(vec2[3](vec2(-1), vec2(3, -1), vec2(-1, 3))[gl_VertexID], 0, 1); }"""
FRAGMENT = """#version 430
out vec4 colour;
void main() { colour = vec4(gl_FragCoord.xy / 64.0, 0.25, 1.0); }"""


@pytest.mark.gl
def test_1_draw(gl_context: moderngl.Context) -> None:
    framebuffer = gl_context.simple_framebuffer((64, 64))
    program = gl_context.program(vertex_shader=VERTEX, fragment_shader=FRAGMENT)
    triangle = gl_context.vertex_array(program, [])
    # OpenGL keeps its first error until it is read: drop what an earlier test left. (moderngl leaves one itself when it
    # makes a framebuffer after the bound one was released.)
    _ = gl_context.error
    framebuffer.use()
    triangle.render(vertices=3)
    pixels_HWC = np.frombuffer(framebuffer.read(), np.uint8).reshape(64, 64, 3)
    ramp_W = (np.arange(64) + 0.5) / 64 * 255
    assert np.abs(pixels_HWC[10, :, 0] - ramp_W).max() <= 1
    assert np.abs(pixels_HWC[:, 10, 1] - ramp_W).max() <= 1
    assert gl_context.error == "GL_NO_ERROR"
    for resource in (triangle, program, framebuffer):
        resource.release()


def test_2_train() -> None:
    import torch
    import torchvision

    model = torchvision.models.resnet18(num_classes=2)
    optimizer = torch.optim.AdamW(model.parameters())
    loss = model(torch.zeros(2, 3, 32, 32)).square().sum()
    loss.backward()
    optimizer.step()
    assert torch.isfinite(loss)


@pytest.mark.ray
def test_3_ray(ray_local: None) -> None:
    import ray

    @ray.remote
    def loads_our_package() -> str:
        import procimg

        return procimg.__version__

    import procimg

    assert ray.get(loads_our_package.remote(), timeout=60) == procimg.__version__


def test_4_child_process() -> None:
    result = subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, timeout=60, check=True)
    assert result.stdout == b"42\n"
