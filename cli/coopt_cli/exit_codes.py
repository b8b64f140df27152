"""Exit codes, which scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopt.result import Result

SOLVED = 0
USAGE = 2
UNREADABLE = 3
INFEASIBLE = 4
UNBOUNDED = 5
NO_SOLUTION = 6
BROKEN = 7
INTERRUPTED = 130

_OF_STATUS = {
    "optimal": SOLVED,
    "feasible": SOLVED,
    "infeasible": INFEASIBLE,
    "infeasible_or_unbounded": INFEASIBLE,
    "unbounded": UNBOUNDED,
    "no_solution": NO_SOLUTION,
    "error": BROKEN,
}


def exit_code(result: Result, exit_zero: bool = False) -> int:
    """Return the code of a result; with ``exit_zero``, 0 for every proper run."""
    code = _OF_STATUS[result.status]
    return SOLVED if exit_zero and code != BROKEN else code
