"""HTML and SVG elements from Python values. All that is not `Markup` is escaped; tags close by construction.

Knows nothing of runs or reports.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable

VOID_TAGS = frozenset({"br", "hr", "img", "link", "meta"})


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def escape(text: object) -> Markup:
    """`text` as HTML, quotes included; `Markup` passes unchanged, None is empty."""
    if isinstance(text, Markup):
        return text
    return Markup("" if text is None else html.escape(str(text), quote=True))


def join(parts: Iterable[object], separator: str = "") -> Markup:
    """Escapes each part and puts them one after the other."""
    return Markup(escape(separator).join(escape(part) for part in parts))


def element(tag: str, *children: object, **attributes: object) -> Markup:
    """One element with its children.

    Args:
        tag: name of the element.
        children: text (escaped) or `Markup`; None is left out.
        attributes: `class_` gives `class`, `stroke_width` gives `stroke-width`; floats are written short; True writes
            the name alone; None and False leave the attribute out.
    """
    written = "".join(_attribute(name, value) for name, value in attributes.items() if value is not None)
    if tag in VOID_TAGS:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{join(children)}</{tag}>")


def _attribute(name: str, value: object) -> str:
    name = name.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    if isinstance(value, float):
        value = f"{value:.2f}".rstrip("0").rstrip(".")
    return f' {name}="{html.escape(str(value), quote=True)}"'


def table(head: Iterable[object], rows: Iterable[Iterable[object]], caption: object = None, class_: str = "") -> Markup:
    """A table that scrolls sideways on narrow screens; the first cell of each row is its heading."""
    head_row = element("tr", *(element("th", cell, scope="col") for cell in head))
    body_rows = [
        element(
            "tr", *(element("td" if at else "th", cell, scope=None if at else "row") for at, cell in enumerate(row))
        )
        for row in rows
    ]
    inner = element(
        "table",
        element("caption", caption) if caption is not None else None,
        element("thead", head_row),
        element("tbody", *body_rows),
        class_=class_ or None,
    )
    return element("div", inner, class_="scroll")


def number(value: object, decimals: int = 1) -> str:
    """A number for a table: thousands set apart, `decimals` places; a dash where there is none."""
    found = as_number(value)
    return "–" if found is None else f"{found:,.{decimals}f}".replace(",", "\u202f").replace("-", "−")


def percent(value: object, decimals: int = 1) -> str:
    """A share from 0 to 1 as per cent."""
    found = as_number(value)
    return "–" if found is None else f"{number(100.0 * found, decimals)} %"


def duration(time_s: object) -> str:
    """Seconds as a person says them: `4.2 s`, `3 min 05 s`, `2 h 10 min`."""
    found = as_number(time_s)
    if found is None:
        return "–"
    if found < 59.95:
        return f"{found:.1f} s"
    minutes, seconds = divmod(round(found), 60)
    if minutes < 60:
        return f"{minutes} min {seconds:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def as_number(value: object) -> float | None:
    """`value` as a finite float; None for anything else (text, NaN, true, a missing value)."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
