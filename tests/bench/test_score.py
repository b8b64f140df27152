from __future__ import annotations

from collections.abc import Callable

import pytest

from coopt.bench.reference import Reference
from coopt.bench.run import BenchRun, from_row
from coopt.bench.score import row_of, score_all

Make = Callable[..., BenchRun]


def test_the_integral_weighs_each_gap_by_its_time(make_run: Make) -> None:
    # Gap 1 for 2 s, 1/2 for 3 s, 0 for 5 s.
    run = make_run(objective=100.0, trace=((2.0, 200.0), (5.0, 100.0)))
    (score,) = score_all([run], {"a": Reference("optimal", 100.0)})
    assert score.primal_integral == pytest.approx(3.5)
    assert score.gap == 0.0


def test_without_a_solution_the_integral_is_the_whole_time(make_run: Make) -> None:
    (score,) = score_all([make_run(status="no_solution")], {"a": Reference("optimal", 100.0)})
    assert score.primal_integral == 10.0
    assert score.gap is None


@pytest.mark.parametrize(("sense", "objective", "gap"), [("min", 110.0, 0.1), ("max", 110.0, -0.1)])
def test_the_gap_is_a_signed_fraction_of_the_reference(
    make_run: Make, sense: str, objective: float, gap: float
) -> None:
    run = make_run(objective=objective, sense=sense)
    (score,) = score_all([run], {"a": Reference("optimal", 100.0)})
    assert score.gap == pytest.approx(gap)


def test_unlisted_instances_are_compared_with_the_best_found(make_run: Make) -> None:
    good, bad = make_run(objective=50.0), make_run(method="highs", objective=60.0)
    scores = score_all([good, bad], {})
    assert [s.gap for s in scores] == pytest.approx([0.0, 0.2])
    assert {s.reference_from for s in scores} == {"best found"}


def test_a_better_solution_replaces_a_best_known_value(make_run: Make) -> None:
    (score,) = score_all([make_run(objective=90.0)], {"a": Reference("best_known", 100.0)})
    assert (score.reference, score.reference_from, score.wrong) == (90.0, "best found", "")


def test_an_optimum_worse_than_another_method_found_is_wrong(make_run: Make) -> None:
    runs = [make_run(objective=50.0), make_run(method="highs", status="optimal", objective=60.0)]
    assert [bool(s.wrong) for s in score_all(runs, {})] == [False, True]


def test_a_run_survives_its_row(make_run: Make) -> None:
    run = make_run(objective=100.0, trace=((2.0, 200.0), (5.0, 100.0)))
    (score,) = score_all([run], {})
    assert from_row(row_of(score)) == run
