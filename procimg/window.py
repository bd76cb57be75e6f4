"""A window of consecutive indices: plan it, draw it program by program, mix it.

Every program of the window is compiled once and all its frames drawn in batches, each frame going straight into the
images it belongs to. The window's size is a matter of memory and never of content. Must run in a process that may own a
GL context; imports no torch. Legend: N = images, F = frames, H, W = pixels.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from procimg.errors import UserError
from procimg.mixing import Mixer
from procimg.plan import Plan, make_plan
from procimg.recipe import Recipe
from procimg.shading.fragment import CompiledProgram, FragmentRenderer
from shader_bank.catalog import Catalog, Program

if TYPE_CHECKING:
    import moderngl


@dataclass(kw_only=True, slots=True)
class StageTimes:
    """Seconds spent in each stage; on llvmpipe a program's machine code is made in its first draw, hence in `draw`."""

    plan: float = 0.0
    compile: float = 0.0
    draw: float = 0.0
    mix: float = 0.0
    encode: float = 0.0
    write: float = 0.0

    def add(self, other: dict[str, float]) -> None:
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + other.get(part.name, 0.0))

    def to_dict(self) -> dict[str, float]:
        return {part.name: round(getattr(self, part.name), 6) for part in fields(self)}


class ImageRenderer:
    """Images of any recipe over one bank. Keeps compiled programs between windows.

    Args:
        context: a current GL context.
        catalog: the bank.
        max_resident: how many compiled programs to keep (0.6 to 1.3 MB each on llvmpipe).
        max_frames: most frames of one draw.
    """

    def __init__(
        self, context: moderngl.Context, catalog: Catalog, max_resident: int = 512, max_frames: int = 64
    ) -> None:
        self._context, self._catalog = context, catalog
        self._program_ids = tuple(program.id for program in catalog)
        self._max_resident, self._max_frames = max_resident, max_frames
        self._renderer: FragmentRenderer | None = None
        self._resident: OrderedDict[str, CompiledProgram] = OrderedDict()

    def render(self, recipe: Recipe, start: int, num_images: int, times: StageTimes) -> tuple[np.ndarray, Plan]:
        """The images of indices start .. start + num_images - 1.

        Args:
            recipe: its `bank_hash` must be this bank's.
            start: first index.
            num_images: how many; memory is 16 bytes a pixel of each while mixing.
            times: gets the seconds added.

        Returns:
            images_NHWC uint8, sRGB, row 0 the top; and their plan.

        Raises:
            UserError: the recipe belongs to another bank.
            ShaderCompileError: a program that the window needs does not compile.
        """
        if recipe.bank_hash != self._catalog.hash:
            raise UserError("recipe.bank_hash", recipe.bank_hash[:12], f"bank {self._catalog.name} has another hash",
                            "use the bank that the recipe was made with")  # fmt: skip
        began_s = time.perf_counter()
        plan = make_plan(recipe, self._program_ids, start, num_images)
        mixer = Mixer(plan, recipe.size_px)
        times.plan += time.perf_counter() - began_s
        renderer = self._renderer_of(recipe.size_px * recipe.supersampling)
        programs_F = plan.programs_NK.ravel()
        by_program_F = np.argsort(programs_F, kind="stable")
        ends = np.flatnonzero(np.diff(programs_F[by_program_F])) + 1
        for frames_F in np.split(by_program_F, ends):
            program = self._catalog.programs[programs_F[frames_F[0]]]
            for first in range(0, len(frames_F), renderer.max_frames):
                self._draw_into(mixer, renderer, program, plan, frames_F[first : first + renderer.max_frames], times)
        began_s = time.perf_counter()
        images_NHWC = mixer.images()
        times.mix += time.perf_counter() - began_s
        return images_NHWC, plan

    def _draw_into(
        self, mixer: Mixer, renderer: FragmentRenderer, program: Program, plan: Plan, frames_F: np.ndarray,
        times: StageTimes,
    ) -> None:  # fmt: skip
        began_s = time.perf_counter()
        compiled = self._compiled(renderer, program)
        compiled_s = time.perf_counter()
        frames_FHWC = renderer.draw(compiled, plan.times_NK.ravel()[frames_F], plan.seeds_NK.ravel()[frames_F])
        drawn_s = time.perf_counter()
        size_px = renderer.size_px
        for frame_HWC, flat in zip(frames_FHWC, frames_F, strict=True):
            image, slot = divmod(int(flat), plan.num_mixed)
            mixer.add(image, slot, average_down(frame_HWC, size_px // mixer.size_px))
        times.compile += compiled_s - began_s
        times.draw += drawn_s - compiled_s
        times.mix += time.perf_counter() - drawn_s

    def _compiled(self, renderer: FragmentRenderer, program: Program) -> CompiledProgram:
        if program.id in self._resident:
            self._resident.move_to_end(program.id)
            return self._resident[program.id]
        self._resident[program.id] = renderer.compile(program)
        if len(self._resident) > self._max_resident:
            self._resident.popitem(last=False)[1].release()
        return self._resident[program.id]

    def _renderer_of(self, size_px: int) -> FragmentRenderer:
        # Programs carry their size as a constant, so another size means other programs.
        if self._renderer is None or self._renderer.size_px != size_px:
            for compiled in self._resident.values():
                compiled.release()
            self._resident.clear()
            if self._renderer is not None:
                self._renderer.release()
            self._renderer = FragmentRenderer(self._context, size_px, self._max_frames)
        return self._renderer


def average_down(frame_HWC: np.ndarray, factor: int) -> np.ndarray:
    """Mean over factor x factor squares, rounded; uint8 in and out."""
    if factor == 1:
        return frame_HWC
    size_px = frame_HWC.shape[0] // factor
    sums = frame_HWC.reshape(size_px, factor, size_px, factor, -1).sum(axis=(1, 3), dtype=np.uint32)
    return ((sums + factor * factor // 2) // (factor * factor)).astype(np.uint8)
