from __future__ import annotations

import gzip
import io
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from coopt.errors import InstanceError, OptionError
from coopt.problem.milp import Milp
from coopt.read.instance import read
from tests.read.corpora import DATA, rows_of

MPS = "NAME t\nROWS\n N o\nCOLUMNS\n x o 1\nENDATA\n"
LP = "\\ a comment\nMinimize\n x\nEnd\n"
MODELS = rows_of("mip/bks.csv")
BAD = [row for row in rows_of("bad_inputs/expected.csv") if row["kind"] in ("mps", "lp")]
# Rows that SCIP counts for indicators, sets and semi-continuous variables, or miscounts.
COUNTED_OTHERWISE = {
    "mcf64-4-1",
    "findRoot",
    "sparse2",
    "pcu_0.1",
    "ex1sos",
    "own_spaces_fixed",
    "semi-continuous",
    "semi-continuous_lp",
}


@pytest.mark.parametrize(("suffix", "content"), [(".mps", MPS), (".lp", LP), (".MPS", MPS)])
def test_the_suffix_decides(tmp_path: Path, suffix: str, content: str) -> None:
    path = tmp_path / f"a.b{suffix}.gz"
    path.write_bytes(gzip.compress(content.encode()))
    assert read(path).variable_names == ("x",)


@pytest.mark.parametrize("content", [MPS, f"* remark\n{MPS}", LP])
def test_without_a_suffix_the_content_decides(
    monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert read("-").variable_names == ("x",)


def test_the_suffix_is_not_overruled(tmp_path: Path) -> None:
    path = tmp_path / "a.lp"
    path.write_text(MPS)
    with pytest.raises(InstanceError, match="looks like an MPS file"):
        read(path)
    assert isinstance(read(path, format="mps"), Milp)


def test_unknown_formats_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("hello\n")
    with pytest.raises(InstanceError, match="unknown format"):
        read(path)
    with pytest.raises(OptionError, match="unknown format 'xyz'"):
        read(path, format="xyz")


@pytest.mark.parametrize(
    "text", ["a b\n1 2\n3 5\n", "# made\n\na;b\n1,5;2\n", "1\t-2e3\n3\t4\n5\t6\n", "a,b\n1,.5\n"]
)
def test_a_table_of_unknown_format_is_told_how_to_learn_a_graph(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    with pytest.raises(InstanceError, match=r"dag\.score=bic.*read_dag.*--format csv"):
        read(path)
    path.write_text("hello you\nall of you\n")
    with pytest.raises(InstanceError, match="unknown format") as caught:
        read(path)
    assert "dag" not in str(caught.value)


def test_a_numpy_archive_is_told_how_to_learn_a_graph(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, data=np.eye(3))
    with pytest.raises(InstanceError, match=r"NumPy archive.*dag\.score=bic"):
        read(path)


def test_reading_loads_neither_scipy_nor_numba(tmp_path: Path) -> None:
    path = tmp_path / "a.mps"
    path.write_text(MPS)
    code = f"import sys, coopt.read; coopt.read.read({str(path)!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert "coopt.read.mps" in loaded.split()
    assert not {"scipy", "numba", "torch", "highspy"} & set(loaded.split())


@pytest.mark.parametrize("row", MODELS, ids=[row["name"] for row in MODELS])
def test_models_of_the_shared_set_are_read(row: dict[str, str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        problem = read(DATA / "mip" / row["file"])
    assert problem.maximise == (row["sense"] == "max")
    if row["n_vars"] and row["name"] not in COUNTED_OTHERWISE:
        counts = (problem.a.shape[1], int(problem.integer.sum()), problem.a.shape[0])
        assert counts == (int(row["n_vars"]), int(row["n_int"]), int(row["n_cons"]))


@pytest.mark.parametrize("row", BAD, ids=[row["file"] for row in BAD])
def test_bad_inputs_of_the_shared_set(row: dict[str, str]) -> None:
    path = DATA / "bad_inputs" / row["file"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if row["expected"] != "error":
            assert isinstance(read(path), Milp)
            return
        with pytest.raises(InstanceError) as caught:
            read(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert message.isprintable()
    if row["file"] not in ("empty.mps", "directory.mps", "truncated.mps.gz"):
        assert message.removeprefix(f"{path}:").split(":")[0].isdigit()
