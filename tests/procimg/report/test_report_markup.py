from __future__ import annotations

import math

import pytest

from procimg.report.markup import Markup, as_number, duration, element, join, number, percent, table


def test_everything_that_is_not_markup_is_escaped() -> None:
    made = element("p", "<b>\"x\" & 'y'</b>", Markup("<i>kept</i>"), title='"><script>')
    assert made == (
        '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&quot;x&quot; &amp; &#x27;y&#x27;&lt;/b&gt;<i>kept</i></p>'
    )


def test_join_escapes_parts_and_separator() -> None:
    assert join(["<", Markup("<br>")], " & ") == "&lt; &amp; <br>"


def test_attributes() -> None:
    assert element("img", src="a", alt="") == '<img src="a" alt="">'
    assert element("rect", x=1.0, y=0.12345, class_="c", stroke_width=2, hidden=True, id=None, open=False) == (
        '<rect x="1" y="0.12" class="c" stroke-width="2" hidden></rect>'
    )


def test_table_marks_its_headings() -> None:
    made = table(["a", "b"], [["<x>", 1]], caption="c")
    assert '<th scope="col">a</th>' in made
    assert '<th scope="row">&lt;x&gt;</th><td>1</td>' in made
    assert "<caption>c</caption>" in made


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567.0, "1\u202f234\u202f567.0"), (-1.25, "−1.2"), (None, "–"), (math.nan, "–"), ("3", "–"), (True, "–")],
)
def test_number(value: object, text: str) -> None:
    assert number(value) == text


def test_percent() -> None:
    assert percent(0.8123) == "81.2 %"
    assert percent(None) == "–"


@pytest.mark.parametrize(
    ("time_s", "text"), [(4.24, "4.2 s"), (59.97, "1 min 00 s"), (185, "3 min 05 s"), (7800, "2 h 10 min"), (None, "–")]
)
def test_duration(time_s: object, text: str) -> None:
    assert duration(time_s) == text


def test_as_number_takes_finite_numbers_only() -> None:
    assert as_number(3) == 3.0
    assert as_number(math.inf) is None
    assert as_number([1]) is None
