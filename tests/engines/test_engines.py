"""Each engine alone, on problems whose answers are known by hand."""

import numpy as np
import pytest

from coopt.bus import Bus, Options
from coopt.bus.conductor import Conductor, Start
from coopt.bus.ledger import Ledger
from coopt.problem import Csr, Indicator, Milp, Sos
from coopt.result import Result
from coopt.solve import solve
from coopt.stop import Interrupt, Limits

ENGINES = ("scip", "highs", "cpsat")


def answer(problem: Milp, engine: str) -> Result:
    return solve(problem, methods=[engine], threads=1)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_knapsack_is_solved_and_proven(engine: str) -> None:
    problem = Milp.from_arrays(
        [5, 4, 3], [[2, 3, 1]], row_upper=5, upper=1, integrality=1, maximise=True
    )
    result = answer(problem, engine)
    assert (result.status, result.objective, result.dual_bound) == ("optimal", 9.0, 9.0)
    assert result.verified == "exact"


@pytest.mark.parametrize("engine", ENGINES)
def test_an_objective_of_decimals_with_a_constant_is_exact(engine: str) -> None:
    # min 0.1 x + 0.2 y + 5 with x + y >= 3: x = 3.
    problem = Milp.from_arrays([0.1, 0.2], [[1, 1]], row_lower=3, upper=10, integrality=1, offset=5)
    result = answer(problem, engine)
    assert (result.status, result.objective) == ("optimal", 5.3)


@pytest.mark.parametrize("engine", ENGINES)
def test_parity_is_infeasible(engine: str) -> None:
    problem = Milp.from_arrays([1, 1], [[2, 4]], 7, 7, upper=9, integrality=1)
    assert answer(problem, engine).status == "infeasible"


@pytest.mark.parametrize("engine", ("scip", "highs"))
def test_an_unbounded_integer_problem_is_called_unbounded(engine: str) -> None:
    problem = Milp.from_arrays([-1, -1], [[1, -1]], -3, 3.5, integrality=1)
    result = answer(problem, engine)
    assert (result.status, result.objective) == ("unbounded", None)


@pytest.mark.parametrize("engine", ENGINES)
def test_fractional_bounds_of_integers_are_rounded_before_the_engine(engine: str) -> None:
    problem = Milp.from_arrays([-1], [[1]], row_upper=100, upper=2.9, integrality=1)
    assert answer(problem, engine).objective == -2.0


@pytest.mark.parametrize("engine", ("scip", "highs"))
def test_an_lp_reaches_its_vertex(engine: str) -> None:
    # max 3x + 2y, x + y <= 4, x + 3y <= 6, x <= 3: x = 3, y = 1.
    problem = Milp.from_arrays(
        [3, 2], [[1, 1], [1, 3]], row_upper=[4, 6], upper=[3, np.inf], maximise=True
    )
    result = answer(problem, engine)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(11.0, abs=1e-9)


@pytest.mark.parametrize("engine", ("scip", "highs"))
def test_a_semicontinuous_variable_is_zero_or_within_its_bounds(engine: str) -> None:
    # min x + 10 y, x + y >= 1, x in {0} u [3, 8]: y = 1 costs 10, x = 3 costs 3.
    problem = Milp.from_arrays(
        [1, 10], [[1, 1]], row_lower=1, lower=[3, 0], upper=[8, 5], integrality=[2, 0]
    )
    assert answer(problem, engine).objective == pytest.approx(3.0)


@pytest.mark.parametrize("engine", ("scip", "cpsat"))
@pytest.mark.parametrize(("value", "best"), [(1, -1.0), (0, -9.0)])
def test_an_indicator_row_binds_only_under_its_condition(
    engine: str, value: int, best: float
) -> None:
    # min -x; if b == value then x <= 1; b is fixed at 1.
    problem = Milp(
        c=np.array([-1.0, 0.0]),
        a=Csr(np.array([0, 1]), np.array([0], np.int32), np.ones(1), (1, 2)),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([1.0]),
        lower=np.array([0.0, 1.0]),
        upper=np.array([9.0, 1.0]),
        integer=np.ones(2, bool),
        semicontinuous=np.zeros(2, bool),
        indicators=(Indicator(0, 1, value),),
    )
    assert answer(problem, engine).objective == best


def test_a_special_ordered_set_leaves_two_neighbours() -> None:
    # max x + y + 3z with at most two neighbours nonzero, each at most 1: y + 3z = 4.
    base = Milp.from_arrays([1, 1, 3], upper=1, maximise=True)
    problem = Milp(
        c=base.c,
        a=base.a,
        row_lower=base.row_lower,
        row_upper=base.row_upper,
        lower=base.lower,
        upper=base.upper,
        integer=base.integer,
        semicontinuous=base.semicontinuous,
        maximise=True,
        sos=(Sos(2, (0, 1, 2), (1.0, 2.0, 3.0)),),
    )
    assert answer(problem, "scip").objective == pytest.approx(4.0)


@pytest.mark.parametrize("engine", ("scip", "highs"))
@pytest.mark.parametrize(("low", "status"), [(-1.0, "optimal"), (1.0, "infeasible")])
def test_an_empty_row_is_true_or_false(engine: str, low: float, status: str) -> None:
    problem = Milp.from_arrays([1, 1], [[0, 0], [1, 1]], [low, 1], 5, upper=9, integrality=1)
    assert answer(problem, engine).status == status


def test_scip_survives_incumbents_that_come_in_while_it_presolves() -> None:
    # Weights drawn so that presolve takes several rounds; a better point comes in at each poll.
    rng = np.random.default_rng(1)
    a, c = rng.integers(0, 20, (20, 40)).astype(float), -rng.integers(1, 30, 40).astype(float)
    problem = Milp.from_arrays(c, a, row_upper=100, upper=1, integrality=1)

    def giving(problem: Milp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
        from coopt.engines import scip

        scip.ALONE_S = 0.0

        class Giver:
            """A bus on which a better point appears all the time."""

            def __init__(self) -> None:
                self.x = np.zeros(40)

            def best(self) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], float]:
                better = self.x.copy()
                better[rng.integers(40)] = 1.0
                if not (a @ better > 100).any():
                    self.x = better
                return self.x, float(c @ self.x)

            def __getattr__(self, name: str) -> object:
                return getattr(bus, name) if name != "page" else None

        scip.run(problem, Giver(), options, rng)  # type: ignore[arg-type]

    ledger = Ledger(problem)
    limits = Limits(time_s=20)
    conductor = Conductor(ledger, (Start("scip", giving),), limits, Interrupt(), 40, 0)
    conductor.run()
    assert not conductor.errors
    assert ledger.gap() == 0.0


def test_cpsat_says_why_it_does_not_apply() -> None:
    problem = Milp.from_arrays([1], [[1]], row_lower=1, integrality=1, lower=-np.inf)
    result = answer(problem, "cpsat")
    assert result.status == "no_solution"
    assert any("finite bound" in note for note in result.notes)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_start_is_kept_and_never_made_worse(engine: str) -> None:
    problem = Milp.from_arrays(
        [5, 4, 3], [[2, 3, 1]], row_upper=5, upper=1, integrality=1, maximise=True
    )
    result = solve(problem, methods=[engine], start=[1, 1, 0], time_limit=0)
    assert (result.objective, result.limit) == (9.0, "time")
