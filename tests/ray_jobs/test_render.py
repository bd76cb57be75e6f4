"""Rendering by actors, through the command line: the same bytes whatever the number of actors and whoever is killed."""

import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest
from command import arguments, procimg, refusal

from procimg.shards import list_shards

pytestmark = [pytest.mark.ray, pytest.mark.gl]

ARGUMENTS = ["--num-images", "96", "--size", "32", "--seed", "7", "--images-per-shard", "16", "--mix", "mixup"]


def columns(folder):
    tables = [pq.read_table(shard.path) for shard in list_shards(str(folder))]
    return [table["image"].to_pylist() for table in tables]


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference") / "out"
    procimg("render", *ARGUMENTS, "--num-actors", 1, "--out", folder)
    return folder


def test_two_actors_give_the_bytes_of_one(reference, tmp_path):
    procimg("render", *ARGUMENTS, "--num-actors", 2, "--out", tmp_path / "two")
    assert columns(tmp_path / "two") == columns(reference)
    assert sum(map(len, columns(reference))) == 96


@pytest.mark.slow
def test_running_again_renders_nothing_and_touches_no_shard(reference):
    before = {shard.path: os.stat(shard.path).st_mtime_ns for shard in list_shards(str(reference))}
    assert "96 images" in procimg("render", *ARGUMENTS, "--out", reference).stdout
    assert {shard.path: os.stat(shard.path).st_mtime_ns for shard in list_shards(str(reference))} == before


@pytest.mark.slow
def test_a_damaged_shard_stops_the_run_and_is_rendered_again_on_request(reference, tmp_path):
    expected = columns(reference)
    victim = Path(list_shards(str(reference))[2].path)
    victim.write_bytes(victim.read_bytes()[:500])
    refused = refusal("render", *ARGUMENTS, "--out", reference)
    assert str(victim) in refused and "--repair" in refused
    procimg("render", *ARGUMENTS, "--out", reference, "--repair")
    assert columns(reference) == expected


@pytest.mark.slow
def test_another_recipe_in_the_same_folder_is_refused_with_the_difference(reference):
    refused = refusal("render", *ARGUMENTS, "--alpha", 2, "--out", reference)
    assert "recipe.mixing.alpha is 1.0 there and 2.0 here" in refused


@pytest.mark.slow
def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "thesis.tex").write_text("x")
    assert "not empty" in refusal("render", *ARGUMENTS, "--out", tmp_path)


def test_a_broken_program_is_named_with_line_and_words(tmp_path):
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "bad.glsl").write_text("void mainImage(out vec4 c, in vec2 p)\n{\n  c = vec4(nope);\n}\n")
    refused = refusal("render", *ARGUMENTS, "--bank", tmp_path / "bank", "--out", tmp_path / "out")
    assert "program bank/bad, line 3: `nope' undeclared" in refused


@pytest.mark.parametrize(
    ("variable", "words"),
    [("__EGL_VENDOR_LIBRARY_FILENAMES", "no EGL device"), ("GLCONTEXT_LINUX_LIBEGL", "no headless OpenGL")],
)
def test_without_egl_one_line_says_what_to_install(tmp_path, variable, words):
    nothing = os.environ | {variable: str(tmp_path / "nothing")}
    refused = refusal("render", *ARGUMENTS, "--out", tmp_path / "out", env=nothing)
    assert words in refused and "apt-get install libegl1 libgl1 libgl1-mesa-dri" in refused


def start(out, *more):
    """A run long enough to be killed in the middle."""
    command = arguments("render", *LONG, *more, "--num-actors", 2, "--out", out)
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


LONG = ["--num-images", "640", "--size", "64", "--seed", "7", "--images-per-shard", "16", "--mix", "mixup"]


def wait_for_shards(out, count):
    deadline_s = time.monotonic() + 120
    while len(list_shards(str(out))) < count:
        assert time.monotonic() < deadline_s, "no shard came"
        time.sleep(0.02)


@pytest.mark.chaos
def test_killed_actors_and_a_killed_driver_change_no_byte(tmp_path):
    procimg("render", *LONG, "--num-actors", 1, "--out", tmp_path / "whole")

    driver = start(tmp_path / "killed")
    wait_for_shards(tmp_path / "killed", 2)
    actors = [p for p in psutil.Process(driver.pid).children(recursive=True) if "RenderActor" in " ".join(p.cmdline())]
    assert actors, "no render actor was found to kill"
    os.kill(actors[0].pid, signal.SIGKILL)
    wait_for_shards(tmp_path / "killed", 6)
    assert driver.poll() is None, "the run was over before its driver could be killed"
    driver.send_signal(signal.SIGKILL)
    driver.wait()
    assert len(list_shards(str(tmp_path / "killed"))) < 40

    procimg("render", *LONG, "--num-actors", 2, "--out", tmp_path / "killed")
    assert columns(tmp_path / "killed") == columns(tmp_path / "whole")
    assert not list((tmp_path / "killed").glob("_tmp.*"))


@pytest.mark.chaos
def test_ctrl_c_ends_with_one_line_and_the_run_goes_on_later(tmp_path):
    many = ["--num-images", 2048]
    driver = start(tmp_path / "out", *many)
    wait_for_shards(tmp_path / "out", 2)
    assert driver.poll() is None, "the run was over before it could be interrupted"
    driver.send_signal(signal.SIGINT)
    _, errors = driver.communicate(timeout=60)
    assert driver.returncode == 130 and "run the same command again" in errors
    procimg("render", *LONG, *many, "--out", tmp_path / "out")
    assert sum(map(len, columns(tmp_path / "out"))) == 2048
