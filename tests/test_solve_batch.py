"""Many problems in one call: verified answers in their order, whatever the sizes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch").set_num_threads(1)

import coopt  # noqa: E402
from coopt.check.candidate import evaluate  # noqa: E402
from coopt.errors import CooptError, InstanceError, MissingExtraError, OptionError  # noqa: E402
from coopt.solve_batch import solve_batch  # noqa: E402
from tests.methods.bq_nco.random_policy import folder_of, shelf_of  # noqa: E402
from tests.methods.bq_nco.small_batches import NAMES, problems  # noqa: E402


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shelf_of(tmp_path / "policies")
    monkeypatch.setattr("coopt.methods.bq_nco.run.shelf", lambda name: folder)
    return folder


def mixed() -> list[Any]:
    rng = np.random.default_rng(0)
    listed = [p for name in NAMES for n in (14, 17) for p in problems(name, n, 2, rng)]
    return [listed[k] for k in rng.permutation(len(listed))]


@pytest.mark.parametrize(
    ("decode", "time_limit"),
    [("greedy", None), ("beam3", None), ("hybrid", None), ("hybrid", 4.0)],
)
def test_answers_are_feasible_and_in_order(
    decode: str, time_limit: float | None, shelf: Path
) -> None:
    listed = mixed()
    results = solve_batch(
        listed, threads=2, time_limit=time_limit, settings={"bq_nco.decode": decode}
    )
    assert len(results) == len(listed)
    for problem, result in zip(listed, results, strict=True):
        assert result.status in ("feasible", "optimal")
        assert result.verified is not None
        assert result.solution is not None
        assert result.solution.shape == (problem.solution_size,)
        sign = -1.0 if problem.maximise else 1.0
        assert result.objective == pytest.approx(
            sign * evaluate(problem, result.solution).objective
        )


def test_it_repeats_whatever_the_number_of_workers(shelf: Path) -> None:
    listed = mixed()
    runs = [solve_batch(listed, threads=threads, seed=3) for threads in (1, 2, 1)]
    found = [[result.objective for result in run] for run in runs]
    assert found[0] == pytest.approx(found[1])
    assert found[0] == pytest.approx(found[2])


def test_search_improves_constructions(shelf: Path) -> None:
    listed = problems("tsp", 20, 6, np.random.default_rng(1))
    plain = solve_batch(listed, settings={"bq_nco.search": "none"})
    searched = solve_batch(listed)
    pairs = list(zip(plain, searched, strict=True))
    assert all((s.objective or 9e9) <= (p.objective or 0.0) + 1e-9 for p, s in pairs)
    assert sum(s.objective or 9e9 for _, s in pairs) < sum(p.objective or 0.0 for p, _ in pairs)


def test_what_is_not_constructed_in_time_says_so_in_its_own_result(shelf: Path) -> None:
    rng = np.random.default_rng(7)
    small, large = problems("tsp", 9, 1, rng)[0], problems("tsp", 300, 1, rng)[0]
    settings = {"bq_nco.decode": "sample5000", "bq_nco.search": "none", "bq_nco.neighbours": "0"}
    found = solve_batch([small, large], threads=2, time_limit=8.0, settings=settings)
    assert [result.limit for result in found] == [None, "time"]
    notes = [any("did not end in time" in note for note in result.notes) for result in found]
    assert notes == [False, True]
    assert found[1].solution is not None


@pytest.mark.parametrize("wrong", ["sampling", "beam0", "beam100000"])
def test_a_wrong_decoding_is_refused_before_problems_are_read(wrong: str) -> None:
    with pytest.raises(OptionError, match="hybrid, or in a batch none"):
        solve_batch(["no-such.tsp"], settings={"bq_nco.decode": wrong})


def test_without_constructions_the_search_begins_at_a_plain_solution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopt.methods.bq_nco.run.shelf", lambda name: tmp_path)
    listed = problems("cvrp", 12, 3, np.random.default_rng(1))
    results = solve_batch(listed, settings={"bq_nco.decode": "none"})
    assert [result.status for result in results] == ["feasible"] * 3


def test_no_problems_no_answers() -> None:
    assert coopt.solve_batch([]) == []


def test_other_methods_take_problems_one_by_one(shelf: Path) -> None:
    listed = problems("tsp", 9, 2, np.random.default_rng(2))
    results = solve_batch(listed, method="ils", time_limit=10.0)
    assert [r.status for r in results] == ["optimal", "optimal"]
    assert any("one by one" in note for note in results[0].notes)


def test_what_the_policy_cannot_take_is_solved_alone(shelf: Path) -> None:
    rng = np.random.default_rng(3)
    cube = coopt.Tsp(coopt.Distances("EUC_3D", rng.integers(0, 50, (9, 3)).astype(float)))
    tasks = problems("knapsack", 8, 1, rng)
    results = solve_batch([tasks[0], cube], time_limit=12.0)
    assert [r.solution is not None for r in results] == [True, True]


def test_without_a_policy_the_usual_methods_solve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopt.methods.bq_nco.run.shelf", lambda name: tmp_path)
    result = solve_batch(problems("tsp", 9, 1, np.random.default_rng(4)), time_limit=10.0)[0]
    assert result.status == "optimal"
    assert any("no policy for tsp is on the shelf" in note for note in result.notes)


def test_without_pytorch_problems_are_solved_alone_unless_the_method_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    listed = problems("tsp", 9, 2, np.random.default_rng(8))
    for result in solve_batch(listed, time_limit=10.0):
        assert result.status == "optimal"
        assert any("solved alone: method bq_nco needs PyTorch" in note for note in result.notes)
    with pytest.raises(OptionError, match=r"a time limit is needed.*needs PyTorch"):
        solve_batch(listed)
    with pytest.raises(MissingExtraError, match="needs PyTorch"):
        solve_batch(listed, method="bq_nco", time_limit=10.0)


def test_many_short_solves_load_kernels_once() -> None:
    code = (
        "import sys, coopt, numpy as np\n"
        "rng = np.random.default_rng(0)\n"
        "p = [coopt.Tsp(coopt.Distances('EUCLIDEAN', rng.random((40, 2)))) for _ in range(12)]\n"
        "coopt.solve_batch(p[:2], method='ils', time_limit=2.0)\n"
        "few = 'coopt.methods.ils.tsp' in sys.modules\n"
        "found = coopt.solve_batch(p, method='ils', time_limit=20.0)\n"
        "print(few, 'coopt.methods.ils.tsp' in sys.modules, all(r.verified for r in found))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout == "False True True\n", run.stderr


def test_status_and_gap_agree(shelf: Path) -> None:
    corners = [[x, y] for x in range(5) for y in range(4)]
    square = coopt.Tsp(coopt.Distances("EUCLIDEAN", np.array(corners, dtype=float)))
    listed = [square, *problems("tsp", 20, 6, np.random.default_rng(9))]
    for result in solve_batch(listed):
        assert result.gap is not None
        assert (result.status == "optimal") == (result.gap <= 1e-6)


@pytest.mark.parametrize(
    ("problems", "more", "error", "said"),
    [
        ("a.tsp", {}, InstanceError, "takes a list of problems"),
        ([3], {}, InstanceError, "problem 0 is a int, expected a problem"),
        (["no-such.tsp"], {}, InstanceError, "no-such.tsp"),
        ([], {"threads": 0}, OptionError, "threads is 0"),
        ([], {"time_limit": -1.0}, OptionError, "time_s is -1"),
        ([], {"settings": {"decode": "greedy"}}, OptionError, "has no method"),
        ([], {"method": "nothing"}, OptionError, "nothing"),
        ([], {"settings": {"bq_nco.nothing": "1"}}, OptionError, "nothing"),
    ],
)
def test_what_is_wrong_is_named(
    problems: Any, more: dict[str, Any], error: type[CooptError], said: str
) -> None:
    with pytest.raises(error, match=said):
        solve_batch(problems, **more)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"bq_nco.decode": "best"}, "expected greedy"),
        ({"bq_nco.search": "much"}, "expected ils or none"),
        ({"bq_nco.policy": "nowhere"}, "no such file"),
        ({"bq_nco.neighbours": "few"}, "expected a whole number"),
    ],
)
def test_options_that_workers_refuse_are_named(
    settings: dict[str, str], said: str, shelf: Path
) -> None:
    with pytest.raises(OptionError, match=said):
        solve_batch(problems("tsp", 9, 1, np.random.default_rng(5)), settings=settings)


def test_a_problem_alone_needs_a_time_limit(shelf: Path) -> None:
    with pytest.raises(OptionError, match="a time limit is needed"):
        solve_batch(problems("tsp", 9, 1, np.random.default_rng(6)), method="ils")


def test_the_calling_process_stays_light(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "tsp")
    code = (
        "import sys, coopt, numpy as np; "
        "p = coopt.Tsp(coopt.Distances('EUCLIDEAN', np.random.default_rng(0).random((14, 2)))); "
        f"r = coopt.solve_batch([p, p], settings={{'bq_nco.policy': {str(folder)!r}}}); "
        "print(r[0].verified, 'torch' in sys.modules, 'numba' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout == "exact False False\n", run.stderr


def test_an_interrupt_ends_it_with_what_there_is(shelf: Path) -> None:
    code = (
        "import os, signal, threading, coopt, numpy as np\n"
        "points = np.random.default_rng(0).random((30, 2))\n"
        "tour = coopt.Tsp(coopt.Distances('EUCLIDEAN', points))\n"
        "threading.Timer(3.0, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        f"options = {{'bq_nco.policy': {str(shelf / 'bq_nco' / 'tsp')!r}}}\n"
        "found = coopt.solve_batch([tour, tour], time_limit=200, settings=options)\n"
        "print([(r.status, r.limit) for r in found])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.stdout == "[('feasible', 'interrupt'), ('feasible', 'interrupt')]\n", run.stderr
