"""FID and the sweep through the command line, with the true network: against the library, resumed, and mistaken."""

import json

import numpy as np
import pytest
from command import procimg, refusal

from procimg import photographs
from procimg.fid.distance import frechet_from_features
from procimg.fid.features import extract
from procimg.fid.inception import load_extractor
from procimg.sources import open_source

pytestmark = [pytest.mark.ray, pytest.mark.slow]


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    photographs.prepare(None, str(folder), size_px=64, num_images=40, seed=1, progress=lambda count: None)
    return folder


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    folder = tmp_path_factory.mktemp("others")
    photographs.prepare(None, str(folder), size_px=48, num_images=24, seed=2, progress=lambda count: None)
    return folder


def test_fid_by_actors_is_fid_in_one_process(reference, others):
    told = json.loads(procimg("fid", "--images", others, "--reference", reference, "--json").stdout)
    extractor = load_extractor()
    features = [extract(list(open_source(str(folder)).images()), extractor) for folder in (others, reference)]
    assert told["fid"] == pytest.approx(frechet_from_features(*features), rel=1e-5)
    assert (told["num_images"], told["num_reference"], told["floor"]["num_images"]) == (24, 40, 20)


def test_fid_says_what_it_rests_on(reference, others):
    told = procimg("fid", "--images", others, "--reference", reference, "--num-images", 16).stdout
    assert "n = 16 against 40" in told and "floor: FID" in told and "mostly bias" in told


def test_mistakes_get_one_line(reference, others, tmp_path):
    fid = ["fid", "--images", others, "--reference", reference]
    assert "num_images: got 99" in refusal(*fid, "--num-images", 99)
    assert "reference: got" in refusal("fid", "--images", others, "--reference", tmp_path)
    assert "does not exist" in refusal("fid", "--images", tmp_path / "x", "--reference", reference)
    (tmp_path / "weights.pth").write_bytes(b"no weights")
    assert "weights.pth" in refusal(*fid, "--weights", tmp_path / "weights.pth")


@pytest.mark.gl
def test_a_sweep_finds_a_winner_prints_the_floor_and_is_not_run_twice(reference, tmp_path):
    command = ["sweep", "--reference", reference, "--size", 48, "--num-trials", 5, "--rungs", "8,16"]
    told = procimg(*command, "--out", tmp_path / "out").stdout
    assert "floor, real against real" in told and "best: " in told
    report = json.loads((tmp_path / "out" / "sweep.json").read_text())
    assert len(report["trials"]) == 6 and {trial["status"] for trial in report["trials"]} <= {"completed", "stopped"}
    finished = [trial for trial in report["trials"] if trial["status"] == "completed"]
    assert report["best"] == min(finished, key=lambda trial: trial["scores"][-1]["fid"])
    assert all(score["num_images"] in (8, 16) for trial in report["trials"] for score in trial["scores"])
    assert np.isfinite([score["fid"] for trial in report["trials"] for score in trial["scores"]]).all()
    labels = [(trial["mixing"]["method"], trial["mixing"]["num_mixed"]) for trial in report["trials"]]
    assert {("none", 1), ("mixup", 6), ("cutmix", 6)} <= set(labels), "the published mixings are tried first"
    assert labels.count(("none", 1)) == 1
    assert procimg(*command, "--out", tmp_path / "out").stdout == told
    assert "another sweep" in refusal(*command, "--seed", 3, "--out", tmp_path / "out")
