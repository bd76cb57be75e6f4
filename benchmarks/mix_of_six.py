"""Mixed images the plain way against ours, on the same programs, times, seeds and weights, in one process and run.

Plain: for each frame one draw, one `fbo.read`, a flip in Pillow; a float64 mix; a JPEG. Ours: a window drawn program by
program in layered, instanced draws, mixed in whole numbers, the same JPEG. Programs are compiled and warm on both
sides. Prints CPU time (all threads of this process), so that other work on the machine does not count, and the ratio.

    python benchmarks/mix_of_six.py [--size 256] [--num-images 48] [--rounds 3]
"""

from __future__ import annotations

import argparse
import json
import statistics
import time

import moderngl
import numpy as np
from PIL import Image

from procimg import encoding, run_record
from procimg.plan import WEIGHT_ONE, Plan, make_plan
from procimg.recipe import Mixing, Recipe
from procimg.shading.context import create_context, renderer_info
from procimg.window import ImageRenderer, StageTimes
from shader_bank import catalog

HEAD = """#version 430 core
uniform float iTime; uniform uint iSeed; out vec4 plain_color;
#define iResolution vec3({size}.0, {size}.0, 1.0)
#define iFrame int(iTime * 60.0)
#define iMouse vec4(0.0)
"""
TAIL = "void main() { vec4 color = vec4(0.0, 0.0, 0.0, 1.0); mainImage(color, gl_FragCoord.xy); plain_color = color; }"
VERTEX = "#version 430 core\nin vec2 corner; void main() { gl_Position = vec4(corner, 0.0, 1.0); }"


class Plain:
    """The way anyone would write it, with all programs resident."""

    def __init__(self, context: moderngl.Context, bank: catalog.Catalog, size_px: int) -> None:
        self.size_px = size_px
        self.framebuffer = context.simple_framebuffer((size_px, size_px), 4)
        corners = context.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], np.float32).tobytes())
        self.programs = []
        for program in bank:
            source = HEAD.replace("{size}", str(size_px)) + program.source + TAIL
            linked = context.program(vertex_shader=VERTEX, fragment_shader=source)
            self.programs.append((linked, context.vertex_array(linked, [(corners, "2f", "corner")])))

    def frame(self, program: int, time_s: float, seed: int) -> np.ndarray:
        linked, vertex_array = self.programs[program]
        for name, value in (("iTime", time_s), ("iSeed", seed)):
            if name in linked:
                linked[name].value = value
        self.framebuffer.use()
        self.framebuffer.clear()
        vertex_array.render(moderngl.TRIANGLE_STRIP)
        read = Image.frombytes("RGB", (self.size_px, self.size_px), self.framebuffer.read(components=3))
        return np.array(read.transpose(Image.Transpose.FLIP_TOP_BOTTOM))

    def images(self, plan: Plan) -> list[bytes]:
        encoded = []
        for programs, times, seeds, weights in zip(
            plan.programs_NK, plan.times_NK, plan.seeds_NK, plan.weights_NK, strict=True
        ):
            mixed = np.zeros((self.size_px, self.size_px, 3))
            for program, time_s, seed, weight in zip(programs, times, seeds, weights, strict=True):
                mixed += weight / WEIGHT_ONE * self.frame(program, time_s, int(seed))
            encoded.append(encoding.encode(np.round(mixed).astype(np.uint8), encoding.Encoding()))
        return encoded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--num-images", type=int, default=48)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    bank = catalog.load("hand")
    recipe = Recipe(bank_hash=bank.hash, size_px=options.size, mixing=Mixing(num_mixed=6), seed=1)
    plan = make_plan(recipe, tuple(program.id for program in bank), 0, options.num_images)
    context = create_context()
    plain, ours = Plain(context, bank, options.size), ImageRenderer(context, bank)

    def ours_images() -> list[bytes]:
        images, _ = ours.render(recipe, 0, options.num_images, StageTimes())
        return [encoding.encode(image, encoding.Encoding()) for image in images]

    plain_images = plain.images(plan)
    ours_images()  # both sides warm
    times: dict[str, list[float]] = {"plain": [], "ours": []}
    for _ in range(options.rounds):
        for name, work in (("plain", lambda: plain.images(plan)), ("ours", ours_images)):
            began_s = time.process_time()
            work()
            times[name].append((time.process_time() - began_s) / options.num_images * 1e3)
    median = {name: statistics.median(values) for name, values in times.items()}
    print(f"{renderer_info(context).renderer}; {len(bank)} programs, {options.size} px, MixUp of 6, JPEG q95")
    for name, values in times.items():
        print(f"{name:<6} {median[name]:8.1f} CPU ms an image  (rounds: {', '.join(f'{v:.1f}' for v in values)})")
    print(f"ratio  {median['plain'] / median['ours']:8.2f}")
    assert len(plain_images) == options.num_images
    print(json.dumps({"cpu_ms": times, "ratio": median["plain"] / median["ours"], "commit": run_record.commit()}))


if __name__ == "__main__":
    main()
