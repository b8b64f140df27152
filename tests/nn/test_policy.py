"""Weights as files: what is right comes back, all else is refused in one line, and not executed."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save

from coopt.errors import PolicyError
from coopt.nn.policy import LARGEST_FILE, check_card, load_weights, save_weights

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bad_inputs"
SHAPES = {"a": (2, 3), "b": (4,)}


def weights() -> dict[str, np.ndarray]:
    return {"a": np.arange(6.0).reshape(2, 3), "b": np.full(4, 0.1)}


def test_weights_come_back_in_half_precision(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    save_weights(path, weights())
    found = load_weights(path, SHAPES)
    assert found["a"].dtype == np.float32
    assert found["a"].tolist() == weights()["a"].tolist()
    assert found["b"] == pytest.approx(weights()["b"], rel=1e-3)
    assert path.stat().st_size < 200


@pytest.mark.parametrize("first", [b"\x80", b"\x80\x02", b"PK"])
def test_a_header_may_be_as_long_as_a_pickle_begins(tmp_path: Path, first: bytes) -> None:
    data = save({"a": np.zeros((2, 3), np.float32), "b": np.ones(4, np.float32)})
    size = int.from_bytes(data[:8], "little")
    wanted = int.from_bytes(first.ljust(2, b"\x01")[:2], "little")
    padded = data[8 : 8 + size].ljust(wanted)
    path = tmp_path / "weights.safetensors"
    path.write_bytes(len(padded).to_bytes(8, "little") + padded + data[8 + size :])
    assert path.read_bytes().startswith(first)
    assert load_weights(path, SHAPES)["b"].tolist() == [1.0] * 4


def test_too_many_and_infinite_weights_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    with pytest.raises(PolicyError, match="at most"):
        save_weights(path, {"a": np.zeros(LARGEST_FILE // 2 + 1)})
    with pytest.raises(PolicyError, match="half precision"):
        save_weights(path, {"a": np.array([1e6])})
    assert not path.exists()


def test_a_card_of_other_weights_is_refused(tmp_path: Path) -> None:
    path, card = tmp_path / "weights.safetensors", tmp_path / "card.md"
    save_weights(path, weights())
    check_card(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    card.write_text(f"# title\n\n| weights | float16, 9 bytes, sha256 {digest} |\n| a | b |\n")
    check_card(path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(PolicyError, match=r"not the weights whose sha256 card.md states"):
        check_card(path)
    card.write_text("# my own\n")
    check_card(path)


def _header(told: object, data: bytes = b"") -> bytes:
    text = json.dumps(told).encode()
    return len(text).to_bytes(8, "little") + text + data


BAD = {
    "empty": (b"", "no safetensors file"),
    "short": (b"\x05\x00", "no safetensors file"),
    "pickle": (b"\x80\x02cposix\nsystem\n", "a pickle"),
    "archive": (b"PK\x03\x04 and so on", "a pickle"),
    "no_json": ((4).to_bytes(8, "little") + b"abcd", "no safetensors file"),
    "long_header": ((10**12).to_bytes(8, "little") + b"{}", "announces a header of 1000000000000"),
    "beyond": (
        _header({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}, b"1234"),
        "no safetensors file",
    ),
    "missing": (save({"a": np.zeros((2, 3), np.float32)}), "lacks 'b'"),
    "unknown": (
        save({name: np.zeros(2, np.float32) for name in ("a", "b", "c\n")}),
        r"too many",
    ),
    "shape": (
        save({"a": np.zeros((3, 2), np.float32), "b": np.zeros(4, np.float32)}),
        r"a has shape \(3, 2\), expected \(2, 3\)",
    ),
    "dtype": (
        save({"a": np.zeros((2, 3), np.int64), "b": np.zeros(4, np.float32)}),
        "a is of int64",
    ),
    "nan": (
        save({"a": np.full((2, 3), np.nan, np.float16), "b": np.zeros(4, np.float32)}),
        "not finite",
    ),
    "large": (b"x" * (LARGEST_FILE + 1), "at most"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_this_network_is_refused(tmp_path: Path, name: str) -> None:
    content, said = BAD[name]
    path = tmp_path / "weights.safetensors"
    path.write_bytes(content)
    with pytest.raises(PolicyError, match=said) as caught:
        load_weights(path, SHAPES)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(PolicyError, match="cannot be read"):
            load_weights(path, SHAPES)


@pytest.mark.parametrize("name", ["pickle_policy.pt", "header_too_long.safetensors"])
def test_the_corpus_is_refused_and_nothing_in_it_runs(name: str) -> None:
    path = CORPUS / name
    if not path.is_file():
        pytest.skip("there is no corpus beside this checkout")
    with pytest.raises(PolicyError, match=name):
        load_weights(path, SHAPES)
    assert not (Path(tempfile.gettempdir()) / "COOPT_PICKLE_EXECUTED_dev").exists()
