from __future__ import annotations

from pathlib import Path

import pytest

from coopt_cli.app import main


@pytest.mark.parametrize("option", ["--json", "--events"])
def test_the_model_is_not_written_over(
    option: str, knapsack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = knapsack.with_name("link.mps")
    link.symlink_to(knapsack)
    text = knapsack.read_text()
    assert main(["solve", str(knapsack), option, str(link)]) == 2
    assert "is an input" in capsys.readouterr().err
    assert knapsack.read_text() == text


def test_the_start_is_no_place_for_events_but_one_for_the_solution(
    knapsack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = tmp_path / "start.sol"
    start.write_text("a 1\n")
    assert main(["solve", str(knapsack), "--start", str(start), "--events", str(start)]) == 2
    assert "is an input" in capsys.readouterr().err
    both = ["--start", str(start), "-o", str(start), "--json", "no/such/folder"]
    assert main(["solve", str(knapsack), *both]) == 2
    assert "there is no directory" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["convert"], ["bench", "--json"]])
def test_convert_and_bench_keep_their_input(command: list[str], knapsack: Path) -> None:
    arguments = [command[0], str(knapsack), *command[1:], str(knapsack)]
    text = knapsack.read_text()
    assert main(arguments) == 2
    assert knapsack.read_text() == text


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["convert", "MODEL", "a.foo"], "a.foo: the format to write is not told; end the name"),
        (["convert", "MODEL", "-"], "add --to with one of mps, lp"),
        (["solve", "MODEL", "-o", "a.tour"], "a solution of a Milp ends in .sol, .mst"),
        (["convert", "MODEL", "-", "--to", "foo"], "'foo'"),
        (["generate", "knapsack", "-o", "g.txt"], "g.txt: the format to write is not told"),
        (["solve", "MODEL", "--plot", "x.png"], "ends in .svg"),
        (["solve", "MODEL", "--plot", "-", "--json", "-"], "--json - and --plot -"),
        (["solve", "MODEL", "-q", "-v"], "--quiet and --verbose"),
        (["solve", "MODEL", "--method", ""], "names no method"),
        (["solve", "MODEL", "--gap", "x"], "'x' is no number from 0 on"),
        (["solve", "MODEL", "--verbse"], "'--verbose'?) See coopt solve --help"),
        (["bench", "MODEL", "--methods", ","], "names no method"),
    ],
)
def test_a_refusal_says_what_to_write_instead(
    arguments: list[str], part: str, knapsack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(knapsack) if word == "MODEL" else word for word in arguments]) == 2
    out, err = capsys.readouterr()
    assert part in err
    assert (out, err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    "arguments",
    [["solve", "MODEL", "--params"], ["solve", "MODEL", "--start"], ["bench", "MODEL", "--bks"]],
)
def test_a_missing_file_reads_the_same_everywhere(
    arguments: list[str], knapsack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(knapsack) if word == "MODEL" else word for word in arguments]
    assert main([*words, "none.x"]) == 3
    assert capsys.readouterr().err == "coopt: error: none.x: no such file or directory\n"


def test_a_suffix_of_another_type_is_refused_before_the_solve(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "a.tsp"
    model.write_text(
        "TYPE : TSP\nDIMENSION : 1\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 0 0\n"
    )
    assert main(["solve", str(model), "-q", "-o", str(tmp_path / "a.mst")]) == 2
    assert "a solution of a Tsp ends in .tour, .sol, .json" in capsys.readouterr().err
    assert main(["convert", str(model), str(tmp_path / "b.mps")]) == 3
    assert "format 'mps' cannot state problems of type Tsp" in capsys.readouterr().err
    assert main(["convert", str(model), str(tmp_path / "b.tsp")]) == 0
    assert "1 0 0\nEOF\n" in (tmp_path / "b.tsp").read_text()
