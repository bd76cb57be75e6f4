"""Hand-made SVG axes for a page: scales, round ticks, lines and marks. Colours are CSS classes, so both schemes work.

Knows numbers and labels only, not what they mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from procimg.report.markup import Markup, element, join

Point = tuple[float, float]


def round_ticks(low: float, high: float, num_ticks: int = 5) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten within [low, high], about `num_ticks` of them."""
    if not high > low:
        return [low]
    raw = (high - low) / num_ticks
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= raw * 0.9999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(at * step, 12) for at in range(first, last + 1)]


def padded(values: Iterable[float], share: float = 0.08) -> tuple[float, float]:
    """The range of the values with `share` of it added at both ends; never empty."""
    values = list(values)
    low, high = min(values), max(values)
    margin = share * (high - low) or 0.05 * abs(high) or 1.0
    return low - margin, high + margin


def series_class(at: int) -> str:
    """The CSS class of the at-th series: seven colours, in turn."""
    return f"s{at % 7}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Axes:
    """A plot's frame, in the units of its viewBox."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    x_label: str
    y_label: str
    width: float = 560.0
    height: float = 340.0
    left: float = 58.0
    right: float = 18.0
    top: float = 34.0
    bottom: float = 48.0
    x_is_log: bool = False

    def x(self, value: float) -> float:
        """Data to viewBox."""
        low, high = self.x_range
        if self.x_is_log:
            value, low, high = math.log2(value), math.log2(low), math.log2(high)
        return self.left + (value - low) / (high - low) * (self.width - self.left - self.right)

    def y(self, value: float) -> float:
        """Data to viewBox; up is more."""
        low, high = self.y_range
        return self.height - self.bottom - (value - low) / (high - low) * (self.height - self.top - self.bottom)

    def frame(self, x_ticks: Sequence[float], y_ticks: Sequence[float]) -> Markup:
        """Grid lines, tick labels and the names of both axes."""
        base, end = self.height - self.bottom, self.width - self.right
        return join(
            [
                *(_line(self.left, self.y(tick), end, self.y(tick), "grid") for tick in y_ticks),
                *(_text(self.left - 8, self.y(tick) + 4, f"{tick:g}", "end") for tick in y_ticks),
                _line(self.left, base, end, base, "axis"),
                *(_line(self.x(tick), base, self.x(tick), base + 4, "axis") for tick in x_ticks),
                *(_text(self.x(tick), base + 18, _tick_label(tick), "middle") for tick in x_ticks),
                _text((self.left + end) / 2, self.height - 8, self.x_label, "middle", "name"),
                _text(0.0, 16, self.y_label, "start", "name"),
            ]
        )

    def path(self, points: Iterable[Point], class_: str) -> Markup:
        """A line through points given in data."""
        places = " ".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)
        return element("polyline", points=places, class_=f"path {class_}")

    def rule(self, value: float, label: str, below: bool = False) -> Markup:
        """A dashed horizontal line with its label at the right end."""
        height, end = self.y(value), self.width - self.right
        place = height + 15 if below else height - 7
        return join([_line(self.left, height, end, height, "rule"), _text(end, place, label, "end", "note")])

    def svg(self, content: Markup, description: str) -> Markup:
        """The finished figure; `description` is read to those who cannot see it."""
        box = f"0 0 {self.width:g} {self.height:g}"
        return element("svg", content, viewBox=box, role="img", aria_label=description, class_="plot")


def mark(x: float, y: float, shape: int, class_: str, title: str) -> Markup:
    """A small sign at (x, y) of the viewBox: circle, square, triangle or diamond, in turn; `title` shows on hover."""
    about = element("title", title) if title else None
    if shape % 4 == 0:
        return element("circle", about, cx=x, cy=y, r=5.0, class_=f"mark {class_}")
    corners = {
        1: [(-4.6, -4.6), (4.6, -4.6), (4.6, 4.6), (-4.6, 4.6)],
        2: [(0.0, -5.8), (5.6, 4.4), (-5.6, 4.4)],
        3: [(0.0, -6.2), (6.2, 0.0), (0.0, 6.2), (-6.2, 0.0)],
    }[shape % 4]
    places = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return element("polygon", about, points=places, class_=f"mark {class_}")


def legend(axes: Axes, series: Sequence[tuple[str, int]]) -> Markup:
    """Signs and names of (name, place in the order of colours), in the top right corner above the plot."""
    widths = [7.2 * len(name) + 34.0 for name, _ in series]
    start = axes.width - axes.right - sum(widths) + 14.0
    parts: list[Markup] = []
    for (name, at), width in zip(series, widths, strict=True):
        parts += [mark(start, 12.0, at, series_class(at), ""), _text(start + 10, 16, name, "start", "note")]
        start += width
    return join(parts)


def _tick_label(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\u202f") if float(value).is_integer() else f"{value:g}"


def _line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def _text(x: float, y: float, text: str, anchor: str, class_: str = "tick") -> Markup:
    return element("text", text, x=x, y=y, text_anchor=anchor, class_=class_)
