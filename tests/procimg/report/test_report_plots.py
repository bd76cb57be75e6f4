from __future__ import annotations

import numpy as np
import pytest

from procimg.report.axes import Axes, padded, round_ticks
from procimg.report.plots import MAX_POINTS, curve, share_bar, smoothed, thinned


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0.0, 1.0, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), (163.0, 238.0, [180.0, 200.0, 220.0]), (2.0, 2.0, [2.0])],
)
def test_round_ticks(low: float, high: float, ticks: list[float]) -> None:
    assert round_ticks(low, high) == ticks


def test_round_ticks_lie_inside_and_are_evenly_spaced() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        low = float(rng.normal() * 10.0 ** rng.integers(-3, 5))
        high = low + float(rng.uniform(0.1, 9.0) * 10.0 ** rng.integers(-3, 5))
        ticks = np.array(round_ticks(low, high))
        span = high - low
        assert 2 <= len(ticks) <= 7
        assert (ticks >= low - 1e-6 * span).all() and (ticks <= high + 1e-6 * span).all()
        assert np.ptp(np.diff(ticks)) < 1e-6 * span


def test_padded_is_never_empty() -> None:
    for values in ([3.0], [0.0, 0.0], [-2.0, 5.0]):
        low, high = padded(values)
        assert low < min(values) and high > max(values)


def test_axes_put_the_ends_of_the_ranges_on_the_frame() -> None:
    axes = Axes(x_range=(64.0, 256.0), y_range=(0.0, 1.0), x_label="", y_label="", x_is_log=True)
    assert axes.x(64.0) == pytest.approx(axes.left)
    assert axes.x(128.0) == pytest.approx((axes.left + axes.width - axes.right) / 2)
    assert axes.y(0.0) == pytest.approx(axes.height - axes.bottom)
    assert axes.y(1.0) == pytest.approx(axes.top)


def test_smoothing_is_the_mean_of_the_window() -> None:
    values = np.random.default_rng(1).normal(size=200)
    points = [(float(at), float(value)) for at, value in enumerate(values)]
    for at, (step, mean) in enumerate(smoothed(points)):
        assert step == at
        assert mean == pytest.approx(values[max(at - 5, 0) : at + 6].mean())


def test_thinning_keeps_short_curves_and_the_mean_of_long_ones() -> None:
    short = [(0.0, 1.0), (1.0, 5.0)]
    assert thinned(short) == short
    long = [(float(at), float(at % 7)) for at in range(4 * MAX_POINTS)]
    found = thinned(long)
    assert len(found) == MAX_POINTS
    assert np.mean([y for _, y in found]) == pytest.approx(np.mean([y for _, y in long]))


def test_one_point_makes_a_figure_too() -> None:
    assert "<circle" in curve([(0.0, 5.5)], "loss", (5.5, "ln(256 + 1)"))


def test_share_bar_fills_its_width() -> None:
    made = share_bar([("compile", 0.25), ("draw", 0.75)], ["s0", "s1"])
    assert '<rect x="0" y="0" width="50"' in made
    assert '<rect x="50" y="0" width="150"' in made
    assert 'aria-label="compile 25 %, draw 75 %"' in made
