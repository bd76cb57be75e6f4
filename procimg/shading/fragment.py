"""The fragment path: many frames of one program by one layered, instanced draw and one read.

Right on software rasterisers and on GPUs with full raster units. Knows GL and program text, nothing of recipes.
Legend: F = frames, H, W = pixels, C = 4 (RGBA bytes, sRGB as the programs write it).
"""

from __future__ import annotations

import moderngl
import numpy as np

from procimg.errors import ShaderCompileError
from procimg.shading.wrap import VERTEX, fragment_text, parse_compile_log
from shader_bank.catalog import Program

_INSTANCE = np.dtype([("time", "<f4"), ("seed", "<u4")])


class CompiledProgram:
    """A linked program with its vertex array; `release` returns the memory at once."""

    def __init__(self, name: str, program: moderngl.Program, vertex_array: moderngl.VertexArray) -> None:
        self.name, self._program, self.vertex_array = name, program, vertex_array

    def release(self) -> None:
        self.vertex_array.release()
        self._program.release()


class _Layers:
    """A texture array with its framebuffer; clearing and reading always take all layers, hence the several depths."""

    def __init__(self, context: moderngl.Context, size_px: int, depth: int) -> None:
        self.depth = depth
        self._shape = (depth, size_px, size_px, 4)
        self._texture = context.texture_array((size_px, size_px, depth), 4)
        self._framebuffer = context.framebuffer(color_attachments=[self._texture])

    def prepare(self) -> None:
        self._framebuffer.use()
        # `discard` keeps what was there before.
        self._framebuffer.clear()

    def read(self) -> np.ndarray:
        return np.frombuffer(self._texture.read(), dtype=np.uint8).reshape(self._shape)

    def release(self) -> None:
        self._framebuffer.release()
        self._texture.release()


class FragmentRenderer:
    """Draws square frames into the layers of texture arrays.

    Args:
        context: a current context, see `context.create_context`.
        size_px: side of a frame.
        max_frames: the most frames of one draw; memory is 4 * size_px**2 bytes each.
    """

    def __init__(self, context: moderngl.Context, size_px: int, max_frames: int = 64) -> None:
        self.size_px, self.max_frames = size_px, max_frames
        self._context = context
        self._layers: dict[int, _Layers] = {}
        self._instances = context.buffer(reserve=max_frames * _INSTANCE.itemsize, dynamic=True)

    def compile(self, program: Program) -> CompiledProgram:
        """Compiles and links. On llvmpipe most of the work waits for the first draw.

        Raises:
            ShaderCompileError: with the program's path, the line in its file and the compiler's words.
        """
        try:
            linked = self._context.program(
                vertex_shader=VERTEX, fragment_shader=fragment_text(program.source, self.size_px)
            )
        except moderngl.Error as error:
            line, words = parse_compile_log(str(error))
            raise ShaderCompileError(program.path, line, words) from error
        # The linker drops what a program does not read; its bytes are then skipped.
        layout = [("1f", "in_time"), ("1u", "in_seed")]
        names = [name for _, name in layout if name in linked]
        formats = " ".join(form if name in linked else "4x" for form, name in layout)
        content = [(self._instances, f"{formats}/i", *names)] if names else []
        return CompiledProgram(program.path, linked, self._context.vertex_array(linked, content))

    def draw(self, compiled: CompiledProgram, times_F: np.ndarray, seeds_F: np.ndarray) -> np.ndarray:
        """Draws one frame for each (time, seed), all at once.

        Args:
            compiled: from `compile` of this renderer.
            times_F: float32 seconds, at most `max_frames`.
            seeds_F: uint32.

        Returns:
            uint8 (F, H, W, 4), row 0 the top.
        """
        num_frames = len(times_F)
        layers = self._layers_for(num_frames)
        instances = np.empty(num_frames, dtype=_INSTANCE)
        instances["time"], instances["seed"] = times_F, seeds_F
        self._instances.orphan()
        self._instances.write(instances.tobytes())
        layers.prepare()
        compiled.vertex_array.render(moderngl.TRIANGLES, vertices=3, instances=num_frames)
        return layers.read()[:num_frames]

    def _layers_for(self, num_frames: int) -> _Layers:
        if num_frames > self.max_frames:
            raise ValueError(f"{num_frames} frames in one draw; at most {self.max_frames}")
        depth = 1
        while depth < num_frames:
            depth = min(depth * 2, self.max_frames)
        if depth not in self._layers:
            self._layers[depth] = _Layers(self._context, self.size_px, depth)
        return self._layers[depth]

    def release(self) -> None:
        for layers in self._layers.values():
            layers.release()
        self._instances.release()
