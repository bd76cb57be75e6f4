"""run.json: what it holds, and what happens when it is not JSON."""

import pytest

from procimg import run_record
from procimg.errors import ProcimgError


def test_a_record_names_command_versions_machine_and_config(tmp_path):
    record = run_record.record({"size": 3}, summary={"x": 1})
    run_record.write_json(str(tmp_path), "run.json", record)
    read = run_record.read_json(str(tmp_path), "run.json")
    assert read == record and read["config"] == {"size": 3} and read["summary"] == {"x": 1}
    assert read["versions"]["numpy"] and read["machine"]["num_cores"] >= 1 and read["machine"]["cpu"]


def test_missing_is_none_and_damage_is_named(tmp_path):
    assert run_record.read_json(str(tmp_path), "run.json") is None
    (tmp_path / "run.json").write_text("{half")
    with pytest.raises(ProcimgError, match=r"run\.json: not JSON"):
        run_record.read_json(str(tmp_path), "run.json")


def test_what_is_not_json_is_refused_and_nothing_is_left(tmp_path):
    with pytest.raises(ValueError, match="JSON"):
        run_record.write_json(str(tmp_path), "run.json", {"loss": float("nan")})
    assert list(tmp_path.iterdir()) == []
