"""Frames to mixed images, on the CPU, frame by frame in any order: the order cannot change a bit.

MixUp adds whole-number weights (sum 65536) times bytes: every partial sum is a whole number below 2**24, which float32
holds exactly. CutMix copies each frame where it is the topmost. sRGB bytes as published, rounded, not truncated.
Knows nothing of GL or files. Legend: N = images, K = frames an image, H, W = pixels, C = 4 (RGBA, alpha unused).
"""

from __future__ import annotations

import numpy as np

from procimg.plan import WEIGHT_ONE, Plan


class Mixer:
    """Collects the frames of a window into its images.

    Args:
        plan: of the window.
        size_px: side of frames and images.
    """

    def __init__(self, plan: Plan, size_px: int) -> None:
        self._plan, self.size_px = plan, size_px
        shape = (plan.num_images, size_px, size_px, 4)
        self._blends = plan.boxes_NK4 is None and plan.num_mixed > 1
        # Only a blend needs sums; where each pixel comes from one frame, bytes do.
        self._sums_NHWC = np.zeros(shape if self._blends else (0, 0, 0, 4), dtype=np.float32)
        self._bytes_NHWC = np.zeros((0, 0, 0, 4) if self._blends else shape, dtype=np.uint8)
        self._scratch_HWC = np.empty(shape[1:], dtype=np.float32)

    def add(self, image: int, slot: int, frame_HWC: np.ndarray) -> None:
        """Puts frame number `slot` of image number `image` (within the window) in. uint8 RGBA, sRGB."""
        if self._blends:
            assert self._plan.weights_NK is not None
            weight = np.float32(self._plan.weights_NK[image, slot])
            np.multiply(frame_HWC, weight, out=self._scratch_HWC, dtype=np.float32)
            self._sums_NHWC[image] += self._scratch_HWC
        elif self._plan.boxes_NK4 is None:
            self._bytes_NHWC[image] = frame_HWC
        else:
            left, top, right, bottom = self._plan.boxes_NK4[image, slot]
            visible_HW = visible(self._plan.boxes_NK4[image], slot)
            inside = (slice(top, bottom), slice(left, right))
            self._bytes_NHWC[image][inside][visible_HW] = frame_HWC[inside][visible_HW]

    def images(self) -> np.ndarray:
        """The mixed images once every frame is in: uint8 (N, H, W, 3), sRGB."""
        if not self._blends:
            return np.ascontiguousarray(self._bytes_NHWC[..., :3])
        rounded = self._sums_NHWC
        rounded += WEIGHT_ONE / 2
        rounded *= 1.0 / WEIGHT_ONE
        return np.ascontiguousarray(rounded[..., :3].astype(np.uint8))


def visible(boxes_K4: np.ndarray, slot: int) -> np.ndarray:
    """Where inside its own box a slot is not covered by later ones: bool (bottom - top, right - left)."""
    left, top, right, bottom = boxes_K4[slot]
    visible_HW = np.ones((bottom - top, right - left), dtype=bool)
    for later_left, later_top, later_right, later_bottom in boxes_K4[slot + 1 :]:
        rows = slice(max(later_top - top, 0), max(later_bottom - top, 0))
        columns = slice(max(later_left - left, 0), max(later_right - left, 0))
        visible_HW[rows, columns] = False
    return visible_HW
