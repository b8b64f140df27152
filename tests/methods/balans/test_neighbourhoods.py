import numpy as np
import pytest

from coopt.methods.balans.neighbourhoods import OPERATORS
from coopt.methods.balans.paper_neighbourhoods import PAPER_OPERATORS
from coopt.methods.balans.restriction import restrict
from coopt.methods.balans.view import View, remember, view_of
from coopt.problem import Milp


def mixed(seed: int = 0) -> tuple[Milp, np.ndarray]:
    """Return a problem with 20 binaries, 5 integers, 5 continuous, and a feasible point."""
    rng = np.random.default_rng(seed)
    x = np.concatenate([rng.integers(0, 2, 20), rng.integers(0, 6, 5), rng.uniform(0, 3, 5)])
    a = rng.integers(-3, 6, (12, 30)) * (rng.random((12, 30)) < 0.3)
    problem = Milp.from_arrays(
        rng.integers(-5, 6, 30),
        a,
        row_upper=np.asarray(a @ x) + 1.0,
        upper=[1.0] * 20 + [6.0] * 5 + [3.0] * 5,
        integrality=[1] * 25 + [0] * 5,
    )
    return problem, x.astype(float)


def look(problem: Milp, x: np.ndarray, rng: np.random.Generator) -> View:
    view = view_of(problem)
    remember(view, x, float(problem.c @ x))
    other = x.copy()
    other[:4] = 1.0 - other[:4]
    remember(view, other, float(problem.c @ other))
    near = np.clip(x + rng.uniform(-0.7, 0.7, x.size), view.lower, view.upper)
    view.relaxed = lambda: near
    return view


@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("seed", range(4))
def test_the_current_solution_stays_inside_every_neighbourhood(name: str, seed: int) -> None:
    problem, x = mixed(seed)
    rng = np.random.default_rng(seed)
    restriction = OPERATORS[name](look(problem, x, rng), x, 0.4, rng)
    assert restriction is not None
    assert np.all(restriction.lower <= x)
    assert np.all(x <= restriction.upper)
    if restriction.row is not None:
        assert restriction.row.values @ x[restriction.row.columns] <= restriction.row.upper


@pytest.mark.parametrize("name", ["mutation", "crossover", "rins", "constraint_graph"])
def test_the_share_of_the_integers_is_freed_and_all_continuous_ones(name: str) -> None:
    problem, x = mixed(1)
    rng = np.random.default_rng(0)
    restriction = OPERATORS[name](look(problem, x, rng), x, 0.4, rng)
    assert restriction is not None
    freed = restriction.lower < restriction.upper
    assert freed[:25].sum() == 10
    assert freed[25:].all()


def test_the_published_operators_fix_continuous_variables_too() -> None:
    problem, x = mixed(1)
    rng = np.random.default_rng(0)
    restriction = PAPER_OPERATORS["mutation"](look(problem, x, rng), x, 0.4, rng)
    assert restriction is not None
    freed = restriction.lower < restriction.upper
    assert freed.sum() == 10
    assert not freed[25:].any()


@pytest.mark.parametrize("seed", range(6))
def test_a_sub_problem_says_the_same_of_every_point(seed: int) -> None:
    problem, x = mixed(seed)
    rng = np.random.default_rng(seed)
    restriction = OPERATORS["mutation"](look(problem, x, rng), x, 0.5, rng)
    assert restriction is not None
    sub = restrict(problem, restriction, cutoff=None)
    assert sub is not None
    whole = problem.a
    for _ in range(20):
        y = rng.integers(sub.problem.lower.astype(int), sub.problem.upper.astype(int) + 1)
        full = sub.back(y.astype(float))
        assert sub.problem.c @ y + sub.problem.offset == pytest.approx(problem.c @ full)
        assert feasible(sub.problem, y) == feasible(problem, full)
    assert whole is problem.a


def feasible(problem: Milp, x: np.ndarray) -> bool:
    from coopt.problem.csr import product

    activity = product(problem.a, x.astype(float))
    inside = (problem.row_lower - 1e-9 <= activity) & (activity <= problem.row_upper + 1e-9)
    return bool(inside.all())


def test_a_cutoff_below_every_point_leaves_nothing() -> None:
    problem = Milp.from_arrays([1.0, 1.0], [[1, 1]], row_lower=0, upper=1, integrality=1)
    from coopt.methods.balans.restriction import Restriction

    assert restrict(problem, Restriction(np.zeros(2), np.ones(2)), cutoff=-1.0) is None


def test_the_pool_keeps_distinct_solutions_in_order() -> None:
    problem, x = mixed(0)
    view = view_of(problem)
    remember(view, x, 5.0)
    remember(view, x, 5.0)
    other = x.copy()
    other[0] = 1.0 - other[0]
    remember(view, other, 3.0)
    assert [objective for objective, _ in view.pool] == [3.0, 5.0]
