from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from procimg.report.learning_section import series
from procimg.report.markup import VOID_TAGS
from procimg.report.page import render_page, write_report
from procimg.report.run_folder import read_run_folder
from procimg.report.sweep_section import groups, read_trials

MakeRun = Callable[..., Path]

HEADINGS = [
    "Raw frames", "Mixed images", "Rendering", "Search for the mixing", "Pretraining", "Scores on real images",
    "Timings", "Made by", "Make it again",
]  # fmt: skip


class Page(HTMLParser):
    """A page's tags, attributes and text; an end tag that closes nothing, or the wrong thing, is an error."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: dict[str, list[str]] = {}
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def values(self, tag: str, name: str) -> list[str]:
        return [value for found, at, value in self.attributes if (found, at) == (tag, name)]

    @property
    def text(self) -> str:
        return " ".join(text for tag, texts in self.texts.items() if tag != "style" for text in texts)


def assert_self_contained(page: Page) -> None:
    for tag, name, value in page.attributes:
        if name in ("src", "href", "srcset", "poster", "data", "action"):
            assert value.startswith(("data:image/", "#")), (tag, name, value[:80])
    assert "url(" not in page.source and "@import" not in page.source
    assert page.texts.get("script") is None
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in page.values("a", "href")} <= set(ids)


def test_a_whole_run(make_run: MakeRun) -> None:
    run_dir = make_run()
    out = write_report(run_dir)
    assert out == run_dir / "report.html"
    assert not list(run_dir.glob(".*partial"))
    page = Page(out)
    assert_self_contained(page)
    assert page.texts["h2"] == HEADINGS
    assert page.texts["h3"] == ["MixUp of 3, alpha 1", "CutMix of 3, alpha 1"]
    # 9 programs, 40 images of each of two mixings, each with an alternative text.
    assert len(page.values("img", "src")) == 9 + 40 + 40
    assert len([alt for alt in page.values("img", "alt") if alt]) == 9 + 40 + 40
    assert all(page.values("svg", "aria-label"))
    assert "has not run" not in page.text
    for words in ("288", "180.5", "96.2", "81.0 %", "85.0 %", "10.0 %", "software rendering", "ln(256 + 1) = 5.55",
                  "kept from an earlier run", "A CPU", "llvmpipe (LLVM 15)", "3 min 32 s", "± 2.0"):  # fmt: skip
        assert words in page.text, words
    assert "git checkout 0123abc\nprocimg demo --photos 'my photos'" in page.text
    assert "The source tree differed from this commit" in page.text


def test_an_empty_run_says_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    page = Page(write_report(tmp_path, tmp_path / "elsewhere" / "page.html"))
    assert_self_contained(page)
    assert page.texts["h2"] == HEADINGS
    for line in (
        "No frames without mixing have been rendered", "No mixed images have been rendered.", "The sweep has not run.",
        "Pretraining has not run.", "The evaluation has not run.", "No stage has left its time",
        "The command is not recorded",
    ):  # fmt: skip
        assert line in page.text
    assert "<img" not in page.source and "<svg" not in page.source and "<table" not in page.source
    assert "software rendering" not in page.text


def test_a_partial_run_shows_what_there_is(make_run: MakeRun) -> None:
    page = Page(write_report(make_run("mixup", "evaluate")))
    assert_self_contained(page)
    assert len(page.values("img", "src")) == 40
    assert "No frames without mixing have been rendered" in page.text
    assert "The sweep has not run." in page.text
    assert "81.0 %" in page.text
    # No map of names: programs go by the first digits of their ids.
    assert any("ab" * 4 in title for title in page.values("img", "title"))


def test_odd_values_make_a_page_all_the_same(make_run: MakeRun) -> None:
    run_dir = make_run()
    (run_dir / "run.json").write_text('{"command": 3, "stages": [null, {"time_s": "x"}], "machine": [], "versions": 1}')
    (run_dir / "data" / "none" / "run.json").write_text('{"recipe": null, "summary": {"stage_time_s": {"draw": null}}}')
    odd = {
        "trials": [{}, {"scores": [{"num_images": 4}, {"num_images": 8, "fid": 3.5}]}],
        "floor": {"fid": None},
        "best": 1,
    }
    (run_dir / "sweep" / "sweep.json").write_text(json.dumps(odd))
    (run_dir / "pretrain" / "metrics.jsonl").write_text('{"step": 1, "loss": NaN}\n{"step": 2, "loss": 4.5}\n')
    (run_dir / "pretrain" / "run.json").write_text('{"config": {"queue_size": null}}')
    (run_dir / "evaluate" / "scores.json").write_text('{"rows": [{"encoder": null, "knn": null}]}')
    page = Page(write_report(run_dir))
    assert_self_contained(page)
    assert "nan" not in page.source[page.source.index("<body") :].lower()
    assert "The real-against-real floor was not measured." in page.text


def test_no_single_value_of_another_type_stops_the_page(make_run: MakeRun) -> None:
    run_dir = make_run()
    for shard in run_dir.glob("data/*/*.parquet"):
        shard.unlink()
    (run_dir / "pretrain" / "metrics.jsonl").write_text('{"step": 1, "loss": 5.0}\n{"step": 2, "loss": 4.5}\n')
    num_pages = 0
    for part in ("run.json", "data/mixup/run.json", "sweep/sweep.json", "pretrain/run.json", "evaluate/scores.json"):
        path = run_dir / part
        original = path.read_text()
        for values in _with_one_value_replaced(json.loads(original), ["x", -1, [3]]):
            path.write_text(json.dumps(values))
            assert render_page(read_run_folder(run_dir)).count("<h2") == len(HEADINGS)
            num_pages += 1
        path.write_text(original)
    assert num_pages > 300


def _with_one_value_replaced(values: object, others: list[object]) -> Iterator[object]:
    """Copies of a JSON value in which one value at any depth is another."""
    yield from others
    if isinstance(values, dict | list):
        for key in values if isinstance(values, dict) else range(len(values)):
            for changed in _with_one_value_replaced(values[key], others):  # type: ignore[index]
                copy = values.copy()
                copy[key] = changed  # type: ignore[index]
                yield copy


def test_a_broken_file_is_not_called_a_part_that_has_not_run(make_run: MakeRun) -> None:
    run_dir = make_run("sweep")
    (run_dir / "sweep" / "sweep.json").write_text("{")
    page = Page(write_report(run_dir))
    assert "The sweep has not run." not in page.text
    assert page.text.count("sweep/sweep.json cannot be read") == 2


def test_a_broken_image_and_a_broken_shard_are_named(make_run: MakeRun) -> None:
    run_dir = make_run("none", "mixup")
    shards = sorted((run_dir / "data" / "mixup").glob("*.parquet"))
    shards[0].write_bytes(shards[0].read_bytes()[:500])
    page = Page(write_report(run_dir))
    assert f"mixup/{shards[0].name} cannot be read" in page.text
    assert len(page.values("img", "src")) == 9 + 40


def test_everything_is_escaped(make_run: MakeRun) -> None:
    evil = '<script>alert("1")</script>'
    from_conftest = {f"{at:02d}" + "ab" * 6: f"{evil}/{evil}{at}" for at in range(9)}
    run_dir = make_run(names=from_conftest)
    for part in ("run.json", "data/mixup/run.json", "sweep/sweep.json", "pretrain/run.json", "evaluate/scores.json"):
        path = run_dir / part
        path.write_text(json.dumps(_poisoned(json.loads(path.read_text()), evil)))
    page = Page(write_report(run_dir))
    assert_self_contained(page)
    assert "<script" not in page.source.lower()
    assert page.text.count('<script>alert("1")') > 20
    assert any("<script>" in alt for alt in page.values("img", "alt"))


def _poisoned(values: object, evil: str) -> object:
    """Every text but those that choose a branch gets a script appended; so do keys of free maps."""
    if isinstance(values, dict):
        free = set(values) <= {"numpy", "compile", "draw"}
        return {(key + evil if free else key): _poisoned(value, evil) for key, value in values.items()}
    if isinstance(values, list):
        return [_poisoned(value, evil) for value in values]
    return values + evil if isinstance(values, str) else values


def test_trials_are_ranked_only_at_equal_numbers_of_images(make_run: MakeRun) -> None:
    run_dir = make_run("sweep")
    sweep = json.loads((run_dir / "sweep" / "sweep.json").read_text())
    ranked = [(n, [trial.trial_id for trial in group]) for n, group in groups(read_trials(sweep), "fid")]
    # aa03 has the lowest FID of all, at 64 images: it stands apart, below.
    assert ranked == [(128, ["aa02", "aa01"]), (64, ["aa03"])]
    source = write_report(run_dir).read_text()
    tables = re.findall(r"<caption>(.*?)</caption>.*?<tbody>(.*?)</tbody>", source)
    assert [(caption, re.findall(r"aa0\d", body)) for caption, body in tables] == [
        ("Trials scored on 128 images", ["aa02", "aa01"]),
        ("Stopped earlier, at 64 images", ["aa03"]),
    ]
    assert "170.2" not in tables[0][1]
    first_plot = source[source.index("FID against the number of frames mixed") :].split("</svg>")[0]
    assert "MixUp of 6" in first_plot and "CutMix of 6" not in first_plot
    assert "Without a score: CutMix of 4, alpha 1 (aa04, failed)." in source
    assert "on 467 images. The trials below have 128" in source


def test_a_step_run_again_keeps_its_last_value() -> None:
    lines = [{"step": 1, "loss": 5.0}, {"step": 2, "loss": 4.0}, {"step": 1, "loss": 3.0}, {"loss": 9.0}]
    assert series(lines, "loss") == [(1.0, 3.0), (2.0, 4.0)]


def test_the_report_needs_no_heavy_package() -> None:
    heavy = ("ray", "torch", "moderngl", "matplotlib")
    code = f"import sys, procimg.report.page; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
