"""cluster.yaml passes Ray's own checks, offline, and holds what rendering and safety need.

The positions of the checks are Ray internals (2.60); an upgrade that moves them fails here, not on a cloud.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from ray.autoscaler._private.util import prepare_config, validate_config

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "cluster.yaml").read_text(encoding="utf-8"))


def check(config: dict[str, Any]) -> dict[str, Any]:
    prepared = prepare_config(copy.deepcopy(config))
    validate_config(prepared)
    return prepared


def test_ray_accepts_it(config: dict[str, Any]) -> None:
    prepared = check(config)
    assert set(prepared["available_node_types"]) == {"head", "render_cpu", "gpu"}
    assert prepared["available_node_types"]["gpu"]["resources"]["GPU"] == 1


@pytest.mark.parametrize("where", ["top", "docker", "node_type"])
def test_ray_refuses_a_key_that_it_does_not_know(config: dict[str, Any], where: str) -> None:
    wrong = copy.deepcopy(config)
    {"top": wrong, "docker": wrong["docker"], "node_type": wrong["available_node_types"]["gpu"]}[where]["bogus"] = 1
    with pytest.raises(jsonschema.ValidationError, match="bogus"):
        check(wrong)


def test_limits_agree(config: dict[str, Any]) -> None:
    kinds = config["available_node_types"]
    assert config["max_workers"] == sum(kind.get("max_workers", 0) for kind in kinds.values())
    assert kinds[config["head_node_type"]]["resources"] == {"CPU": 0}


def test_containers_get_graphics_and_shared_memory(config: dict[str, Any]) -> None:
    options = config["docker"]["run_options"]
    assert any(option.startswith("--shm-size=") for option in options)
    capabilities = next(option for option in options if "NVIDIA_DRIVER_CAPABILITIES=" in option)
    assert {"graphics", "compute", "utility"} <= set(capabilities.split("=")[1].split(","))


def test_every_start_is_authenticated_and_the_dashboard_is_not_on_the_network(config: dict[str, Any]) -> None:
    starts = [line for key in ("head", "worker") for line in config[f"{key}_start_ray_commands"] if "ray start" in line]
    assert len(starts) == 2
    assert all("RAY_AUTH_MODE=token" in line for line in starts)
    assert "--dashboard-host=127.0.0.1" in starts[0]
    assert "-e RAY_AUTH_MODE=token" in config["docker"]["run_options"]
    assert "~/.ray/auth_token" in config["file_mounts"]


def test_it_runs_the_versions_that_were_tested(config: dict[str, Any]) -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    ray_version = next(line.removeprefix("ray==") for line in pins if line.startswith("ray=="))
    assert config["docker"]["image"] == f"rayproject/ray:{ray_version}-py311"
    assert any("-c ~/procimg/constraints.txt" in line for line in config["setup_commands"])
