"""What a benchmark says about each method: means, wins, proofs, and wrong claims."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from coopt.bench.arms import sum_arms
from coopt.bench.score import Score
from coopt.check.gap import shifted_geometric_mean

SHIFT_S = 1.0
TIE_FRACTION, TIE_S = 0.01, 0.1


def summarise(scores: Iterable[Score]) -> dict[str, Any]:
    """Sum up a benchmark.

    Means of time and primal integral are over the instances that every method was run on, so
    that methods compare. A run that ended without a proof counts with its time limit, one
    without a solution with a gap of 1.
    """
    scores = list(scores)
    names = list(dict.fromkeys(score.run.method for score in scores))
    common = _common_files(scores, names)
    wins = _wins([score for score in scores if score.run.file in common])
    return {
        "shift_s": SHIFT_S,
        "instances": len({score.run.file for score in scores}),
        "common_instances": len(common),
        "methods": {
            name: _of_method([s for s in scores if s.run.method == name], common)
            | {"wins": wins.get(name, 0)}
            for name in names
        },
        "wrong_claims": [
            {"instance": s.run.instance, "method": s.run.method, "claim": s.wrong}
            for s in scores
            if s.wrong
        ],
    }


def _of_method(scores: list[Score], common: set[str]) -> dict[str, Any]:
    shared = [score for score in scores if score.run.file in common]
    integrals = [s.primal_integral for s in shared if s.primal_integral is not None]
    gaps = [_capped_gap(s) for s in shared if s.reference is not None]
    return {
        "runs": len(scores),
        "optimal": sum(s.run.status == "optimal" and not s.wrong for s in scores),
        "proven": sum(s.run.proven and not s.wrong for s in scores),
        "no_solution": sum(s.run.status == "no_solution" for s in scores),
        "errors": sum(s.run.status == "error" for s in scores),
        "wrong_claims": sum(bool(s.wrong) for s in scores),
        "time_s": _mean([_time(s) for s in shared]),
        "primal_integral_s": _mean(integrals),
        "arms": sum_arms(s.run.arms for s in scores),
        "mean_gap": math.fsum(gaps) / len(gaps) if gaps else None,
    }


def _mean(values: list[float]) -> float | None:
    return shifted_geometric_mean(values, SHIFT_S) if values else None


def _common_files(scores: list[Score], names: list[str]) -> set[str]:
    ran = [{s.run.file for s in scores if s.run.method == name} for name in names]
    return set.intersection(*ran) if ran else set()


def _wins(scores: list[Score]) -> dict[str, int]:
    """Count, for each method, the instances on which no other has a smaller primal integral.

    Integrals within 1 % or 0.1 s of the smallest count as equal, and each then wins.
    """
    least: dict[str, float] = {}
    for score in scores:
        if score.primal_integral is not None:
            best = least.get(score.run.file, math.inf)
            least[score.run.file] = min(best, score.primal_integral)
    wins: dict[str, int] = {}
    for score in scores:
        if score.primal_integral is not None:
            best = least[score.run.file]
            won = score.primal_integral <= max(best * (1 + TIE_FRACTION), best + TIE_S)
            wins[score.run.method] = wins.get(score.run.method, 0) + won
    return wins


def _time(score: Score) -> float:
    return score.run.time_s if score.run.proven else max(score.run.horizon, score.run.time_s)


def _capped_gap(score: Score) -> float:
    return 1.0 if score.gap is None else min(1.0, max(0.0, score.gap))
