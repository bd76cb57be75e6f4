"""The report's figures as inline SVG: FID against the number mixed, FID against n, loss, contrast accuracy, shares.

Knows trials and metrics as plain numbers; reads no files.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from procimg.report.axes import Axes, Point, legend, mark, padded, round_ticks, series_class
from procimg.report.markup import Markup, element, join, number

MAX_POINTS = 1500
"""A curve of more points is drawn by the means of equal runs of them: more than this no screen shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """One trial at one number of images."""

    trial_id: str
    method: str
    num_mixed: int
    label: str
    fid: float
    num_images: int


def fid_by_num_mixed(dots: Sequence[Dot], methods: Sequence[str], floor_fid: float | None, best_id: str) -> Markup:
    """FID against the number of frames mixed, one sign a method; a line joins each method's lowest at each number.

    Args:
        dots: trials, all scored at the same number of images.
        methods: every method of the sweep, in a fixed order, so that colours agree between figures.
        floor_fid: FID of real images against real images, drawn as a dashed line.
        best_id: trial to ring.
    """
    values = [dot.fid for dot in dots] + ([floor_fid] if floor_fid is not None else [])
    numbers = sorted({dot.num_mixed for dot in dots})
    axes = Axes(
        x_range=(min(numbers) - 0.6, max(numbers) + 0.6), y_range=padded(values), x_label="frames mixed", y_label="FID"
    )
    parts = [axes.frame([float(value) for value in numbers], round_ticks(*axes.y_range))]
    if floor_fid is not None:
        parts.append(axes.rule(floor_fid, f"real against real: {number(floor_fid)}"))
    present = [(method, at) for at, method in enumerate(methods) if any(dot.method == method for dot in dots)]
    for method, at in present:
        own = [dot for dot in dots if dot.method == method]
        lowest: dict[int, float] = {}
        for dot in own:
            lowest[dot.num_mixed] = min(dot.fid, lowest.get(dot.num_mixed, math.inf))
        parts.append(axes.path([(float(x), y) for x, y in sorted(lowest.items())], series_class(at)))
        parts += [_mark_dot(axes, dot, dot.num_mixed, at, series_class(at)) for dot in own]
    parts += [
        element("circle", cx=axes.x(dot.num_mixed), cy=axes.y(dot.fid), r=10.0, class_="ring")
        for dot in dots
        if dot.trial_id == best_id
    ]
    parts.append(legend(axes, present))
    shown = "; ".join(f"{dot.label} {number(dot.fid)}" for dot in dots)
    return axes.svg(join(parts), f"FID against the number of frames mixed: {shown}.")


def fid_by_num_images(curves: Sequence[Sequence[Dot]], methods: Sequence[str], best_id: str) -> Markup:
    """FID against the number of images it was measured on, one line a trial: where trials were stopped."""
    dots = [dot for curve in curves for dot in curve]
    rungs = sorted({dot.num_images for dot in dots})
    axes = Axes(
        x_range=(rungs[0] / 1.15, rungs[-1] * 1.15),
        y_range=padded(dot.fid for dot in dots),
        x_label="images scored (log scale)",
        y_label="FID",
        x_is_log=True,
    )
    parts = [axes.frame([float(rung) for rung in rungs], round_ticks(*axes.y_range))]
    for curve in curves:
        if not curve:
            continue
        at = methods.index(curve[0].method)
        class_ = series_class(at) + (" strong" if curve[0].trial_id == best_id else "")
        parts.append(axes.path([(float(dot.num_images), dot.fid) for dot in curve], class_))
        parts += [_mark_dot(axes, dot, dot.num_images, at, class_) for dot in curve]
    parts.append(legend(axes, [(method, at) for at, method in enumerate(methods)]))
    return axes.svg(join(parts), f"FID of {len(curves)} trials against the number of images scored, {rungs}.")


def _mark_dot(axes: Axes, dot: Dot, x: float, at: int, class_: str) -> Markup:
    title = f"{dot.label}, {dot.num_images} images: FID {number(dot.fid)}"
    return mark(axes.x(x), axes.y(dot.fid), at, class_, title)


def curve(
    points: Sequence[Point], y_label: str, reference: tuple[float, str] | None, from_zero: bool = False
) -> Markup:
    """A value against the training step: thin line as recorded, thick line the moving mean.

    Args:
        points: (step, value), at least one.
        y_label: name of the value.
        reference: a value to draw as a dashed line, and what it is.
        from_zero: begin the axis at zero.
    """
    thin, thick = thinned(points), smoothed(thinned(points))
    values = [y for _, y in thin] + ([reference[0]] if reference else []) + ([0.0] if from_zero else [])
    low, high = padded(values, 0.06)
    steps = [x for x, _ in thin]
    first, last = min(steps), max(steps)
    axes = Axes(
        x_range=(first, last) if last > first else (first - 1, first + 1),
        y_range=(0.0 if from_zero else low, high),
        x_label="step",
        y_label=y_label,
    )
    parts = [axes.frame(round_ticks(*axes.x_range), round_ticks(*axes.y_range))]
    if reference:
        parts.append(axes.rule(reference[0], reference[1]))
    if len(thin) > 1:
        parts += [axes.path(thin, "s0 faint"), axes.path(thick, "s0 strong")]
    else:
        parts.append(mark(axes.x(thin[0][0]), axes.y(thin[0][1]), 0, "s0", ""))
    about = f"{y_label} against the step: from {thick[0][1]:.4g} to {thick[-1][1]:.4g}."
    return axes.svg(join(parts), about + (f" Reference: {reference[1]}." if reference else ""))


def thinned(points: Sequence[Point]) -> list[Point]:
    """At most `MAX_POINTS` points: means of equal runs."""
    if len(points) <= MAX_POINTS:
        return list(points)
    parts = np.array_split(np.asarray(points, np.float64), MAX_POINTS)
    return [(float(part[:, 0].mean()), float(part[:, 1].mean())) for part in parts]


def smoothed(points: Sequence[Point]) -> list[Point]:
    """Mean over a centred window of a twentieth of the points, cut off at both ends."""
    values = np.array([y for _, y in points], np.float64)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at, half = np.arange(len(values)), len(values) // 40
    first, last = np.maximum(at - half, 0), np.minimum(at + half + 1, len(values))
    means = (sums[last] - sums[first]) / (last - first)
    return [(x, float(mean)) for (x, _), mean in zip(points, means, strict=True)]


def share_bar(shares: Sequence[tuple[str, float]], classes: Sequence[str]) -> Markup:
    """One stacked bar of shares that add up to 1; each part says its name and share on hover."""
    parts, left = [], 0.0
    for (name, share), class_ in zip(shares, classes, strict=True):
        about = element("title", f"{name}: {number(100 * share)} %")
        parts.append(element("rect", about, x=left, y=0.0, width=200 * share, height=14.0, class_=f"bar {class_}"))
        left += 200 * share
    text = ", ".join(f"{name} {100 * share:.0f} %" for name, share in shares)
    return element(
        "svg", *parts, viewBox="0 0 200 14", preserveAspectRatio="none", role="img", aria_label=text, class_="shares"
    )
