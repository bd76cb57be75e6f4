"""The report's pretraining curves and the encoder's scores on real labelled images.

Knows metrics.jsonl and scores.json, not how the encoder was trained.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from procimg.report.axes import Point
from procimg.report.images_section import missing
from procimg.report.markup import Markup, as_number, duration, element, join, number, percent, table
from procimg.report.plots import curve
from procimg.report.run_folder import Record, RunFolder, dig, records

SCORE_NAMES = {"knn": "k-NN", "linear": "linear probe"}


def pretrain_body(folder: RunFolder) -> Markup:
    """Loss against ln(queue + 1), contrast accuracy, and the training's settings."""
    if not folder.metrics and not folder.pretrain:
        return missing(folder.absence("pretrain/", "Pretraining has not run."))
    facts = _pretrain_facts(folder)
    if not folder.metrics:
        return join([facts, missing("Pretraining has left no metrics (pretrain/metrics.jsonl).")])
    queue_size = as_number(dig(folder.pretrain, "config", "queue_size"))
    figures = []
    loss = series(folder.metrics, "loss")
    if loss:
        level = math.log(queue_size + 1) if queue_size is not None and queue_size >= 1 else None
        reference = (level, f"ln({queue_size:.0f} + 1) = {level:.2f}") if level is not None else None
        caption = "Loss: thin as recorded, thick its moving mean."
        if reference:
            caption += " Dashed: the loss of an encoder to which the positive and all keys of the queue look alike."
        figures.append(element("figure", curve(loss, "loss", reference), element("figcaption", caption)))
    top1 = series(folder.metrics, "top1")
    if top1:
        caption = "Contrast top-1: how often the positive key is nearer to the query than every key of the queue."
        drawn = curve(top1, "contrast top-1", None, from_zero=True)
        figures.append(element("figure", drawn, element("figcaption", caption)))
    return join([facts, element("div", *figures, class_="pair") if figures else missing("The metrics hold no loss.")])


def series(metrics: Sequence[Record], name: str) -> list[Point]:
    """(step, value) of every line that has both, by step; a step that was run again keeps its last value."""
    found: dict[float, float] = {}
    for line in metrics:
        step, value = as_number(line.get("step")), as_number(line.get(name))
        if step is not None and value is not None:
            found[step] = value
    return sorted(found.items())


def _pretrain_facts(folder: RunFolder) -> Markup:
    waits = [value for _, value in series(folder.metrics, "data_wait_share")]
    config, summary = dig(folder.pretrain, "config"), dig(folder.pretrain, "summary")
    facts: list[tuple[str, object]] = [
        ("encoder", dig(config, "arch")),
        ("image size", f"{config['size_px']} px" if dig(config, "size_px") is not None else None),
        ("batch", dig(config, "batch_size")),
        ("queue", _count(dig(config, "queue_size"))),
        ("workers", dig(folder.pretrain, "num_workers")),
        ("data", dig(folder.pretrain, "data")),
        ("steps", _count(dig(summary, "num_steps"))),
        ("time", duration(dig(summary, "time_s")) if dig(summary, "time_s") is not None else None),
        ("images/s", number(dig(summary, "images_per_s")) if dig(summary, "images_per_s") is not None else None),
        ("final loss", number(dig(summary, "final_loss"), 3) if dig(summary, "final_loss") is not None else None),
        ("waiting for data", percent(sum(waits) / len(waits)) if waits else None),
    ]
    terms = [element("div", element("dt", name), element("dd", value)) for name, value in facts if value is not None]
    return element("dl", *terms, class_="facts") if terms else Markup()


def _count(value: object) -> str | None:
    return None if value is None else number(value, 0)


def scores_body(folder: RunFolder) -> Markup:
    """A row an encoder, the level of chance below."""
    scores = folder.scores
    if scores is None:
        return missing(folder.absence("evaluate/scores.json", "The evaluation has not run."))
    rows = records(scores, "rows")
    if not rows:
        return missing("The evaluation has no score.")
    names = [name for name in SCORE_NAMES if any(as_number(row.get(name)) is not None for row in rows)]
    names += sorted({key for row in rows for key in row if as_number(row[key]) is not None} - set(SCORE_NAMES))
    num_test = as_number(scores.get("num_test"))
    body = [
        [row.get("encoder", "–"), *(_accuracy(as_number(row.get(name)), num_test) for name in names)] for row in rows
    ]
    chance = as_number(scores.get("chance"))
    if chance is not None:
        body.append(["chance", *(_accuracy(chance, None) for _ in names)])
    return join(
        [_score_conditions(scores), table(["encoder", *(SCORE_NAMES.get(n, n) for n in names)], body, class_="scores")]
    )


def _score_conditions(scores: Record) -> Markup:
    text = f"Accuracy on the test images of {scores.get('dataset', 'a data set without a name')}"
    counts = [
        f"{number(scores[key], 0)} {name}"
        for key, name in (("num_classes", "classes"), ("num_train", "training images"), ("num_test", "test images"))
        if as_number(scores.get(key)) is not None
    ]
    text += f" ({', '.join(counts)})" if counts else ""
    text += ". The encoder stays frozen."
    if (as_number(scores.get("num_test")) or 0) >= 1:
        text += " ± is one binomial standard error of the number of test images."
    return element("p", text)


def _accuracy(value: float | None, num_test: float | None) -> Markup:
    """The number, its standard error where the number of test images is known, and a bar."""
    if value is None:
        return Markup("–")
    error = None
    if num_test is not None and num_test >= 1:
        error = element("small", f" ± {number(100 * math.sqrt(max(value * (1 - value), 0.0) / num_test))}")
    bar = element("span", element("span", style=f"width: {100 * min(max(value, 0.0), 1.0):.1f}%"), class_="meter")
    return join([percent(value), error, bar])
