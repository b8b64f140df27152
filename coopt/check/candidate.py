"""The checks of a candidate by its problem's type: what the bus calls."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coopt.errors import OptionError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coopt.check.evaluation import Certificate, Evaluation

CHECKS: dict[str, tuple[str, str, str]] = {
    "Milp": (
        "coopt.check.milp:round_integers",
        "coopt.check.milp:evaluate",
        "coopt.check.exact_milp:certify",
    ),
    "Dag": (
        "coopt.check.dag:canonical",
        "coopt.check.dag:evaluate",
        "coopt.check.dag:certify",
    ),
    "Tsp": (
        "coopt.check.sequence:whole_numbers",
        "coopt.check.tsp:evaluate",
        "coopt.check.tsp:certify",
    ),
    "Cvrp": (
        "coopt.check.sequence:whole_numbers",
        "coopt.check.cvrp:evaluate",
        "coopt.check.cvrp:certify",
    ),
    "Orienteering": (
        "coopt.check.sequence:whole_numbers",
        "coopt.check.orienteering:evaluate",
        "coopt.check.orienteering:certify",
    ),
    "PrizeCollecting": (
        "coopt.check.sequence:whole_numbers",
        "coopt.check.prize_collecting:evaluate",
        "coopt.check.prize_collecting:certify",
    ),
    "MultiTsp": (
        "coopt.check.sequence:whole_numbers",
        "coopt.check.multi_tsp:evaluate",
        "coopt.check.multi_tsp:certify",
    ),
    "Knapsack": (
        "coopt.check.sequence:whole_numbers",
        "coopt.check.knapsack:evaluate",
        "coopt.check.knapsack:certify",
    ),
    "IndependentSet": (
        "coopt.check.sequence:whole_numbers",
        "coopt.check.independent_set:evaluate",
        "coopt.check.independent_set:certify",
    ),
}
"""Problem type -> functions that round, evaluate and certify, as ``"module:function"``."""


def canonical(problem: object, x: NDArray[Any]) -> NDArray[Any]:
    """Return the candidate that ``x`` means, without rounding noise.

    Raises
    ------
    OptionError
        If the problem's type has no checks; likewise below.
    """
    point: NDArray[Any] = _check(problem, 0)(problem, x)
    return point


def evaluate(problem: object, x: NDArray[Any]) -> Evaluation:
    """Compute objective and violation of a candidate in floating point."""
    evaluation: Evaluation = _check(problem, 1)(problem, x)
    return evaluation


def certify(problem: object, x: NDArray[Any]) -> Certificate:
    """Check a candidate in rational arithmetic."""
    certificate: Certificate = _check(problem, 2)(problem, x)
    return certificate


def _check(problem: object, position: int) -> Any:
    kind = type(problem).__name__
    if kind not in CHECKS:
        known = ", ".join(sorted(CHECKS))
        raise OptionError(f"no check is known for problems of type {kind} (known: {known})")
    module, _, function = CHECKS[kind][position].partition(":")
    return getattr(import_module(module), function)
