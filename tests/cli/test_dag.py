"""``coopt solve data.csv --set dag.score=...``: options, files, and what is said of the answer."""

import json
from pathlib import Path

import numpy as np
import pytest

from coopt_cli import main

SACHS = Path(__file__).parents[3] / "shared/data/dag/real/sachs.2005.continuous.txt"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a chain a -> b -> c with unequal variances."""
    rng = np.random.default_rng(0)
    a = rng.normal(size=400)
    b = 1.5 * a + rng.normal(size=400)
    c = -b + rng.normal(size=400)
    path = tmp_path / "chain.csv"
    np.savetxt(path, np.column_stack([a, b, c]), delimiter=",", header="a,b,c", comments="")
    return path


def test_a_graph_is_learned_written_and_explained(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["solve", str(table), "--set", "dag.score=bic", "-t", "20"]
    arguments += ["-o", str(tmp_path / "g.csv"), "--json", str(tmp_path / "r.json")]
    assert main(arguments) == 0
    assert "meaning:" in capsys.readouterr().out
    lines = (tmp_path / "g.csv").read_text().splitlines()
    assert lines[0] == "from,to,weight"
    assert {frozenset(line.split(",")[:2]) for line in lines[1:]} == {
        frozenset("ab"),
        frozenset("bc"),
    }
    checked = ["verify", str(table), str(tmp_path / "g.csv"), "--set", "dag.score=bic"]
    assert main(checked) == 0
    assert main(["info", str(table), "--set", "dag.score=bic"]) == 0
    record = json.loads((tmp_path / "r.json").read_text())
    assert sorted(record["order"]) == ["a", "b", "c"]
    assert len(record["edges"]) == 2
    assert record["diagnostics"]["rank"] == 3


@pytest.mark.parametrize("suffix", [".graphml", ".dot"])
def test_verify_reads_what_solve_writes(suffix: str, table: Path, tmp_path: Path) -> None:
    graph, score = str(tmp_path / f"g{suffix}"), ["--set", "dag.score=bic"]
    assert main(["solve", str(table), *score, "-t", "20", "-q", "-o", graph]) == 0
    assert main(["verify", str(table), graph, *score]) == 0


def test_the_help_tells_of_graphs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("a learned graph: .csv, .json, .graphml, .dot", "set or graph", "dag.score=bic"):
        assert words in shown


def test_methods_lists_how_data_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["methods"]) == 0
    assert "option   score: ls (default), ev, bic, logistic or mlp" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("dag.skore=bic", "did you mean score"),
        ("dag.strength=much", "weight of the penalty"),
        ("dag.score=best", "score"),
        ("dag.penalty=l1", "penalty l1 needs a strength > 0"),
        ("dag.strength=0.1", "strength 0.1 weighs no penalty"),
    ],
)
def test_a_wrong_option_is_one_line(
    setting: str, words: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solve", str(table), "--set", setting]) != 0
    message = capsys.readouterr().err
    assert words in message
    assert len(message.strip().splitlines()) == 1


@pytest.mark.skipif(not SACHS.exists(), reason="no data")
@pytest.mark.parametrize("score", ["ls", "bic"])
def test_of_real_data_no_causes_are_claimed(score: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["solve", str(SACHS), "--set", f"dag.score={score}", "-t", "3"])
    said = capsys.readouterr().out.lower()
    assert "not evidence of causes" in said or "does not show that an edge is a cause" in said
    for claim in ("causal effect", "discovered", "recovered", "true graph was found"):
        assert claim not in said
