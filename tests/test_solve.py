"""The recipe of a solve: limits, deaths, signals, proofs."""

import mmap
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from coopt.errors import InstanceError, OptionError
from coopt.problem import Cvrp, Distances, Milp, Tsp
from coopt.result import Event, Result
from coopt.solve import solve
from tests.hard_models import market_split

ROOT = Path(__file__).parents[1]
PROGRAM = """
from tests.hard_models import market_split
from coopt.solve import solve
result = solve(market_split(), on_event=lambda e: print(e.kind, e.primal_bound, flush=True))
print("result", result.status, result.limit, result.objective, result.verified, flush=True)
"""


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()]


def start_program() -> "subprocess.Popen[str]":
    """Start a solve in a process and wait for its first incumbent."""
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    for line in program.stdout:
        if line.startswith("incumbent"):
            return program
    raise AssertionError("the solve ended without an incumbent")


def test_a_time_limit_returns_the_best_found() -> None:
    result = solve(market_split(), time_limit=2)
    assert (result.status, result.limit) == ("feasible", "time")
    assert result.verified is not None
    assert result.objective is not None
    assert result.dual_bound is not None
    assert result.dual_bound <= result.objective


def test_a_time_limit_of_zero_gives_no_solution() -> None:
    result = solve(market_split(), time_limit=0)
    assert (result.status, result.limit, result.objective) == ("no_solution", "time", None)


def test_a_gap_limit_is_named() -> None:
    rng = np.random.default_rng(3)
    a = (rng.random((60, 200)) < 0.1).astype(float)
    a[np.arange(60), rng.integers(200, size=60)] = 1.0
    problem = Milp.from_arrays(
        rng.integers(10, 30, 200), a, row_lower=1.0, upper=1.0, integrality=1
    )
    result = solve(problem, gap=0.9)
    assert result.gap is not None
    assert result.gap <= 0.9
    assert result.status == "optimal" or result.limit == "gap"


def test_a_node_limit_is_named() -> None:
    result = solve(market_split(), node_limit=5)
    assert (result.status, result.limit) == ("feasible", "node")


def test_a_memory_limit_ends_the_engine_and_keeps_the_incumbent() -> None:
    result = solve(market_split(), time_limit=30, memory=30_000_000, threads=1, methods=["scip"])
    assert result.limit == "memory"
    assert result.status in ("feasible", "no_solution")


def test_what_a_program_has_mapped_before_does_not_count_as_memory_of_the_solve() -> None:
    with mmap.mmap(-1, 6 * 2**30):
        result = solve(market_split(), time_limit=2, memory=10**9, threads=1, methods=["scip"])
    assert result.status == "feasible"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_with_the_incumbent_and_no_orphans(number: int) -> None:
    program = start_program()
    children = children_of(program.pid)
    program.send_signal(number)
    output, _ = program.communicate(timeout=20)
    assert "result feasible interrupt" in output
    assert program.returncode == 0
    assert not any(os.path.exists(f"/proc/{child}") for child in children)


def test_an_engine_that_is_killed_does_not_end_the_run() -> None:
    killed: list[int] = []

    def kill_the_leader(event: Event) -> None:
        if event.kind == "incumbent" and not killed:
            killed.extend(children_of(os.getpid())[:1])
            os.kill(killed[0], signal.SIGKILL)

    result = solve(market_split(), time_limit=6, on_event=kill_the_leader)
    assert result.status == "feasible"
    assert len(result.methods) > 1
    assert any("killed by SIGKILL" in note for note in result.notes)


def test_an_engine_that_is_killed_alone_is_started_once_more() -> None:
    kills: list[int] = []

    def kill(event: Event) -> None:
        if event.kind == "incumbent" and not kills:
            kills.extend(children_of(os.getpid())[:1])
            os.kill(kills[0], signal.SIGKILL)

    result = solve(market_split(), methods=["scip"], threads=1, time_limit=4, on_event=kill)
    assert kills
    assert (result.status, result.limit) == ("feasible", "time")


def test_children_die_with_a_killed_parent() -> None:
    program = start_program()
    children = children_of(program.pid)
    assert children
    program.kill()
    program.communicate(timeout=20)
    give_up = time.monotonic() + 10
    while any(os.path.exists(f"/proc/{child}") for child in children):
        assert time.monotonic() < give_up, "an engine outlived its parent"
        time.sleep(0.02)


def test_a_solve_runs_in_another_thread() -> None:
    results: list[Result] = []
    problem = Milp.from_arrays([1.0], integrality=1, lower=0.5)
    thread = threading.Thread(target=lambda: results.append(solve(problem)))
    thread.start()
    thread.join(30)
    assert results[0].objective == 1.0


def test_infeasibility_is_confirmed_by_a_second_engine() -> None:
    problem = Milp.from_arrays([1, 1], [[2, 4]], 7, 7, upper=9, integrality=1)
    result = solve(problem)
    assert result.status == "infeasible"
    assert len(result.methods) >= 2
    assert not result.notes


