"""Data, Gram matrices and knowledge files as problems."""

from pathlib import Path

import numpy as np
import pytest

from coopt.errors import InstanceError, OptionError
from coopt.read import read_dag
from coopt.read.dag import read_dag_table
from coopt.read.knowledge import read_knowledge

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "dag" / "real"
ROWS = "a,b,c\n1,2,3\n2,1,5\n4,4,1\n3,0,2\n"


def test_data_with_a_header(tmp_path: Path) -> None:
    file = tmp_path / "small.csv"
    file.write_text(ROWS)
    problem = read_dag(file, score="bic")
    assert problem.names == ("a", "b", "c")
    assert problem.samples == 4
    assert problem.name == "small"
    assert problem.gram[0, 0] == pytest.approx(1.25)
    scaled = read_dag(file, standardise=True)
    np.testing.assert_allclose(np.diag(scaled.gram), 1)


def test_blanks_and_tabs_divide_columns(tmp_path: Path) -> None:
    for mark in (" ", "\t", ";"):
        file = tmp_path / "small.txt"
        file.write_text(ROWS.replace(",", mark))
        assert read_dag(file).gram[0, 0] == pytest.approx(1.25)


def test_a_square_symmetric_table_is_a_gram_matrix() -> None:
    problem = read_dag_table(b"2,1\n1,2\n", "gram.csv")
    assert problem.gram.tolist() == [[2, 1], [1, 2]]
    assert read_dag_table(ROWS.encode(), "rows.csv").samples == 4


def test_what_the_numbers_are_can_be_said(tmp_path: Path) -> None:
    file = tmp_path / "square.csv"
    file.write_text("2,1\n1,2\n")
    assert read_dag(file, input="data").samples == 2
    assert read_dag(file, samples=30, score="bic").samples == 30
    with pytest.raises(OptionError, match="auto, data or gram"):
        read_dag(file, input="graph")  # type: ignore[arg-type]


def test_archives(tmp_path: Path) -> None:
    file = tmp_path / "small.npz"
    np.savez(file, gram=np.array([[2.0, 1], [1, 2]]), names=np.array(["u", "v"]), samples=9)
    problem = read_dag(file, score="bic")
    assert (problem.names, problem.samples) == (("u", "v"), 9)
    np.savez(file, data=np.array([[2.0, 1], [1, 2], [0, 5]]))
    assert read_dag(file).samples == 3
    np.savez(file, data=np.array([object()]))
    with pytest.raises(InstanceError, match="NumPy archive"):
        read_dag(file)
    np.savez(file, other=np.zeros(3))
    with pytest.raises(InstanceError, match="holds other"):
        read_dag(file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n3,x\n", ":3: column 2"),
        ("a,b\n1,2\n3\n", ":3: the row has 1 cells"),
        ("a,b\n1,2\n3,nan\n", ":3: column 2"),
        ("a,b\n1,2\n3,2\n", "'b' is constant"),
        ("a,a\n1,2\n3,1\n", "two columns"),
    ],
)
def test_bad_tables_give_one_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text)
    with pytest.raises(InstanceError, match=says) as caught:
        read_dag(file)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(file))


def test_knowledge() -> None:
    text = b"/knowledge\naddtemporal\n\n1* a b\n2 c\n\nforbiddirect\na c\nrequiredirect\nb c\n"
    known = read_knowledge(text, "k", ("a", "b", "c"))
    assert known.tiers is not None
    assert known.tiers.tolist() == [1, 1, 2]
    assert known.forbidden is not None
    assert np.argwhere(known.forbidden).tolist() == [[0, 1], [0, 2], [1, 0]]
    assert known.required is not None
    assert np.argwhere(known.required).tolist() == [[1, 2]]


def test_a_node_without_a_tier_is_free() -> None:
    known = read_knowledge(b"addtemporal\n1 a\n2 b\n", "k", ("a", "b", "c"))
    assert known.tiers is None
    assert known.forbidden is not None
    assert np.argwhere(known.forbidden).tolist() == [[1, 0]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"addtemporal\n1 lenght\n", "k:2: 'lenght' is no column; did you mean 'length'"),
        (b"1 a\n", "k:1: expected one of addtemporal"),
        (b"addtemporal\nfirst length\n", "k:2: 'first' is no tier"),
        (b"forbiddirect\nlength\n", "k:2: the edge has 1 nodes"),
        (b"addtemporal\n1 length\n2 length\n", "two tiers"),
    ],
)
def test_bad_knowledge_gives_its_line(text: bytes, says: str) -> None:
    with pytest.raises(InstanceError, match=says):
        read_knowledge(text, "k", ("length", "width"))


@pytest.mark.skipif(not REAL.is_dir(), reason="the data are not beside this checkout")
def test_real_data_with_their_knowledge() -> None:
    sachs = read_dag(
        REAL / "sachs.2005.continuous.txt", knowledge=REAL / "sachs.2005.knowledge.txt"
    )
    assert (sachs.n, sachs.samples) == (11, 7466)
    assert sachs.required is not None
    assert sachs.required.sum() == 20
    foil = read_dag(
        REAL / "airfoil-self-noise.continuous.txt",
        knowledge=REAL / "airfoil-self-noise.knowledge.txt",
    )
    assert foil.tiers is not None
    assert foil.forbidden is not None
