"""The report's sweep: trials ranked only among those scored on the same number of images, the floor, two plots.

FID falls as n grows, whatever the images (it is biased), so two FIDs at different n are never set side by side.
Knows sweep.json, not how trials ran.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from procimg.report.images_section import missing, mixing_label
from procimg.report.markup import Markup, as_number, duration, element, join, number, table
from procimg.report.plots import Dot, fid_by_num_images, fid_by_num_mixed
from procimg.report.run_folder import Record, RunFolder, dig, records


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """One configuration and its scores, by number of images."""

    trial_id: str
    mixing: Record
    scores: dict[int, Record]
    status: str
    time_s: float | None

    @property
    def num_images(self) -> int:
        """The largest number of images it was scored on; 0 for a trial without a score."""
        return max(self.scores, default=0)

    def score(self, name: str, num_images: int | None = None) -> float | None:
        """`fid`, `kid` or `kid_standard_error` at a number of images (default: its largest)."""
        return as_number(dig(self.scores.get(self.num_images if num_images is None else num_images), name))


def read_trials(sweep: Record | None) -> list[Trial]:
    """The sweep's trials; a score without an FID or a number of images is left out."""
    return [_read_trial(values) for values in records(sweep, "trials")]


def _read_trial(values: Record) -> Trial:
    scores = {
        int(values["num_images"]): values
        for values in records(values, "scores")
        if (as_number(values.get("num_images")) or 0) >= 1 and as_number(values.get("fid")) is not None
    }
    return Trial(
        trial_id=str(values.get("trial_id", "–")),
        mixing=dig(values, "mixing", default={}),
        scores=scores,
        status=str(values.get("status", "–")),
        time_s=as_number(values.get("time_s")),
    )


def groups(trials: list[Trial], objective: str) -> list[tuple[int, list[Trial]]]:
    """Trials by the largest number of images they were scored on, most images first; best first within a group."""
    counts = sorted({trial.num_images for trial in trials if trial.num_images}, reverse=True)

    def rank(trial: Trial) -> float:
        value = trial.score(objective)
        return math.inf if value is None else value

    return [(count, sorted((t for t in trials if t.num_images == count), key=rank)) for count in counts]


def objective_of(sweep: Record | None) -> str:
    """`fid` or `kid`: what the sweep ranked by."""
    return "kid" if dig(sweep, "objective") == "kid" else "fid"


def best_of(sweep: Record | None) -> Trial | None:
    """The winner that sweep.json names; None where it names none."""
    values = dig(sweep, "best")
    return _read_trial(values) if isinstance(values, dict) and values else None


def sweep_body(folder: RunFolder) -> Markup:
    """The whole section."""
    sweep = folder.sweep
    if sweep is None:
        return missing(folder.absence("sweep/sweep.json", "The sweep has not run."))
    trials = read_trials(sweep)
    if not trials:
        return missing("The sweep has no trial.")
    best = best_of(sweep)
    best_id = best.trial_id if best is not None else ""
    ranked = groups(trials, objective_of(sweep))
    parts: list[object] = [_conditions(sweep), _floor(sweep, ranked[0][0] if ranked else None)]
    if ranked:
        parts.append(_plots(trials, ranked[0], sweep, best_id))
    for at, (num_images, group) in enumerate(ranked):
        words = "Trials scored on" if at == 0 else "Stopped earlier, at"
        parts.append(_trial_table(group, f"{words} {number(num_images, 0)} images", best_id))
    failed = [trial for trial in trials if not trial.num_images]
    if failed:
        shown = "; ".join(f"{mixing_label(t.mixing)} ({t.trial_id}, {t.status})" for t in failed)
        parts.append(element("p", f"Without a score: {shown}.", class_="problem"))
    return join(parts)


def _conditions(sweep: Record) -> Markup:
    objective = objective_of(sweep).upper()
    text = f"Ranked by {objective}, lower is better, among trials scored on the same number of images."
    rungs = dig(sweep, "rungs")
    if isinstance(rungs, list) and len(rungs) > 1:
        text += (
            f" Each trial is scored on {' then '.join(number(rung, 0) for rung in rungs)} images; weak ones stop early."
        )
    facts = [
        ("bank", dig(sweep, "bank")),
        ("size", f"{sweep['size_px']} px" if dig(sweep, "size_px") is not None else None),
        ("reference", _reference(sweep)),
        ("extractor", dig(sweep, "extractor")),
        ("resize", dig(sweep, "resize")),
    ]
    terms = [element("div", element("dt", name), element("dd", value)) for name, value in facts if value is not None]
    return join([element("p", text), element("dl", *terms, class_="facts")])


