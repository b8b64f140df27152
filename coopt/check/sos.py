"""How far a point is from obeying a special ordered set."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopt.problem.csr import Floats
    from coopt.problem.milp import Sos

Number = TypeVar("Number", float, Fraction)


def may_break(group: Sos, x: Floats) -> bool:
    """Say whether the nonzeros of a set span more than its kind allows."""
    nonzero = x[list(group.columns)].nonzero()[0]
    return bool(nonzero.size and nonzero[-1] - nonzero[0] >= group.kind)


def sos_violation(kind: int, values: Sequence[Number]) -> Number:
    """Return the largest value that must vanish, for the best choice of neighbours to keep.

    Parameters
    ----------
    kind : int
        How many neighbours may be nonzero.
    values : sequence of numbers
        Absolute values in the order of the set, more than ``kind`` of them.
    """
    before = list(accumulate(values, max))
    after = list(accumulate(reversed(values), max))[::-1]
    last = len(values) - kind
    outside = [after[kind], before[last - 1]]
    outside += [max(before[k - 1], after[k + kind]) for k in range(1, last)]
    return min(outside)
