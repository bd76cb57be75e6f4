"""From (recipe, index) to what must be drawn: program, time and seed of every frame, weights or boxes of every image.

Pure functions of the recipe and the range of indices; knows neither GL nor pixels. Every slot of every image has its
own words (16 slots whether used or not), so recipes that differ only in mixing share programs, times and seeds.
Legend: N = images, K = frames an image.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from procimg import seeding
from procimg.errors import UserError
from procimg.recipe import MAX_MIXED, Mixing, Recipe

WEIGHT_ONE = 1 << 16
"""Weights are whole numbers that add up to this, so that a mix of bytes stays below 2**24: exact in float32 too."""

MAX_ATTEMPTS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a window of consecutive indices draws."""

    start: int
    programs_NK: np.ndarray
    """int32, position in the catalogue."""
    times_NK: np.ndarray
    """float32, seconds."""
    seeds_NK: np.ndarray
    """uint32."""
    weights_NK: np.ndarray | None
    """uint32, each row adds up to 65536; None for CutMix."""
    boxes_NK4: np.ndarray | None
    """int32 (left, top, right, bottom) in pixels, right and bottom excluded, slot 0 the whole image; CutMix only."""

    @property
    def num_images(self) -> int:
        return len(self.programs_NK)

    @property
    def num_mixed(self) -> int:
        return self.programs_NK.shape[1]


def make_plan(recipe: Recipe, program_ids: tuple[str, ...], start: int, num_images: int) -> Plan:
    """The plan of indices start .. start + num_images - 1.

    Args:
        recipe: what to render.
        program_ids: ids of the bank's programs, in the catalogue's order.
        start: first index, >= 0.
        num_images: how many.

    Raises:
        UserError: every program is excluded, or nearly so that no draw avoids them.
    """
    num_slots = recipe.mixing.num_mixed
    low_s, high_s = recipe.time_range_s
    time_uniforms = seeding.uniforms(recipe.seed, "time", start, num_images, MAX_MIXED)[:, :num_slots]
    seeds = seeding.words(recipe.seed, "iSeed", start, num_images, MAX_MIXED)[:, :num_slots] >> np.uint64(32)
    is_cutmix = recipe.mixing.method == "cutmix"
    return Plan(
        start=start,
        programs_NK=_draw_programs(recipe, program_ids, start, num_images),
        times_NK=(low_s + (high_s - low_s) * time_uniforms).astype(np.float32),
        seeds_NK=(seeds if recipe.seed_law == "uniform" else np.zeros_like(seeds)).astype(np.uint32),
        weights_NK=None if is_cutmix else _draw_weights(recipe, start, num_images),
        boxes_NK4=_draw_boxes(recipe, start, num_images) if is_cutmix else None,
    )


def _draw_programs(recipe: Recipe, program_ids: tuple[str, ...], start: int, num_images: int) -> np.ndarray:
    """Independent draws over the whole bank, as published; an image that meets an excluded program takes the next
    attempt, and no other image changes."""
    num_slots, num_programs = recipe.mixing.num_mixed, len(program_ids)
    excluded = np.isin(np.array(program_ids), np.array(recipe.excluded, dtype=np.str_))
    if excluded.all():
        raise UserError("excluded", len(recipe.excluded), "no program of the bank is left", "exclude fewer")

    def draw(first: int, count: int, attempt: int) -> np.ndarray:
        uniforms = seeding.uniforms(recipe.seed, "program", first, count, MAX_MIXED, attempt)[:, :num_slots]
        return np.minimum(uniforms * num_programs, num_programs - 1).astype(np.int32)

    programs_NK = draw(start, num_images, 0)
    for row in np.flatnonzero(excluded[programs_NK].any(axis=1)):
        for attempt in range(1, MAX_ATTEMPTS):
            programs_NK[row] = draw(start + int(row), 1, attempt)[0]
            if not excluded[programs_NK[row]].any():
                break
        else:
            raise UserError("excluded", len(recipe.excluded), "leaves too few programs to draw from", "exclude fewer")
    return programs_NK


def _draw_weights(recipe: Recipe, start: int, num_images: int) -> np.ndarray:
    mixing = recipe.mixing
    uniforms = seeding.uniforms(recipe.seed, "weight", start, num_images, MAX_MIXED)[:, : mixing.num_mixed]
    return quantise_weights(raw_weights(mixing, uniforms))


def raw_weights(mixing: Mixing, uniforms_NK: np.ndarray) -> np.ndarray:
    """Weights before normalising, float64, from uniforms in (0, 1): gamma(alpha) variates by inversion (normalised
    they are Dirichlet(alpha)), or the uniforms themselves."""
    if mixing.weights == "normalised_uniform":
        return uniforms_NK
    if mixing.alpha == 1.0:
        return -np.log1p(-uniforms_NK)
    return special.gammaincinv(mixing.alpha, uniforms_NK)


def quantise_weights(raw_NK: np.ndarray) -> np.ndarray:
    """Normalises rows and rounds them to whole numbers that add up to 65536 (largest remainder).

    A row that underflowed to zeros (tiny alpha) gives its first slot everything.
    """
    raw_NK = raw_NK.copy()
    raw_NK[raw_NK.sum(axis=1) <= 0.0, 0] = 1.0
    exact_NK = raw_NK / raw_NK.sum(axis=1, keepdims=True) * WEIGHT_ONE
    whole_NK = np.floor(exact_NK)
    missing_N = (WEIGHT_ONE - whole_NK.sum(axis=1)).astype(np.int64)
    rank_NK = np.argsort(np.argsort(whole_NK - exact_NK, axis=1, kind="stable"), axis=1, kind="stable")
    return (whole_NK + (rank_NK < missing_N[:, None])).astype(np.uint32)


def _draw_boxes(recipe: Recipe, start: int, num_images: int) -> np.ndarray:
    """Slot 0 is the canvas; each further slot pastes a box of area share 1 - Beta(alpha, alpha), centred anywhere and
    cut at the border (Yun et al. 2019, arXiv:1905.04899, applied N - 1 times)."""
    mixing, size_px = recipe.mixing, recipe.size_px
    words = seeding.uniforms(recipe.seed, "box", start, num_images, 3 * MAX_MIXED)
    uniforms_NK3 = words.reshape(num_images, MAX_MIXED, 3)[:, : mixing.num_mixed]
    kept_NK = special.betaincinv(mixing.alpha, mixing.alpha, uniforms_NK3[..., 0])
    side_NK = np.floor(size_px * np.sqrt(1.0 - kept_NK))
    left_NK = np.floor(size_px * uniforms_NK3[..., 1]) - np.floor(side_NK / 2)
    top_NK = np.floor(size_px * uniforms_NK3[..., 2]) - np.floor(side_NK / 2)
    boxes_NK4 = np.stack([left_NK, top_NK, left_NK + side_NK, top_NK + side_NK], axis=-1)
    boxes_NK4[:, 0] = [0, 0, size_px, size_px]
    return np.clip(boxes_NK4, 0, size_px).astype(np.int32)
