from __future__ import annotations

from collections.abc import Callable

import pytest

from coopt.bench.reference import Reference
from coopt.bench.run import BenchRun
from coopt.bench.score import score_all
from coopt.bench.summary import summarise

Make = Callable[..., BenchRun]
KNOWN = {"a": Reference("optimal", 100.0), "b": Reference("optimal", 100.0)}


def test_means_are_over_instances_that_every_method_ran_on(make_run: Make) -> None:
    runs = [
        make_run(status="optimal", objective=100.0, time_s=1.0, trace=((0.0, 100.0),)),
        make_run(file="b.mps", status="no_solution"),
        make_run(method="highs", status="optimal", objective=100.0, time_s=3.0,
                 trace=((1.0, 100.0),)),
    ]  # fmt: skip
    facts = summarise(score_all(runs, KNOWN))
    assert facts["common_instances"] == 1
    assert facts["methods"]["scip"]["time_s"] == pytest.approx(1.0)
    assert facts["methods"]["highs"]["time_s"] == pytest.approx(3.0)
    assert facts["methods"]["highs"]["primal_integral_s"] == pytest.approx(1.0)
    assert (facts["methods"]["scip"]["wins"], facts["methods"]["highs"]["wins"]) == (1, 0)
    assert facts["methods"]["scip"]["no_solution"] == 1


def test_a_tie_is_a_win_for_each(make_run: Make) -> None:
    runs = [
        make_run(method=name, objective=100.0, trace=((time, 100.0),))
        for name, time in (("scip", 1.0), ("highs", 1.05))
    ]
    methods = summarise(score_all(runs, KNOWN))["methods"]
    assert [methods[name]["wins"] for name in ("scip", "highs")] == [1, 1]


def test_a_wrong_proof_counts_as_wrong_and_not_as_proof(make_run: Make) -> None:
    facts = summarise(score_all([make_run(status="optimal", objective=99.0)], KNOWN))
    assert facts["methods"]["scip"]["optimal"] == 0
    assert [claim["instance"] for claim in facts["wrong_claims"]] == ["a"]


def test_a_run_without_proof_counts_with_its_limit(make_run: Make) -> None:
    run = make_run(status="error", time_s=0.1)
    facts = summarise(score_all([run], KNOWN))["methods"]["scip"]
    assert facts["time_s"] == pytest.approx(10.0)
    assert facts["mean_gap"] == 1.0
    assert facts["errors"] == 1


def test_nothing_sums_up_to_nothing() -> None:
    assert summarise([])["methods"] == {}