def test_crossing_bounds_are_infeasible() -> None:
    assert solve(Milp.from_arrays([1.0], lower=5, upper=3)).status == "infeasible"
    assert solve(Milp.from_arrays([1.0], lower=0.2, upper=0.8, integrality=1)).status == (
        "infeasible"
    )


def test_problems_without_rows_or_variables_are_solved() -> None:
    box = Milp.from_arrays([-1, 2], lower=[0, 1], upper=[3, 5], integrality=1)
    assert solve(box).objective == -1.0
    assert solve(Milp.from_arrays([], offset=81.0)).objective == 81.0


def test_a_start_that_is_nearly_feasible_is_repaired() -> None:
    # x + y = 1 with y continuous: the start misses the row by 1e-4.
    problem = Milp.from_arrays([1, 2], [[1, 1]], 1, 1, upper=1, integrality=[1, 0])
    result = solve(problem, start=[1.0, 1e-4])
    assert result.objective == 1.0


def test_wrong_arguments_are_refused_in_a_sentence() -> None:
    problem = Milp.from_arrays([1.0])
    with pytest.raises(OptionError, match="did you mean scip"):
        solve(problem, methods=["scipp"])
    with pytest.raises(OptionError, match=r"METHOD\.option"):
        solve(problem, options={"presolve": "off"})
    with pytest.raises(OptionError, match="threads is 0"):
        solve(problem, threads=0)
    with pytest.raises(OptionError, match="time_s"):
        solve(problem, time_limit=-1)
    with pytest.raises(InstanceError, match="shape"):
        solve(problem, start=[1.0, 2.0])
    with pytest.raises(OptionError, match="time_s is 1s, expected a number"):
        solve(problem, time_limit="1s")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "value"),
    [("scip.nonsense", "1"), ("highs.nonsense", "1"), ("cpsat.workers", "abc")],
)
def test_an_option_that_an_engine_refuses_is_an_error_in_a_sentence(key: str, value: str) -> None:
    name = key.partition(".")[0]
    with pytest.raises(OptionError, match=r"SCIP|HiGHS|CP-SAT"):
        solve(Milp.from_arrays([1.0], upper=1, integrality=1), methods=[name], options={key: value})


def test_options_of_a_method_that_did_not_run_are_named() -> None:
    result = solve(Milp.from_arrays([1.0], upper=1), options={"balans.preset": "paper"})
    assert any("balans did not run" in note for note in result.notes)


def test_an_output_that_cannot_be_written_does_not_end_the_solve(tmp_path: Path) -> None:
    path = tmp_path / "gone"
    result = solve(Milp.from_arrays([1.0], upper=1, integrality=1), output=path / "out.sol")
    assert result.status == "optimal"
    assert any(note.startswith("output not written:") for note in result.notes)


def test_demand_above_the_capacity_is_infeasible_by_the_data_alone() -> None:
    line = Distances("EUC_2D", np.array([[0.0, 0.0], [3.0, 4.0]]))
    result = solve(Cvrp(line, np.array([0.0, 11.0]), 10.0))
    assert (result.status, result.methods) == ("infeasible", ())
    assert "demand 11" in result.notes[0]


def test_an_output_of_the_wrong_kind_is_refused_before_any_work(tmp_path: Path) -> None:
    line = Distances("EUC_2D", np.array([[0.0, 0.0], [3.0, 4.0]]))
    with pytest.raises(OptionError, match="ends in"):
        solve(Cvrp(line, np.zeros(2), 10.0), output=tmp_path / "routes.tour")


def test_a_method_that_plans_its_time_ends_at_the_time_limit() -> None:
    places = np.random.default_rng(0).random((600, 2))
    result = solve(Tsp(Distances("EUCLIDEAN", places)), methods=["ils"], time_limit=2)
    assert (result.status, result.limit) == ("feasible", "time")


def test_a_poor_start_does_not_hide_the_first_tour() -> None:
    places = np.random.default_rng(0).random((300, 2))
    events: list[Event] = []
    problem = Tsp(Distances("EUCLIDEAN", places))
    solve(problem, methods="ils", time_limit=2, start=np.arange(300), on_event=events.append)
    found = [e.primal_bound for e in events if e.kind == "incumbent"]
    assert found[0] is not None
    assert found[1] is not None
    assert found[1] < 0.3 * found[0]


def test_a_start_of_another_length_is_told_what_it_lacks() -> None:
    problem = Tsp(Distances("EUCLIDEAN", np.random.default_rng(0).random((4, 2))))
    with pytest.raises(InstanceError, match="node 1 is there more than once, node 0 and 2 more"):
        solve(problem, start=[1, 1])


def test_a_run_that_nothing_but_an_interrupt_ends_says_so() -> None:
    events: list[Event] = []
    places = Distances("EUC_2D", np.random.default_rng(0).random((40, 2)))
    problem = Cvrp(places, np.r_[0.0, np.ones(39)], 9.0)

    def stop_at_once(event: Event) -> None:
        events.append(event)
        if event.kind == "incumbent":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(problem, on_event=stop_at_once)
    assert any("runs until interrupted" in e.text for e in events)
    result = solve(problem, time_limit=1, node_limit=5)
    assert any("counts nodes" in note for note in result.notes)
