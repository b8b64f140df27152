from __future__ import annotations

from collections.abc import Callable

import pytest

from coopt.bench.claim import wrong_claim
from coopt.bench.reference import Reference
from coopt.bench.run import BenchRun

OPTIMUM = Reference("optimal", 100.0)
KNOWN = Reference("best_known", 100.0)
Make = Callable[..., BenchRun]


@pytest.mark.parametrize(
    ("said", "reference"),
    [
        ({"status": "optimal", "objective": 100.0, "dual_bound": 100.0}, OPTIMUM),
        ({"status": "optimal", "objective": 100.00005}, OPTIMUM),
        ({"status": "optimal", "objective": 100.005}, Reference("optimal", 100.0, 1e-4)),
        ({"status": "feasible", "objective": 180.0, "dual_bound": 20.0}, OPTIMUM),
        ({"status": "feasible", "objective": 90.0}, KNOWN),
        ({"status": "no_solution"}, OPTIMUM),
        ({"status": "infeasible"}, Reference("infeasible", None)),
        ({"status": "infeasible_or_unbounded"}, Reference("unbounded", None)),
        ({"status": "optimal", "objective": 5.0}, Reference("disputed", 8.0)),
        ({"status": "optimal", "objective": 5.0}, None),
        ({"status": "error", "objective": 5.0}, OPTIMUM),
        ({"status": "feasible", "objective": 80.0, "dual_bound": 120.0, "sense": "max"}, OPTIMUM),
    ],
)
def test_what_may_be_true_is_not_wrong(
    make_run: Make, said: dict[str, object], reference: Reference | None
) -> None:
    assert wrong_claim(make_run(**said), reference) == ""


@pytest.mark.parametrize(
    ("said", "reference", "claim"),
    [
        ({"status": "optimal", "objective": 101.0}, OPTIMUM, "optimal at 101"),
        ({"status": "optimal", "objective": 101.0}, KNOWN, "optimal at 101"),
        ({"status": "optimal", "objective": 99.0}, OPTIMUM, "better than the optimum"),
        ({"status": "feasible", "objective": 99.0}, OPTIMUM, "better than the optimum"),
        ({"objective": 101.0, "sense": "max"}, OPTIMUM, "better than the optimum"),
        ({"objective": 110.0, "dual_bound": 105.0}, OPTIMUM, "dual bound 105 excludes"),
        ({"status": "infeasible"}, OPTIMUM, "infeasible on an instance with an optimum"),
        ({"status": "unbounded"}, KNOWN, "unbounded on an instance with an optimum"),
        ({"objective": 1.0}, Reference("infeasible", None), "a solution of an infeasible"),
        ({"status": "optimal"}, Reference("unbounded", None), "optimal on an unbounded"),
    ],
)
def test_what_cannot_be_true_is_said(
    make_run: Make, said: dict[str, object], reference: Reference, claim: str
) -> None:
    assert claim in wrong_claim(make_run(**said), reference)


def test_a_looser_gap_setting_excuses_a_looser_optimum(make_run: Make) -> None:
    run = make_run(status="optimal", objective=100.5, settings={"time_limit": 10.0, "gap": 0.01})
    assert wrong_claim(run, OPTIMUM) == ""
