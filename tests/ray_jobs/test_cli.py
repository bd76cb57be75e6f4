"""The command line without Ray: help that is quick and whole, mistakes in one line, banks."""

import pytest
from command import arguments, procimg, refusal

COMMANDS = ["doctor", "demo", "bank", "render", "fid", "sweep", "pretrain", "evaluate", "report"]


def test_help_lists_every_command_and_each_has_an_address_or_needs_no_cluster():
    told = procimg("--help").stdout
    for command in COMMANDS:
        assert command in told
        shown = procimg(command, "--help").stdout
        assert "--address" in shown or command in ("bank", "evaluate")
    for probe in ("knn", "linear"):
        assert "--address" in procimg("evaluate", probe, "--help").stdout


def test_help_loads_neither_ray_nor_torch_nor_gl():
    code = "import sys; from ray_jobs import cli; print(sorted({'ray', 'torch', 'moderngl'} & set(sys.modules)))"
    import subprocess

    shown = subprocess.run([*arguments()[:1], "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_bank_list_shows_licence_and_description():
    told = procimg("bank", "list", "--category", "voronoi").stdout
    assert "voronoi/cracked-mud" in told and "MIT" in told and "in 1 categories" in told


@pytest.mark.gl
def test_bank_show_and_sheet_write_pictures(tmp_path):
    from PIL import Image

    procimg("bank", "show", "voronoi/cracked-mud", "--out", tmp_path / "a.png", "--size", 32, "--num-times", 3)
    assert Image.open(tmp_path / "a.png").size == (3 * 32 + 2 * 4, 3 * 32 + 2 * 4)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["bank", "show", "nothing", "--out", "x.png"], "ID: got 'nothing'"),
        (["bank", "list", "--bank", "/nowhere"], "bank '/nowhere'"),
        (["bank", "list", "--category", "cars"], "category: got 'cars'"),
        (["render", "--num-images", 8, "--size", 0, "--out", "x"], "size: got 0"),
        (["render", "--num-images", 0, "--out", "x"], "num_images: got 0"),
        (["render", "--num-images", 8, "--mix", "none", "--num-mixed", 3, "--out", "x"], "mixing.num_mixed: got 3"),
        (["render", "--num-images", 8, "--exclude", "nothing", "--out", "x"], "exclude: got 'nothing'"),
        (["render", "--num-images", 8, "--bank", "/nowhere", "--out", "x"], "bank: got '/nowhere'"),
        (["render", "--num-images", 8, "--quality", 0, "--out", "x"], "quality: got 0"),
    ],
)
def test_mistakes_get_one_line_and_exit_code_2(words, field, tmp_path):
    assert field in refusal(*words, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_unknown_flags_and_choices_end_with_exit_code_2():
    for words in (["render", "--colour"], ["render", "--num-images", 3, "--out", "x", "--mix", "blend"], ["nothing"]):
        assert procimg(*words, check=False).returncode == 2
