from __future__ import annotations

from pathlib import Path

import pytest

from coopt.check.candidate import evaluate
from coopt.errors import InstanceError
from coopt.problem.cvrp import Cvrp
from coopt.problem.tsp import Tsp
from coopt.read import read, read_instances
from tests.read.corpora import DATA, rows_of

TSP = "0 0 0 3 4 3 4 0 output 1 2 3 4 1"
CVRP = (
    "depot,0,0,customer,3,4,6,8,0,1,capacity,5,demand,2,3,4,cost,22.0,"
    "node_flag,2,1,3,1,0,1"
)  # fmt: skip
SETS = sorted((DATA / "routing" / "uniform").glob("*.txt"))
BEST = {row["name"]: float(row["best_known"]) for row in rows_of("routing/bks.csv")}


def file(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_tour_is_the_reference_of_a_tsp(tmp_path: Path) -> None:
    [(problem, objective, solution)] = read_instances(file(tmp_path, TSP))
    assert isinstance(problem, Tsp)
    assert problem.distances.rule == "EUCLIDEAN"
    assert objective == 14.0
    assert solution is not None
    assert solution.tolist() == [0, 1, 2, 3]


def test_routes_are_the_reference_of_a_cvrp(tmp_path: Path) -> None:
    [(problem, objective, solution)] = read_instances(file(tmp_path, CVRP))
    assert isinstance(problem, Cvrp)
    assert problem.demand.tolist() == [0, 2, 3, 4]
    assert problem.capacity == 5
    assert objective == 22.0
    assert solution is not None
    assert solution.tolist() == [-2, 1, -3]
    assert evaluate(problem, solution).objective == 10 + 5 + 5 + 2


def test_demands_may_begin_with_that_of_the_depot(tmp_path: Path) -> None:
    [(problem, _, _)] = read_instances(file(tmp_path, CVRP.replace("demand,2", "demand,0,2")))
    assert isinstance(problem, Cvrp)
    assert problem.demand.tolist() == [0, 2, 3, 4]


@pytest.mark.parametrize("text", [TSP.partition(" output")[0], CVRP.partition(",cost")[0]])
def test_without_a_solution_nothing_is_known(tmp_path: Path, text: str) -> None:
    [(_, objective, solution)] = read_instances(file(tmp_path, text))
    assert objective is None
    assert solution is None


@pytest.mark.parametrize("text", [TSP, CVRP, f"\n{TSP}\n\n"])
def test_a_file_of_one_line_is_an_instance_by_its_content(tmp_path: Path, text: str) -> None:
    assert read(file(tmp_path, text)).n == 4


def test_of_several_lines_all_are_to_be_asked_for(tmp_path: Path) -> None:
    path = file(tmp_path, f"{TSP}\n{TSP}\n", "set_7_9.txt")
    with pytest.raises(InstanceError, match=r"holds 2 instances.*coopt.read_instances"):
        read(path)
    assert [each.problem.name for each in read_instances(path)] == ["set_007", "set_008"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("0 0 1 output 1 1", ":1: 3 coordinates found"),
        (f"{TSP}\n0 0 1 nan output 1 2 1", ":2: a coordinate: 'nan'"),
        ("0 0 1 1 output 1 1 1", "does not visit each node once"),
        ("0 0 1 1 output 0 1 0", "does not visit each node once"),
        ("0 0 1 1 output 1 x 1", "'x' is no whole number"),
        (CVRP.replace("capacity,5,", ""), "the part 'capacity' is missing"),
        (CVRP.replace("capacity,5", "capacity,5,6"), "2 numbers behind 'capacity'"),
        (CVRP.replace("demand,2,3,4", "demand,2,3"), "2 demands for 4 nodes"),
        (CVRP.replace("demand,2", "demand,-2"), "node 1 has demand -2"),
        (CVRP.replace("flag,2,1,3", "flag,2,1,2"), "does not visit each node once"),
        (CVRP.replace("3,1,0,1", "3,0,0,1"), "first 1"),
        (CVRP.replace("3,1,0,1", "3,1,0"), "a flag 0 or 1 of each"),
        (CVRP.replace("customer,3", "customer,inf"), "a coordinate: 'inf'"),
        (f"{CVRP},cost,3", "'cost' stands there twice"),
        ("# nothing", "holds no instance"),
    ],
)
def test_wrong_lines_are_named(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(InstanceError) as caught:
        read_instances(file(tmp_path, text))
    assert part in str(caught.value)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_stored_solutions_of_the_shared_sets_have_their_stored_and_best_values(path: Path) -> None:
    for problem, objective, solution in read_instances(path):
        assert solution is not None
        evaluation = evaluate(problem, solution)
        assert evaluation.feasible
        assert evaluation.objective == pytest.approx(objective, rel=1e-12)
        assert evaluation.objective == pytest.approx(BEST[problem.name], abs=1e-6)
