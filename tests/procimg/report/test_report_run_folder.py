from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from procimg.errors import UserError
from procimg.report.run_folder import dig, read_run_folder, records
from procimg.report.samples import first_images, one_image_per_program

MakeRun = Callable[..., Path]


def test_a_folder_that_does_not_exist_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="run folder"):
        read_run_folder(tmp_path / "nowhere")


def test_an_empty_folder_has_nothing_and_no_problem(tmp_path: Path) -> None:
    folder = read_run_folder(tmp_path)
    assert (folder.run, folder.data_sets, folder.sweep, folder.metrics, folder.scores) == ({}, (), None, (), None)
    assert folder.problems == ()


def test_broken_files_are_named_and_the_rest_is_kept(make_run: MakeRun) -> None:
    run_dir = make_run()
    (run_dir / "sweep" / "sweep.json").write_text('{"trials": [')
    (run_dir / "evaluate" / "scores.json").write_text("[1]")
    with (run_dir / "pretrain" / "metrics.jsonl").open("a") as file:
        file.write('{"step": 80, "lo')
    folder = read_run_folder(run_dir)
    assert folder.sweep is None and folder.scores is None
    assert len(folder.metrics) == 80
    assert {problem.split()[0].rstrip(":") for problem in folder.problems} == {
        "pretrain/metrics.jsonl",
        "sweep/sweep.json",
        "evaluate/scores.json",
    }
    assert "pretrain/metrics.jsonl: 1 of 81 lines cannot be read" in folder.problems
    assert folder.absence("sweep/sweep.json", "has not run").startswith("sweep/sweep.json cannot be read")


def test_data_sets_come_unmixed_first_and_unfinished_shards_not_at_all(make_run: MakeRun) -> None:
    run_dir = make_run()
    (run_dir / "data" / "none" / "_tmp.77.images.parquet").write_bytes(b"half")
    (run_dir / "data" / "none" / ".images.parquet").write_bytes(b"half")
    data_sets = read_run_folder(run_dir).data_sets
    assert [data_set.name for data_set in data_sets] == ["none", "mixup", "cutmix"]
    assert [path.name for path in data_sets[0].shards] == ["images-000000000.parquet", "images-000000048.parquet"]


def test_dig_and_records_bear_any_shape() -> None:
    assert dig({"a": {"b": 0}}, "a", "b") == 0
    assert dig({"a": [1]}, "a", "b", default="x") == "x"
    assert dig({"a": None}, "a", default="x") == "x"
    assert records({"rows": [{"a": 1}, None, 3]}, "rows") == [{"a": 1}]
    assert records({"rows": "text"}, "rows") == []


def test_one_image_per_program_takes_the_first_of_each(make_run: MakeRun) -> None:
    shards = read_run_folder(make_run("none")).data_sets[0].shards
    every, _ = first_images(shards, 96)
    first: dict[str, int] = {}
    for sample in every:
        first.setdefault(sample.program_ids[0], sample.index)
    found, problems = one_image_per_program(shards, 60)
    assert {sample.program_ids[0]: sample.index for sample in found} == first
    assert {sample.index: sample.data for sample in found}.items() <= {s.index: s.data for s in every}.items()
    assert problems == []
    assert len(one_image_per_program(shards, 3)[0]) == 3


def test_first_images_run_over_row_groups_and_shards_in_order(make_run: MakeRun) -> None:
    shards = read_run_folder(make_run("mixup")).data_sets[0].shards
    found, _ = first_images(shards, 60)
    assert [sample.index for sample in found] == list(range(60))
    assert all(sample.weights is not None and len(sample.weights) == 3 for sample in found)


def test_a_damaged_shard_is_named_and_the_others_are_read(make_run: MakeRun) -> None:
    run_dir = make_run("mixup")
    shards = read_run_folder(run_dir).data_sets[0].shards
    data = bytearray(shards[0].read_bytes())
    data[200] ^= 0xFF  # inside the first image page: only its checksum tells
    shards[0].write_bytes(bytes(data))
    found, problems = first_images(shards, 96)
    assert [sample.index for sample in found] == list(range(48, 96))
    assert len(problems) == 1 and problems[0].startswith("mixup/images-000000000.parquet cannot be read")
