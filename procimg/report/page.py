"""Writes a run's report: one HTML file that holds its images, figures and style, and loads nothing.

Puts the sections together; each says itself when its part of the run is missing.
"""

from __future__ import annotations

import os
from pathlib import Path

from procimg.report.images_section import frames_body, mixing_label, mixings_body, notes, render_body
from procimg.report.learning_section import pretrain_body, scores_body
from procimg.report.markup import Markup, as_number, duration, element, join, number, percent
from procimg.report.provenance_section import (
    again_body,
    is_software,
    made_by_body,
    renderers,
    software_badge,
    timings_body,
    total_time_s,
)
from procimg.report.run_folder import RunFolder, dig, read_run_folder, records
from procimg.report.style import STYLE
from procimg.report.sweep_section import best_of, sweep_body

LEAD = (
    "One run of procimg: small GLSL programs draw frames, frames are mixed into images, the mixing is chosen by its "
    "distance to photographs, and an encoder learns from the images by contrast, without a label."
)

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""The browser itself refuses anything from outside, and scripts."""

ICON = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""One transparent pixel, so that no browser asks a server for an icon."""


def write_report(run_dir: Path, out: Path | None = None) -> Path:
    """Reads a run folder and writes the page; the file appears whole or not at all.

    Args:
        run_dir: what a run left; any part may be missing, and the page says so.
        out: where to write; `run_dir/report.html` if None.

    Returns:
        The page's path.

    Raises:
        UserError: `run_dir` does not exist.
    """
    run_dir = Path(run_dir)
    text = render_page(read_run_folder(run_dir))
    out = run_dir / "report.html" if out is None else Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(out)
    return out


def render_page(folder: RunFolder) -> str:
    """The whole page as HTML."""
    sections = [
        ("frames", "Raw frames", frames_body(folder)),
        ("mixings", "Mixed images", mixings_body(folder)),
        ("rendering", "Rendering", render_body(folder)),
        ("sweep", "Search for the mixing", sweep_body(folder)),
        ("pretraining", "Pretraining", pretrain_body(folder)),
        ("scores", "Scores on real images", scores_body(folder)),
        ("timings", "Timings", timings_body(folder)),
        ("made-by", "Made by", made_by_body(folder)),
        ("again", "Make it again", again_body(folder)),
    ]
    title = f"procimg report: {folder.path.resolve().name}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="icon", href=ICON),
        element("style", Markup(STYLE)),
    )
    links = [element("a", name, href=f"#{anchor}") for anchor, name, _ in sections]
    body = element(
        "body",
        _header(folder, element("nav", *links, aria_label="Sections")),
        element("main", *(join(["\n", _section(*section)]) for section in sections)),
        element("footer", "Written by procimg. This file holds everything it shows and loads nothing."),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def _section(anchor: str, name: str, body: Markup) -> Markup:
    return element(
        "section", element("h2", name, id=f"{anchor}-name"), body, id=anchor, aria_labelledby=f"{anchor}-name"
    )


def _header(folder: RunFolder, links: Markup) -> Markup:
    when = [element("span", f"run {folder.path.resolve().name}")]
    created = dig(folder.run, "created")
    if created is not None:
        when.append(element("span", _moment(str(created))))
    if any(is_software(renderer) for renderer in renderers(folder)):
        when.append(software_badge())
    return element(
        "header",
        element("h1", "Pictures from programs"),
        element("p", LEAD, class_="lead"),
        element("p", *when, class_="when"),
        *notes(folder.problems),
        _headline(folder),
        links,
    )


def _moment(created: str) -> str:
    """An ISO time without its seconds."""
    return created[:16].replace("T", " ") + (" UTC" if created.endswith(("+00:00", "Z")) else "")


def _headline(folder: RunFolder) -> Markup | None:
    """The few numbers to know; only those that the run has."""
    cards = [
        card for card in (_rendered(folder), _speed(folder), _best(folder), *_accuracies(folder), _time(folder)) if card
    ]
    if not cards:
        return None
    shown = [
        element("div", element("dt", name), element("dd", value), element("dd", about, class_="about"))
        for name, value, about in cards
    ]
    return element("dl", *shown, class_="headline")


def _rendered(folder: RunFolder) -> tuple[str, str, str] | None:
    counts = [as_number(dig(data_set.info, "summary", "num_images")) for data_set in folder.data_sets]
    known = [count for count in counts if count is not None]
    if not known:
        return None
    return "images rendered", number(sum(known), 0), f"in {len(known)} data set{'s' if len(known) > 1 else ''}"


def _speed(folder: RunFolder) -> tuple[str, str, str] | None:
    speeds = [
        (speed, data_set.name)
        for data_set in folder.data_sets
        if (speed := as_number(dig(data_set.info, "summary", "images_per_s"))) is not None
    ]
    if not speeds:
        return None
    slowest, fastest = min(speeds)[0], max(speeds)[0]
    decimals = 0 if slowest >= 20 else 1
    shown = " – ".join(dict.fromkeys([number(slowest, decimals), number(fastest, decimals)]))
    return "images a second", shown, "; ".join(f"{name} {number(speed)}" for speed, name in speeds)


def _best(folder: RunFolder) -> tuple[str, str, str] | None:
    best = best_of(folder.sweep)
    if best is None or not best.num_images:
        return None
    about = f"{mixing_label(best.mixing)}, on {number(best.num_images, 0)} images"
    floor = as_number(dig(folder.sweep, "floor", "fid"))
    if floor is not None:
        about += f"; real against real {number(floor)} on {number(dig(folder.sweep, 'floor', 'num_images'), 0)}"
    return "best FID", number(best.score("fid")), about


def _accuracies(folder: RunFolder) -> list[tuple[str, str, str]]:
    """k-NN and linear probe of the pretrained encoder; the other encoders beside it."""
    rows = records(folder.scores, "rows")
    own = next((row for row in rows if row.get("encoder") == "pretrained"), None)
    cards = []
    for key, name in (("knn", "k-NN accuracy"), ("linear", "linear probe")):
        value = as_number(dig(own, key))
        if value is not None:
            others = [f"{row.get('encoder')} {percent(row.get(key))}" for row in rows if row is not own]
            cards.append(
                (name, percent(value), "; ".join([f"on {dig(folder.scores, 'dataset', default='?')}", *others]))
            )
    return cards


def _time(folder: RunFolder) -> tuple[str, str, str] | None:
    total = total_time_s(folder)
    num_stages = len(records(folder.run, "stages"))
    return None if total is None else ("time", duration(total), f"in {num_stages} stages")
