"""What every registered method keeps: feasible answers, the stop, the seed, its own problems."""

import multiprocessing
import time
from typing import Any

import numpy as np
import pytest

from coopt.bus.protocol import Options
from coopt.check.candidate import evaluate
from coopt.problem import Milp
from coopt.registry import METHODS, load
from coopt.solve import solve
from tests.tiny_problems import TINY

MILP_METHODS = [name for name, spec in METHODS.items() if Milp in spec.solves]
# What takes a handful of customers only has its own tests, and so have learned methods, which are
# silent without a policy.
OTHERS = [
    (name, kind)
    for name, spec in METHODS.items()
    for kind in spec.solves
    if kind in TINY and name != "subsets" and spec.extra != "learn"
]


def cover(seed: int = 0, rows: int = 30, columns: int = 40) -> Milp:
    """Return a small weighted set cover; taking all columns is feasible."""
    rng = np.random.default_rng(seed)
    a = (rng.random((rows, columns)) < 0.15).astype(float)
    a[np.arange(rows), rng.integers(columns, size=rows)] = 1.0
    return Milp.from_arrays(
        rng.integers(1, 30, columns), a, row_lower=1.0, upper=1.0, integrality=1
    )


@pytest.mark.parametrize("name", MILP_METHODS)
def test_a_method_gives_a_feasible_answer(name: str) -> None:
    problem = cover()
    result = solve(problem, methods=[name], time_limit=4, threads=1)
    assert result.solution is not None
    assert evaluate(problem, result.solution).feasible
    assert result.verified is not None


@pytest.mark.parametrize("kind", [kind for name, kind in OTHERS if name == "ils"])
def test_the_same_seed_and_kicks_give_the_same_answer(kind: type) -> None:
    runs = [
        solve(TINY[kind](2), methods=["ils"], threads=1, seed=5, time_limit=60,
              options={"ils.kicks": "300"})
        for _ in range(2)
    ]  # fmt: skip
    first, second = (run.solution for run in runs)
    assert first is not None
    assert second is not None
    assert first.tolist() == second.tolist()


@pytest.mark.parametrize(("name", "kind"), OTHERS)
def test_a_method_gives_a_feasible_answer_to_other_problems(name: str, kind: type) -> None:
    problem = TINY[kind](0)
    result = solve(problem, methods=[name], time_limit=2, threads=1)
    assert result.solution is not None, result.notes
    assert result.verified is not None
    assert evaluate(problem, result.solution).feasible
    assert not result.notes


@pytest.mark.parametrize(("name", "kind"), OTHERS)
def test_a_start_is_never_made_worse(name: str, kind: type) -> None:
    problem = TINY[kind](1)
    first = solve(problem, methods=[name], time_limit=1, threads=1)
    assert first.solution is not None
    again = solve(problem, methods=[name], time_limit=0.5, threads=1, start=first.solution)
    assert again.objective is not None
    assert first.objective is not None
    sign = -1 if problem.maximise else 1
    assert sign * again.objective <= sign * first.objective + 1e-9 * abs(first.objective)


class Deaf:
    """A bus that says stop from the start."""

    def offer(self, x: object) -> None: ...

    def raise_dual(self, bound: float) -> None: ...

    def best(self) -> None:
        return None

    def stop(self) -> bool:
        return True

    def tell(self, kind: str, what: object) -> None: ...


@pytest.mark.parametrize(
    ("name", "problem"),
    [(name, cover(1, 150, 300)) for name in MILP_METHODS]
    + [(name, TINY[kind](3)) for name, kind in OTHERS],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_method_hears_the_stop(name: str, problem: Any) -> None:
    def body() -> None:
        options = Options(deadline=time.monotonic() + 60)
        load(name, type(problem))(problem, Deaf(), options, np.random.default_rng(0))

    # In a child, since engines do not share a process; it returns, or the test times out.
    child = multiprocessing.get_context("fork").Process(target=body)
    child.start()
    child.join(60)
    assert child.exitcode == 0


@pytest.mark.parametrize("name", MILP_METHODS)
def test_same_seed_same_answer_on_one_thread(name: str) -> None:
    settings = {"cpsat.workers": "1"} if name == "cpsat" else {}
    runs = [
        solve(cover(2), methods=[name], threads=1, seed=7, time_limit=4, options=settings)
        for _ in range(2)
    ]
    first, second = (run.solution for run in runs)
    assert first is not None
    assert second is not None
    assert first.tolist() == second.tolist()


def test_two_cores_and_one_agree_on_the_optimum() -> None:
    one, two = (solve(cover(3), threads=k) for k in (1, 2))
    assert one.status == two.status == "optimal"
    assert one.objective == two.objective