def _reference(sweep: Record) -> str | None:
    uri, count = dig(sweep, "reference", "uri"), dig(sweep, "reference", "num_images")
    return None if uri is None else f"{uri}" + (f", {number(count, 0)} images" if count is not None else "")


def _floor(sweep: Record, num_images: int | None) -> Markup:
    fid, count = as_number(dig(sweep, "floor", "fid")), as_number(dig(sweep, "floor", "num_images"))
    if fid is None:
        return missing("The real-against-real floor was not measured.")
    kid = as_number(dig(sweep, "floor", "kid"))
    text = f"Floor: real images against other real images score FID {number(fid)}"
    text += f", KID × 1000 {_kid(kid)}" if kid is not None else ""
    text += f", on {number(count, 0)} images." if count is not None else "; on how many images is not recorded."
    if count is not None and num_images is not None and count != num_images:
        text += f" The trials below have {number(num_images, 0)}: against this floor, read them as a rough guide."
    best = best_of(sweep)
    best_fid = best.score("fid") if best is not None else None
    if best_fid is not None and best_fid < fid:
        text += (
            " The best mixing lies below it, so this floor is no bound: the two halves of so small a reference differ"
            " more from each other than the whole differs from the images. Give more photographs."
        )
    return element("p", text, class_="floor")


def _plots(trials: list[Trial], top: tuple[int, list[Trial]], sweep: Record, best_id: str) -> Markup:
    methods = list(dict.fromkeys(str(dig(trial.mixing, "method", default="?")) for trial in trials))
    methods.sort(key=lambda method: {"none": 0, "mixup": 1, "cutmix": 2}.get(method, 3))
    num_images, group = top
    dots = [dot for trial in group if (dot := _dot(trial, num_images)) is not None]
    floor_fid = as_number(dig(sweep, "floor", "fid"))
    figures = [
        element(
            "figure",
            fid_by_num_mixed(dots, methods, floor_fid, best_id),
            element("figcaption", f"Trials scored on {number(num_images, 0)} images. The ring is the winner."),
        )
    ]
    curves = [[dot for n in sorted(trial.scores) if (dot := _dot(trial, n)) is not None] for trial in trials]
    if len({dot.num_images for curve in curves for dot in curve}) > 1:
        caption = (
            "Every trial at each n it reached; thick: the winner. FID falls with n by itself: compare at one n only."
        )
        figures.append(element("figure", fid_by_num_images(curves, methods, best_id), element("figcaption", caption)))
    return element("div", *figures, class_="pair")


def _dot(trial: Trial, num_images: int) -> Dot | None:
    fid = trial.score("fid", num_images)
    num_mixed = as_number(dig(trial.mixing, "num_mixed", default=1))
    if fid is None or num_mixed is None:
        return None
    return Dot(
        trial_id=trial.trial_id,
        method=str(dig(trial.mixing, "method", default="?")),
        num_mixed=int(num_mixed),
        label=mixing_label(trial.mixing),
        fid=fid,
        num_images=num_images,
    )


def _trial_table(group: list[Trial], caption: str, best_id: str) -> Markup:
    rows = [
        [
            join([mixing_label(t.mixing), element("span", "best", class_="tag") if t.trial_id == best_id else None]),
            number(t.score("fid")),
            _kid(t.score("kid"), t.score("kid_standard_error")),
            t.status,
            duration(t.time_s),
            element("code", t.trial_id),
        ]
        for t in group
    ]
    return table(["mixing", "FID", "KID × 1000", "status", "time", "trial"], rows, caption=caption, class_="trials")


def _kid(kid: float | None, standard_error: float | None = None) -> Any:
    if kid is None or standard_error is None:
        return number(None if kid is None else 1000 * kid)
    return f"{number(1000 * kid)} ± {number(1000 * standard_error)}"
